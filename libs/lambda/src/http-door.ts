import type { Core } from '@parley/core';
import { decodeHttp, type Refusal, refusal, refusals } from '@parley/protocol';
import type { EdgeConfig, OriginConfig } from './config';
import { edgeGuard, originGuard } from './handshake';
import { forbidden, HttpEvent, httpCallerOf, type HttpResponse, json, textOf } from './http-event';
import { count } from './metrics';
import { untilIdle } from './until-idle';

/** Counts who was turned away for how they came: where it is everybody, the door itself is wrong. */
export const turnedAway = (response: HttpResponse): HttpResponse => {
  count('DoorsClosed');
  return response;
};

const refused = (because: Refusal): HttpResponse => json(refusals[because.code].http, because);

/** Every route of the catalogue. */
export const httpDoor = ({
  core,
  config,
}: {
  core: Pick<Core, 'answer' | 'idle'>;
  config: OriginConfig & EdgeConfig;
}) => {
  const isOurPage = originGuard(config);
  const cameThroughEdge = edgeGuard(config);
  return untilIdle(core, async (event: unknown): Promise<HttpResponse> => {
    const request = HttpEvent.parse(event);
    if (!cameThroughEdge(request.headers)) return turnedAway(forbidden);
    const caller = httpCallerOf(request);
    if (!caller) return refused(refusal('not_signed_in'));
    if (!isOurPage(request.headers)) return turnedAway(refused(refusal('foreign_origin')));
    const decoded = decodeHttp({
      method: request.requestContext.http.method,
      path: request.rawPath,
      query: request.queryStringParameters,
      text: textOf(request),
    });
    if (!decoded.ok) return refused(decoded.refusal);
    const answer = await core.answer(caller, decoded.value);
    return answer.ok ? json(200, answer.body) : refused(answer.refusal);
  });
};
