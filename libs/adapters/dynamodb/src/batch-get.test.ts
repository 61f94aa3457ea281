import type { BatchGetItemCommandInput, BatchGetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Connected } from './connected';
import { connectionRegistry } from './connection-registry';
import { failWith, inFrontOf, patience, watch } from './testing/faults';
import { useDynamodb } from './testing/fresh-tables';

const freshTables = useDynamodb();
const people = Array.from({ length: 230 }, (_, nth) => `p-${nth}`);

const start = async () => {
  const connected = { ...(await freshTables()), ...patience(), random: () => 0.5 };
  const connections = connectionRegistry(connected);
  await Promise.all(
    people.map((id) => connections.open(id, { connectionId: `of-${id}`, expires: 1, sessionId: 's', authTime: 1 }, 0)),
  );
  return { connected, connections };
};
const keysOf = ({ input }: { input: object }, table: string) =>
  (input as BatchGetItemCommandInput).RequestItems?.[table]?.Keys ?? [];

/** DynamoDB reads only the first `served` keys of a call and leaves the rest unprocessed. */
const serveOnly = (connected: Connected, served: number) =>
  inFrontOf<BatchGetItemCommandInput, BatchGetItemCommandOutput>(connected, async (sent, pass) => {
    const table = connected.tables.connections;
    const left = keysOf(sent, table).slice(served);
    const few = { ...sent.input.RequestItems?.[table], Keys: keysOf(sent, table).slice(0, served) };
    const output = served > 0 ? await pass({ ...sent.input, RequestItems: { [table]: few } }) : { $metadata: {} };
    return { ...output, UnprocessedKeys: left.length > 0 ? { [table]: { Keys: left } } : {} };
  });

describe('a read of many rows', () => {
  it('[DEL-2] asks strongly for 100 a call', async () => {
    const { connected, connections } = await start();
    const sent = watch(connected);
    await connections.leases(people);
    expect(sent.map((call) => keysOf(call, connected.tables.connections).length)).toEqual([100, 100, 30]);
    for (const { input } of sent)
      expect(input).toMatchObject({ RequestItems: { [connected.tables.connections]: { ConsistentRead: true } } });
  });

  it('[DEL-2] asks again for what was left unprocessed, as long as some of it comes', async () => {
    const { connected, connections } = await start();
    serveOnly(connected, 7);
    const leases = await connections.leases(people);
    expect(people.filter((id) => leases.get(id)?.[0]?.connectionId === `of-${id}`)).toEqual(people);
  });

  it('gives up when nothing comes any more, and says so', async () => {
    const { connected, connections } = await start();
    serveOnly(connected, 0);
    await expect(connections.leases(people.slice(0, 3))).rejects.toThrow(
      `DynamoDB left 3 keys of ${connected.tables.connections} unread, 8 times.`,
    );
    expect(connected.pauses).toHaveLength(7);
  });

  it('is tried again when all of it is throttled', async () => {
    const { connected, connections } = await start();
    failWith(connected, [new ProvisionedThroughputExceededException({ $metadata: {}, message: 'slow down' })]);
    expect((await connections.leases(['p-0'])).get('p-0')).toHaveLength(1);
  });
});
