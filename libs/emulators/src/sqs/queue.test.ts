import { ChangeMessageVisibilityCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { accountId, bodiesOf, refusalOf, startQueues } from './testing/start-queues';

const second = 1_000;
const minute = 60 * second;

describe('a FIFO queue', () => {
  it('gives out the messages of a group in the order in which they were sent', async () => {
    const { send, receive } = await startQueues();
    for (const body of ['1', '2', '3', '4']) await send(body);
    expect(bodiesOf(await receive({ MaxNumberOfMessages: 3 }))).toEqual(['1', '2', '3']);
  });

  it('gives out nothing more of a group while any message of it is in flight', async () => {
    const { send, receive, remove } = await startQueues();
    for (const body of ['1', '2', '3']) await send(body);
    const [first, second] = await receive({ MaxNumberOfMessages: 2 });
    expect(await receive()).toEqual([]);
    await remove(first);
    expect(await receive()).toEqual([]);
    await remove(second);
    expect(bodiesOf(await receive())).toEqual(['3']);
  });

  it('lets no group wait for another', async () => {
    const { send, receive } = await startQueues();
    await send('a1', 'a');
    await send('a2', 'a');
    await send('b1', 'b');
    expect(bodiesOf(await receive({ MaxNumberOfMessages: 1 }))).toEqual(['a1']);
    expect(bodiesOf(await receive())).toEqual(['b1']);
  });

  it('fills a batch with several groups, each in its order', async () => {
    const { send, receive } = await startQueues();
    for (const body of ['1', '2', '3']) for (const group of ['a', 'b']) await send(`${group}${body}`, group);
    const bodies = bodiesOf(await receive());
    expect(bodies).toHaveLength(6);
    for (const group of ['a', 'b'])
      expect(bodies.filter((body) => body?.startsWith(group))).toEqual([`${group}1`, `${group}2`, `${group}3`]);
  });

  it('gives a message out again, before those behind it, once its visibility timeout is over', async () => {
    const { clock, send, receive, remove } = await startQueues();
    await send('1');
    await send('2');
    const [one] = await receive({ MaxNumberOfMessages: 1 });
    clock.advance(30 * second - 1);
    expect(await receive()).toEqual([]);
    clock.advance(1);
    const again = await receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
    expect(bodiesOf(again)).toEqual(['1', '2']);
    expect(again[0]?.Attributes).toEqual({ ApproximateReceiveCount: '2' });
    expect(await refusalOf(remove(one))).toEqual([
      'InvalidParameterValue',
      `Value ${one?.ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
    ]);
  });

  it('deletes what is deleted twice once', async () => {
    const { clock, send, receive, remove } = await startQueues();
    await send('1');
    const [one] = await receive();
    await remove(one);
    await remove(one);
    clock.advance(minute);
    expect(await receive()).toEqual([]);
  });

  it('changes how long a message is in flight, also to no longer at all', async () => {
    const { clock, sdk, QueueUrl, send, receive } = await startQueues();
    const change = (ReceiptHandle: string | undefined, VisibilityTimeout: number) =>
      sdk.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
    await send('1');
    const [one] = await receive({ VisibilityTimeout: 5 });
    await change(one?.ReceiptHandle, 100);
    clock.advance(99 * second);
    expect(await receive()).toEqual([]);
    await change(one?.ReceiptHandle, 0);
    const [again] = await receive();
    expect(again?.Body).toBe('1');
    expect(await refusalOf(change('no handle', 1))).toEqual([
      'ReceiptHandleIsInvalid',
      'The input receipt handle "no handle" is not a valid receipt handle.',
    ]);
  });

  it('forgets a message after its retention, in flight or not', async () => {
    const { clock, send, receive } = await startQueues({ queues: { 'jobs.fifo': { messageRetentionSeconds: 60 } } });
    await send('old');
    clock.advance(59 * second);
    await send('new');
    clock.advance(1 * second);
    expect(bodiesOf(await receive())).toEqual(['new']);
  });

  it('is empty after a purge', async () => {
    const { sdk, QueueUrl, clock, send, receive } = await startQueues();
    await send('waits', 'a');
    await send('in flight', 'b');
    await receive({ MaxNumberOfMessages: 1 });
    await sdk.send(new PurgeQueueCommand({ QueueUrl }));
    clock.advance(minute);
    expect(await receive()).toEqual([]);
  });
});

describe('the same deduplication id', () => {
  it('within five minutes is answered like the first, and makes no second message', async () => {
    const { clock, send, receive, remove } = await startQueues();
    const first = await send('once', 'a', { MessageDeduplicationId: 'x' });
    const [message] = await receive();
    await remove(message);
    clock.advance(5 * minute - 1);
    const again = await send('once', 'a', { MessageDeduplicationId: 'x' });
    expect([again.MessageId, again.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
    expect(await receive()).toEqual([]);
  });

  it('after five minutes is a new message', async () => {
    const { clock, send, receive } = await startQueues();
    await send('1', 'a', { MessageDeduplicationId: 'x' });
    clock.advance(5 * minute);
    await send('2', 'a', { MessageDeduplicationId: 'x' });
    expect(bodiesOf(await receive())).toEqual(['1', '2']);
  });

  it.each([
    ['messageGroup', ['1', '2']],
    ['queue', ['1']],
  ] as const)('in another group, where the scope is %s, leaves %j', async (deduplicationScope, left) => {
    const { send, receive } = await startQueues({ queues: { 'jobs.fifo': { deduplicationScope } } });
    await send('1', 'a', { MessageDeduplicationId: 'x' });
    await send('2', 'b', { MessageDeduplicationId: 'x' });
    expect(bodiesOf(await receive())).toEqual(left);
  });
});

describe('a message that was received as often as it may be', () => {
  it('goes to the dead-letter queue instead of out again, and those behind it come', async () => {
    const { clock, endpoint, service, send, receive } = await startQueues();
    const { MessageId } = await send('poison');
    await send('fine');
    for (const _ of [1, 2, 3]) {
      expect(bodiesOf(await receive({ MaxNumberOfMessages: 1 }))).toEqual(['poison']);
      clock.advance(30 * second);
    }
    expect(bodiesOf(await receive())).toEqual(['fine']);
    const QueueUrl = service.urlOf('dead.fifo');
    expect(QueueUrl).toBe(`${endpoint}/${accountId}/dead.fifo`);
    const [dead] = await receive({ QueueUrl, AttributeNames: ['All'] });
    expect(dead).toMatchObject({
      MessageId,
      Body: 'poison',
      Attributes: {
        MessageGroupId: 'a',
        DeadLetterQueueSourceArn: 'arn:aws:sqs:eu-west-1:123456789012:jobs.fifo',
        SentTimestamp: `${clock.now()}`,
      },
    });
  });
});

describe('a long poll', () => {
  it('is answered as soon as a message arrives', async () => {
    const { send, receive } = await startQueues();
    const polled = receive({ WaitTimeSeconds: 20 });
    await send('1');
    expect(bodiesOf(await polled)).toEqual(['1']);
  });

  it('is answered as soon as its group is free', async () => {
    const { send, receive, remove } = await startQueues();
    await send('1');
    await send('2');
    const [one] = await receive({ MaxNumberOfMessages: 1 });
    const polled = receive({ WaitTimeSeconds: 20 });
    await remove(one);
    expect(bodiesOf(await polled)).toEqual(['2']);
  });

  it('is answered when a visibility timeout ends, and with nothing when its own time is over', async () => {
    const { clock, service, send } = await startQueues();
    await send('1');
    const queue = service.queue('jobs.fifo');
    const signal = new AbortController().signal;
    const poll = (waitMs: number) => queue.poll({ most: 10, waitMs, signal });
    await poll(0);
    const [early, late] = [poll(20 * second), poll(60 * second)];
    clock.advance(20 * second);
    expect(await early).toEqual([]);
    clock.advance(10 * second);
    expect((await late).map(({ body }) => body)).toEqual(['1']);
  });

  it('takes no message for somebody who went away', async () => {
    const { service, send, receive } = await startQueues();
    const gone = new AbortController();
    const polled = service.queue('jobs.fifo').poll({ most: 10, waitMs: minute, signal: gone.signal });
    gone.abort();
    expect(await polled).toEqual([]);
    await send('1');
    expect(bodiesOf(await receive())).toEqual(['1']);
  });
});
