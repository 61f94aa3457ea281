import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { type Item, toItem } from './attribute-values';
import type { Connected } from './connected';
import { attempts, pause, retrying } from './retry';
import type { Key } from './tables';

/** Keys that one BatchGetItem takes, a limit of DynamoDB. */
const keysPerCall = 100;

/** The rows that exist under these keys, in any order, strongly consistent; a key that is named twice is read once. */
export const batchGet = async (connected: Connected, table: string, keys: readonly Key[]): Promise<Item[]> => {
  const distinct = [...new Map(keys.map((key) => [`${key.PK} ${key.SK}`, toItem(key)])).values()];
  const calls = Array.from({ length: Math.ceil(distinct.length / keysPerCall) }, (_, nth) =>
    getAll(connected, table, distinct.slice(nth * keysPerCall, (nth + 1) * keysPerCall)),
  );
  return (await Promise.all(calls)).flat();
};

// A reply holds at most 16 MB and what throughput allows; the keys it left out are asked for again.
const getAll = async (connected: Connected, table: string, keys: Item[]): Promise<Item[]> => {
  const found: Item[] = [];
  let inVain = 0;
  for (let left = keys; left.length > 0;) {
    const asked = left;
    const { Responses, UnprocessedKeys } = await retrying(connected, () =>
      connected.client.send(
        new BatchGetItemCommand({ RequestItems: { [table]: { Keys: asked, ConsistentRead: true } } }),
      ),
    );
    found.push(...(Responses?.[table] ?? []));
    left = UnprocessedKeys?.[table]?.Keys ?? [];
    inVain = left.length < asked.length ? 0 : inVain + 1;
    if (inVain === attempts)
      throw new Error(`DynamoDB left ${left.length} keys of ${table} unread, ${attempts} times.`);
    if (left.length > 0) await pause(connected, inVain + 1);
  }
  return found;
};
