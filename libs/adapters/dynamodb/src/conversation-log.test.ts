import {
  type PutItemCommandInput,
  type PutItemCommandOutput,
  PutItemCommand,
  ThrottlingException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
  type TransactWriteItemsCommandInput,
  type TransactWriteItemsCommandOutput,
} from '@aws-sdk/client-dynamodb';
import {
  aMessage,
  anEntry,
  beginning,
  calling,
  changing,
  general,
  joining,
  keyNumber,
  leaving,
  mentioning,
} from '@parley/core/testing';
import { limits } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { toItem } from './attribute-values';
import { conversationLog } from './conversation-log';
import { failWith, inFrontOf, loseNextReply, patience, watch } from './testing/faults';
import { useDynamodb } from './testing/fresh-tables';
import { keys } from './tables';

const freshTables = useDynamodb();
const here = general.id;
const claimed = { outcome: 'claimed' };

const said = { $metadata: {}, message: 'said by DynamoDB' };
const conflict = () => new TransactionConflictException(said);
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({ ...said, CancellationReasons: codes.map((Code) => ({ Code })) });

const edit = (seq: number) => anEntry({ kind: 'message.edited', body: { target: 1, text: 'ho' } }, { seq });

const start = async () => {
  const connected = { ...(await freshTables()), ...patience(), random: () => 0.999 };
  return { connected, pauses: connected.pauses, log: conversationLog(connected) };
};

describe('a claim of a slot', () => {
  it('costs one write unit for a message of up to 1 KB, and one request', async () => {
    const { connected, log } = await start();
    const costs: (number | undefined)[] = [];
    inFrontOf<PutItemCommandInput, PutItemCommandOutput>(connected, async ({ input }, pass) => {
      const output = await pass({ ...input, ReturnConsumedCapacity: 'TOTAL' });
      costs.push(output.ConsumedCapacity?.CapacityUnits);
      return output;
    });
    await log.claim(here, aMessage({ seq: 1, author: 'x'.repeat(36), text: 'x'.repeat(750) }));
    await log.claim(here, aMessage({ seq: 2, author: 'x'.repeat(36), text: 'x'.repeat(1_024) }));
    expect(costs).toEqual([1, 2]);
    // As many messages that call everyone as an entry names, far into a log: 128 bytes.
    const calls = Array.from({ length: limits.keptCalls }, (_, nth) => 9_999_979 + nth);
    await log.claim(here, aMessage({ seq: 3, author: 'x'.repeat(36), text: 'x'.repeat(600), calls }));
    expect(costs[2]).toBe(1);
  });

  it('costs two write units an item where it changes a message, somebody is mentioned, or everyone is called', async () => {
    const { connected, log } = await start();
    await log.claim(here, aMessage(), [beginning(general), joining('bo', 1)]);
    const costs: (number | undefined)[] = [];
    inFrontOf<TransactWriteItemsCommandInput, TransactWriteItemsCommandOutput>(connected, async ({ input }, pass) => {
      const output = await pass({ ...input, ReturnConsumedCapacity: 'TOTAL' });
      costs.push(output.ConsumedCapacity?.map(({ CapacityUnits = 0 }) => CapacityUnits).reduce((a, b) => a + b));
      return output;
    });
    await log.claim(here, edit(2), [changing({ entry: aMessage(), edits: [] }, edit(2))]);
    await log.claim(here, aMessage({ seq: 3 }), [mentioning('bo', 3)]);
    await log.claim(here, aMessage({ seq: 4, calls: [4] }), [calling('bo', 4)]);
    expect(costs).toEqual([4, 4, 4]);
  });

  it('[LOG-3] learns from the refusal itself what stands in the slot', async () => {
    const { connected, log } = await start();
    await log.claim(here, aMessage(), [beginning(general)]);
    const sent = watch(connected);
    await log.claim(here, aMessage({ key: keyNumber(2) }));
    await log.claim(here, aMessage({ key: keyNumber(3) }), [joining('bo', 1)]);
    expect(sent.map(({ command }) => command)).toEqual(['PutItemCommand', 'TransactWriteItemsCommand']);
  });

  it('[LOG-3] whose reply was lost is answered with its own entry when the SDK tries again', async () => {
    const { connected, log } = await start();
    const mine = aMessage({ key: keyNumber(7) });
    loseNextReply(connected);
    expect(await log.claim(here, mine)).toEqual({ outcome: 'taken', by: mine });
    expect(await log.from(here, 1, 10)).toEqual([mine]);
  });

  it('[LOG-6] with projections whose reply was lost is the same one when the SDK tries again', async () => {
    const { connected, log } = await start();
    loseNextReply(connected);
    expect(await log.claim(here, aMessage(), [beginning(general)])).toEqual(claimed);
    expect(await log.from(here, 1, 10)).toEqual([aMessage()]);
  });

  it.each([
    ['a conflict', () => conflict()],
    ['throttling', () => new ThrottlingException(said)],
  ])('is tried again after %s, with growing pauses', async (_, error) => {
    const { connected, pauses, log } = await start();
    failWith(connected, [error(), error(), error()]);
    expect(await log.claim(here, aMessage())).toEqual(claimed);
    expect(pauses.map(Math.round)).toEqual([25, 50, 100]);
  });

  it('gives up in the end, within two seconds, and says why', async () => {
    const { connected, pauses, log } = await start();
    failWith(connected, Array.from({ length: 8 }, conflict));
    await expect(log.claim(here, aMessage())).rejects.toThrow('DynamoDB was too busy, 8 times in a row.');
    expect(pauses).toHaveLength(7);
    expect(pauses.reduce((sum, ms) => sum + ms)).toBeLessThan(2_000);
    expect(await log.from(here, 1, 1)).toEqual([]);
  });

  it('does not try again what will fail again', async () => {
    const { connected, pauses, log } = await start();
    failWith(connected, [new Error('The security token is invalid.')]);
    await expect(log.claim(here, aMessage())).rejects.toThrow('The security token is invalid.');
    expect(pauses).toEqual([]);
  });

  it('never takes a refusal that does not say by what for an answer', async () => {
    const { connected, log } = await start();
    await log.claim(here, aMessage());
    inFrontOf<PutItemCommandInput>(connected, ({ input }, pass) =>
      pass({ ...input, ReturnValuesOnConditionCheckFailure: 'NONE' }),
    );
    await expect(log.claim(here, aMessage())).rejects.toThrow('did not say what stands in the slot');
  });
});

describe('a claim with projections', () => {
  const leave = [leaving('bo', 2)];
  const change = changing({ entry: aMessage(), edits: [] }, edit(2));
  const withBo = async () => {
    const started = await start();
    await started.log.claim(here, aMessage(), [beginning(general), joining('bo', 1)]);
    return started;
  };

  it.each([
    ['a conflict', cancelled('TransactionConflict', 'None', 'None')],
    [
      'a conflict over the slot, which hides whether it is taken',
      cancelled('TransactionConflict', 'ConditionalCheckFailed', 'None'),
    ],
    ['a conflict over something else', cancelled('None', 'None', 'TransactionConflict')],
    ['throttling of one item', cancelled('None', 'ThrottlingError', 'None')],
    ['an attempt that is still under way', new TransactionInProgressException(said)],
  ])('[LOG-6] is tried again after %s', async (_, error) => {
    const { connected, pauses, log } = await withBo();
    failWith(connected, [error, error]);
    expect(await log.claim(here, aMessage({ seq: 2 }), leave)).toEqual(claimed);
    expect(pauses).toHaveLength(2);
  });

  it('[LOG-6] claims the same slot for a change of a message that others write at the time', async () => {
    const { connected, log } = await withBo();
    const sent = watch(connected);
    failWith(connected, [
      cancelled('None', 'TransactionConflict'),
      cancelled('TransactionConflict', 'None'),
      cancelled('TransactionConflict', 'TransactionConflict'),
    ]);
    expect(await log.claim(here, edit(2), [change])).toEqual(claimed);
    expect(sent).toHaveLength(4);
    expect((await log.message(here, 1))?.entry.body).toMatchObject({ text: 'ho', rev: 2 });
    expect(await log.from(here, 2, 10)).toEqual([edit(2)]);
  });

  it('[LOG-6] whose reply was lost changes a message once', async () => {
    const { connected, log } = await withBo();
    loseNextReply(connected);
    expect(await log.claim(here, edit(2), [change])).toEqual(claimed);
    expect(await log.message(here, 1)).toMatchObject({ entry: { body: { text: 'ho', rev: 2 } }, edits: [2] });
  });

  it('[LOG-6] deletes a message of 50 edits in one transaction, with room left of its 100 items', async () => {
    const { connected, log } = await withBo();
    for (let seq = 2; seq < 52; seq += 1)
      await log.claim(here, edit(seq), [changing((await log.message(here, 1))!, edit(seq))]);
    const sent = watch(connected);
    const message = (await log.message(here, 1))!;
    const deletion = anEntry({ kind: 'message.deleted', body: { target: 1 } }, { seq: 52 });
    const projections = [changing(message, deletion), { write: 'blanked' as const, edits: message.edits }];
    expect(await log.claim(here, deletion, projections)).toEqual(claimed);
    expect((sent.at(-1)?.input as TransactWriteItemsCommandInput).TransactItems).toHaveLength(52);
  });

  it('is the same attempt to DynamoDB while its fate is unknown, and a new one when it was cancelled', async () => {
    const { connected, log } = await withBo();
    const sent = watch(connected);
    failWith(connected, [new TransactionInProgressException(said), cancelled('TransactionConflict', 'None', 'None')]);
    await log.claim(here, aMessage({ seq: 2 }), leave);
    const [first, second, third] = sent.map(
      ({ input }) => (input as { ClientRequestToken?: string }).ClientRequestToken,
    );
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('[LOG-6] has moved when a condition failed, whatever befell the other items', async () => {
    const { connected, pauses, log } = await withBo();
    failWith(connected, [cancelled('None', 'ConditionalCheckFailed', 'TransactionConflict')]);
    expect(await log.claim(here, aMessage({ seq: 2 }), leave)).toEqual({ outcome: 'moved' });
    expect(pauses).toEqual([]);
  });

  it('does not try again what DynamoDB finds wrong', async () => {
    const { connected, pauses, log } = await withBo();
    failWith(connected, [cancelled('None', 'ValidationError', 'None')]);
    await expect(log.claim(here, aMessage({ seq: 2 }), leave)).rejects.toThrow('said by DynamoDB');
    expect(pauses).toEqual([]);
  });
});

describe('a row that is not what it should be', () => {
  it('is an error that names it, and not what it holds', async () => {
    const { connected, log } = await start();
    const Item = toItem({ ...keys.entry(here, 3), ...aMessage(), body: { text: ['secret'] } });
    await connected.client.send(new PutItemCommand({ TableName: connected.tables.chat, Item }));
    const reading = log.from(here, 1, 10);
    await expect(reading).rejects.toThrow(`The row L#${here} 000000000003 is broken`);
    await expect(reading).rejects.not.toThrow('secret');
    await expect(log.claim(here, aMessage({ seq: 3 }))).rejects.toThrow('is broken');
  });
});
