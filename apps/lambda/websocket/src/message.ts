import {
  AuthConfig,
  callerOf,
  compose,
  CoreConfig,
  measured,
  readConfig,
  untilIdle,
  WebSocketEvent,
} from '@parley/lambda';

const { core, frames } = compose(readConfig(CoreConfig.extend(AuthConfig.shape)));

/** One frame in, one frame out, a reply or a refusal: it is on its way before slow connections are tried again (DEL-3). */
export const handler = measured(
  untilIdle(core, async (event: unknown) => {
    const frame = WebSocketEvent.parse(event);
    const caller = callerOf(frame);
    await frames.send(caller.connection.id, await core.handle(caller, frame.body ?? ''));
    return { statusCode: 200 };
  }),
);
