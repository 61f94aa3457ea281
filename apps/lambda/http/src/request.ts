import {
  AuthConfig,
  compose,
  CoreConfig,
  EdgeConfig,
  edgeGuard,
  forbidden,
  HttpEvent,
  httpCallerOf,
  type HttpResponse,
  json,
  measured,
  OriginConfig,
  originGuard,
  readConfig,
  textOf,
  untilIdle,
} from '@parley/lambda';
import { decodeHttp, type Refusal, refusal, refusals } from '@parley/protocol';

const config = readConfig(CoreConfig.extend(AuthConfig.shape).extend(OriginConfig.shape).extend(EdgeConfig.shape));
const { core } = compose(config);
const isOurPage = originGuard(config);
const cameThroughEdge = edgeGuard(config);

const refused = (because: Refusal): HttpResponse => json(refusals[because.code].http, because);

/** Every route of the catalogue. */
export const handler = measured(
  untilIdle(core, async (event: unknown): Promise<HttpResponse> => {
    const request = HttpEvent.parse(event);
    if (!cameThroughEdge(request.headers)) return forbidden;
    const caller = httpCallerOf(request);
    if (!caller) return refused(refusal('not_signed_in'));
    if (!isOurPage(request.headers)) return refused(refusal('foreign_origin'));
    const decoded = decodeHttp({
      method: request.requestContext.http.method,
      path: request.rawPath,
      query: request.queryStringParameters,
      text: textOf(request),
    });
    if (!decoded.ok) return refused(decoded.refusal);
    const answer = await core.answer(caller, decoded.value);
    return answer.ok ? json(200, answer.body) : refused(answer.refusal);
  }),
);
