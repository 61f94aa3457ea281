import { AuthConfig, callerOf, compose, CoreConfig, readConfig, WebSocketEvent } from '@parley/lambda';

const { core, frames } = compose(readConfig(CoreConfig.extend(AuthConfig.shape)));

/** One frame in, one frame out: a reply or a refusal. */
export const handler = async (event: unknown) => {
  const frame = WebSocketEvent.parse(event);
  const caller = callerOf(frame);
  await frames.send(caller.connection.id, await core.handle(caller, frame.body ?? ''));
  await core.idle(); // Lambda freezes what is still under way when this returns
  return { statusCode: 200 };
};
