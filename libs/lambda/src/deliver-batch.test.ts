import type { Delivery } from '@parley/core';
import { conversationNumber } from '@parley/core/testing';
import { describe, expect, it } from 'vitest';
import { deliverBatch, SqsEvent } from './deliver-batch';

const shard = (nth: number, from: number, to = from, of = 3): Delivery => ({
  ...{ conversationId: conversationNumber(1), from, to, shard: nth, of },
});
const record = (messageId: string, delivery: Delivery | string, group = '') => ({
  messageId,
  body: typeof delivery === 'string' ? delivery : JSON.stringify(delivery),
  attributes: { MessageGroupId: group || (typeof delivery === 'string' ? 'g0' : `g${delivery.shard}`), SenderId: 'x' },
});

/** Delivers records, failing those deliveries that `fails` says. */
const run = async (records: ReturnType<typeof record>[], fails: (delivery: Delivery) => boolean = () => false) => {
  const delivered: Delivery[] = [];
  const reports: string[] = [];
  const deliver = async (delivery: Delivery) => {
    if (fails(delivery)) throw new Error('no');
    delivered.push(delivery);
  };
  const event = SqsEvent.parse({ Records: records });
  const { batchItemFailures } = await deliverBatch({ deliver, report: (what) => reports.push(what) }, event);
  return { delivered, reports, failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
};

describe('a batch of deliveries', () => {
  it('[DEL-5] delivers entries that follow on in the log as one', async () => {
    const records = [record('a', shard(0, 5)), record('b', shard(0, 6)), record('c', shard(0, 7, 9))];
    expect(await run(records)).toEqual({ delivered: [shard(0, 5, 9)], reports: [], failed: [] });
  });

  it('delivers once what came twice', async () => {
    const records = [record('a', shard(0, 5, 7)), record('b', shard(0, 6)), record('c', shard(0, 5))];
    expect((await run(records)).delivered).toEqual([shard(0, 5, 7)]);
  });

  it('joins neither entries with others between them, nor other shards, nor other cuts of the members', async () => {
    const records = [
      record('a', shard(0, 5)),
      record('b', shard(0, 7)),
      record('c', shard(1, 6)),
      record('d', shard(0, 8, 8, 4)),
    ];
    const { delivered } = await run(records);
    expect(delivered).toHaveLength(4);
    expect(delivered).toEqual(expect.arrayContaining([shard(0, 5), shard(0, 7), shard(1, 6), shard(0, 8, 8, 4)]));
  });

  it('has all of a group come again from the first failure on, and nothing of other groups', async () => {
    const records = [
      record('a', shard(0, 5)),
      record('b', shard(0, 7)),
      record('c', shard(1, 7)),
      record('d', shard(0, 9)),
      record('e', shard(0, 10)),
    ];
    const { delivered, failed, reports } = await run(records, ({ shard: nth, from }) => nth === 0 && from === 7);
    expect(delivered).toEqual(expect.arrayContaining([shard(0, 5), shard(1, 7)]));
    expect(delivered).toHaveLength(2);
    expect(failed).toEqual(['b', 'd', 'e']);
    expect(reports).toEqual(['delivery failed']);
  });

  it('has every message of a joined delivery come again that failed', async () => {
    const records = [record('a', shard(0, 5)), record('b', shard(0, 6))];
    expect((await run(records, () => true)).failed).toEqual(['a', 'b']);
  });

  it('delivers what stands before a message that nobody understands, and leaves it with what is behind it', async () => {
    const records = [
      record('a', shard(0, 5)),
      record('b', 'deliver!'),
      record('c', shard(0, 6)),
      record('d', shard(1, 5)),
    ];
    const { delivered, failed, reports } = await run(records);
    expect(delivered).toEqual(expect.arrayContaining([shard(0, 5), shard(1, 5)]));
    expect(delivered).toHaveLength(2);
    expect([failed, reports]).toEqual([['b', 'c'], ['message not understood']]);
  });

  it('refuses an event that is none of a FIFO queue', () => {
    expect(SqsEvent.safeParse({ Records: [{ messageId: 'a', body: '{}', attributes: {} }] }).success).toBe(false);
  });
});
