import { conversationNumber } from '@parley/core/testing';
import { describe, expect, it } from 'vitest';
import { messageOf, readDelivery } from './delivery-message';

const delivery = { conversationId: conversationNumber(1), from: 7, to: 9, shard: 1, of: 3 };

describe('the body of a message', () => {
  it('is read as it was written', () => {
    expect(readDelivery(messageOf(delivery, 0).MessageBody ?? '')).toEqual(delivery);
  });

  it.each([
    ['is no JSON', 'deliver!'],
    ['is another thing', '[]'],
    ['names no conversation', JSON.stringify({ ...delivery, conversationId: 'general' })],
    ['begins before the log', JSON.stringify({ ...delivery, from: 0 })],
    ['ends before it begins', JSON.stringify({ ...delivery, to: 6 })],
    ['names a shard that there is not', JSON.stringify({ ...delivery, shard: 3 })],
    ['has half a seq', JSON.stringify({ ...delivery, to: 9.5 })],
  ])('that %s is refused', (_, body) => {
    expect(() => readDelivery(body)).toThrow();
  });

  it.each([
    { conversationId: `d-${'f'.repeat(32)}`, from: 999_999_999_999, to: 999_999_999_999, shard: 9_999, of: 10_000 },
  ])('fits what SQS takes for ids, however far a log has come: %j', (last) => {
    const { MessageGroupId = '', MessageDeduplicationId = '' } = messageOf(last, 0);
    // 128 alphanumeric and punctuation characters: SQS message quotas.
    expect(MessageGroupId).toMatch(/^[\x21-\x7e]{1,128}$/);
    expect(MessageDeduplicationId).toMatch(/^[\x21-\x7e]{1,128}$/);
  });
});
