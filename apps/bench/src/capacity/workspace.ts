import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Caller, type Core, createCore, unlimited } from '@parley/core';
import { memoryIdentity } from '@parley/core/testing';
import { createTables, dynamodbStores } from '@parley/dynamodb';
import { decodeBody, type Input, type Reply, type RequestType } from '@parley/protocol';
import { stream, ulids } from '../random';
import { meter } from './meter';

const hourMs = 60 * 60_000;
const tokenMs = hourMs;
/** What `append` waits at the most before it claims the slot behind the one that it lost. */
const longestPauseMs = 200;
const never = (): Promise<void> => new Promise(() => undefined);

/** A core over DynamoDB whose every call is metered, with a clock that its user moves; posts are counted and go nowhere. */
export const meteredWorkspace = async (endpoint: string, processes: number) => {
  const client = new DynamoDBClient({
    ...{ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } },
  });
  const run = `${process.pid}-${Math.floor(performance.now())}`;
  const tables = { chat: `chat-${run}`, connections: `connections-${run}` };
  await createTables(client, tables);
  // From the beginning of an hour, for sessions are written down once an hour; and a millisecond into it, for a number that
  // ends in noughts is stored in fewer bytes: so the figures are the same whenever they are measured.
  let now = Math.ceil(Date.now() / hourMs) * hourMs + 1;
  const random = stream(1, 'capacity');
  const identity = memoryIdentity();
  // No time goes by while a request is served: a pause before the next slot is over at once, and what is longer limits how
  // late something may come, which nothing is here, however slow the machine.
  const clock = { now: () => now, sleep: (ms: number) => (ms <= longestPauseMs ? Promise.resolve() : never()) };
  const consumed = meter(client);
  const ports = {
    ...dynamodbStores({ client, tables, clock, random }),
    ...{
      clock,
      random,
      epoch: '1',
      rates: unlimited,
      founding: { signUp: 'open' as const },
      queue: { add: async () => undefined },
    },
    identity,
    // A token is its person's id.
    verify: async (token: string) => signIn(token),
    frames: {
      send: async () => {
        consumed.pushed();
        return 'sent' as const;
      },
      close: async () => 'closed' as const,
    },
    report: (what: string, { error }: Record<string, unknown>) => {
      throw new Error(`The core reported: ${what}`, { cause: error });
    },
  };
  const signIn = (personId: string) => ({
    ...{ personId, username: personId, sessionId: `session-${personId}`, authTime: 0, tokenExpires: now + tokenMs },
  });
  const cores = Array.from({ length: processes }, (): Core => createCore(ports));
  const key = ulids(random, () => now);

  const caller = (personId: string, connection?: string): Caller => ({
    ...signIn(personId),
    ...(connection !== undefined && { connection: { id: connection, connectedAt: now } }),
  });
  return {
    key,
    consumed,
    pass: (ms: number): void => void (now += ms),
    join: (id: string) =>
      (cores[0] as Core).register({ id, username: id, email: `${id}@example.com`, name: id, pool: identity }),
    leaves: (person: string, connection: string) => (cores[0] as Core).closed(person, connection),
    asks: async <T extends RequestType>(
      person: string,
      type: T,
      body: Input<T>,
      { process = 0, connection }: { process?: number; connection?: string } = {},
    ): Promise<Reply<T>> => {
      const decoded = decodeBody(type, body);
      const core = cores[process];
      if (!decoded.ok || !core) throw new Error(`${type} was not asked as it must be.`);
      const answer = await core.answer(caller(person, connection), decoded.value);
      if (!answer.ok) throw new Error(`${type} was refused: ${answer.refusal.code} ${answer.refusal.message}`);
      return answer.body as Reply<T>;
    },
    close: () => client.destroy(),
  };
};
export type Metered = Awaited<ReturnType<typeof meteredWorkspace>>;
