import { conversationNumber } from '@parley/core/testing';
import type { Delivery } from '@parley/core';
import { describe, expect, it } from 'vitest';
import { deliveryQueue } from './delivery-queue';
import { type Failure, refusal, startStubSqs } from './testing/stub-sqs';

const delivery = (fields: Partial<Delivery> = {}): Delivery => ({
  ...{ conversationId: conversationNumber(1), from: 7, to: 7, shard: 0, of: 3 },
  ...fields,
});
const start = async () => {
  const stub = await startStubSqs();
  return { ...stub, queue: deliveryQueue(stub) };
};
const failure = (Id: string, SenderFault: boolean): Failure => ({
  Id,
  Code: 'InternalError',
  SenderFault,
  Message: 'oh',
});

describe('a delivery queue in SQS', () => {
  it('[DEL-5] puts a shard of a conversation into a message group of its own', async () => {
    const { queue, calls, targets } = await start();
    const id = conversationNumber(1);
    await queue.add([delivery({ shard: 2, to: 9 })]);
    expect(targets).toEqual(['AmazonSQS.SendMessageBatch']);
    expect(calls).toMatchObject([[{ MessageGroupId: `${id}#2`, MessageDeduplicationId: `${id}#2/3#7-9` }]]);
    expect(JSON.parse(calls[0]?.[0]?.MessageBody ?? '')).toEqual({
      conversationId: id,
      from: 7,
      to: 9,
      shard: 2,
      of: 3,
    });
  });

  it('gives only the very same delivery the same deduplication id', async () => {
    const { queue, calls } = await start();
    const others = [{ to: 8 }, { from: 6 }, { shard: 1 }, { of: 4 }, { conversationId: conversationNumber(2) }];
    await queue.add([delivery(), delivery(), ...others.map(delivery)]);
    const ids = calls.flat().map(({ MessageDeduplicationId }) => MessageDeduplicationId);
    expect(new Set(ids).size).toBe(ids.length - 1);
    expect(ids[0]).toBe(ids[1]);
  });

  it('sends ten a call, in order, and nothing when there is nothing', async () => {
    const { queue, calls } = await start();
    await queue.add([]);
    expect(calls).toEqual([]);
    await queue.add(Array.from({ length: 21 }, (_, nth) => delivery({ from: nth + 1, to: nth + 1 })));
    expect(calls.map((entries) => entries.length)).toEqual([10, 10, 1]);
    const seqs = calls.flat().map(({ MessageBody }) => (JSON.parse(MessageBody) as Delivery).from);
    expect(seqs).toEqual(Array.from({ length: 21 }, (_, nth) => nth + 1));
  });

  it('sends again what SQS for its own reasons did not take, and that alone', async () => {
    const { queue, calls, failures } = await start();
    failures.push([failure('1', false)], [failure('1', false)]);
    await queue.add([delivery({ shard: 0 }), delivery({ shard: 1 }), delivery({ shard: 2 })]);
    expect(calls.map((entries) => entries.map(({ Id }) => Id))).toEqual([['0', '1', '2'], ['1'], ['1']]);
  });

  it('rejects when that does not help', async () => {
    const { queue, calls, failures } = await start();
    failures.push(...Array<Failure[]>(5).fill([failure('0', false)]));
    await expect(queue.add([delivery()])).rejects.toThrow('SQS did not take 1 of 1 deliveries: InternalError oh');
    expect(calls).toHaveLength(3);
  });

  it('rejects at once what is our own fault', async () => {
    const { queue, calls, failures } = await start();
    failures.push([failure('0', true)]);
    await expect(queue.add([delivery(), delivery({ shard: 1 })])).rejects.toThrow('SQS did not take 1 of 2 deliveries');
    expect(calls).toHaveLength(1);
  });

  it('rejects when the call as a whole fails, and sends no further batch', async () => {
    const { queue, calls, answers } = await start();
    answers.push(refusal(400, 'com.amazonaws.sqs#QueueDoesNotExist'));
    await expect(
      queue.add(Array.from({ length: 11 }, (_, shard) => delivery({ shard, of: 11 }))),
    ).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
    expect(calls).toHaveLength(1);
  });
});
