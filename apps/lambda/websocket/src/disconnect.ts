import { callerOf, compose, CoreConfig, readConfig, WebSocketEvent } from '@parley/lambda';

const { core } = compose(readConfig(CoreConfig));

/** Best effort, often late, sometimes never (F25): a lease also ends by itself. */
export const handler = async (event: unknown) => {
  const { personId, connection } = callerOf(WebSocketEvent.parse(event));
  await core.closed(personId, connection.id);
  return { statusCode: 200 };
};
