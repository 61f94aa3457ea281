import {
  compose,
  CoreConfig,
  EdgeConfig,
  edgeGuard,
  forbidden,
  type HttpResponse,
  json,
  measured,
  OriginConfig,
  originGuard,
  PublicHttpEvent,
  readConfig,
  sourceOf,
  textOf,
  turnedAway,
} from '@parley/lambda';
import { decodeLook, type Refusal, refusal, refusals } from '@parley/protocol';

const config = readConfig(CoreConfig.extend(OriginConfig.shape).extend(EdgeConfig.shape));
const { core } = compose(config);
const isOurPage = originGuard(config);
const cameThroughEdge = edgeGuard(config);

const refused = (because: Refusal): HttpResponse => json(refusals[because.code].http, because);

/** The one request that nobody is signed in for: what an invitation is to, for whoever holds its link. */
export const handler = measured(async (event: unknown): Promise<HttpResponse> => {
  const request = PublicHttpEvent.parse(event);
  if (!cameThroughEdge(request.headers)) return turnedAway(forbidden);
  if (!isOurPage(request.headers)) return turnedAway(refused(refusal('foreign_origin')));
  const decoded = decodeLook(textOf(request));
  if (!decoded.ok) return refused(decoded.refusal);
  const answer = await core.lookAtInvitation({ source: sourceOf(request) }, decoded.value);
  return answer.ok ? json(200, answer.body) : refused(answer.refusal);
});
