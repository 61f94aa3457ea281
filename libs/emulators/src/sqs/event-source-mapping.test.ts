import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type EventSourceMappingOptions, eventSourceMapping } from './event-source-mapping';
import { startQueues } from './testing/start-queues';
import { type PromiseWithResolvers, promiseWithResolvers } from '../promise-with-resolvers';

const second = 1_000;

/**
 * Queues that feed a function. Every batch that it gets is asked for with `gets`, and runs until the test answers it:
 * nothing happens that the test did not let happen.
 */
const startMapping = async (options: Partial<EventSourceMappingOptions> = {}) => {
  const world = await startQueues();
  const errors: string[] = [];
  type Batch = { event: SQSEvent; answer: PromiseWithResolvers<unknown> };
  const batches: Batch[] = [];
  const answers: PromiseWithResolvers<unknown>[] = [];
  const waiting: ((batch: Batch) => void)[] = [];
  const invoke = (functionName: string, event: unknown): Promise<unknown> => {
    expect(functionName).toBe('work');
    const batch = { event: event as SQSEvent, answer: promiseWithResolvers<unknown>() };
    answers.push(batch.answer);
    const next = waiting.shift();
    if (next) next(batch);
    else batches.push(batch);
    return batch.answer.promise;
  };
  const gets = async () => {
    const { event, answer } = await new Promise<Batch>((resolve) => {
      const batch = batches.shift();
      if (batch) resolve(batch);
      else waiting.push(resolve);
    });
    const records = event.Records;
    return {
      records,
      bodies: records.map(({ body }) => body),
      idOf: (body: string) => records.find((record) => record.body === body)?.messageId ?? '',
      returns: (value?: unknown) => answer.resolve(value),
      throws: () => answer.reject(new Error('the function failed')),
    };
  };
  const reported = promiseWithResolvers<void>();
  const mapping = eventSourceMapping({
    ...{ sqs: world.service, queue: 'jobs.fifo', functionName: 'work', pollers: 2, invoke },
    onError: (error) => {
      errors.push(String(error));
      reported.resolve();
    },
    ...options,
  });
  onTestFinished(async () => {
    const closed = mapping.close();
    for (const answer of answers) answer.resolve(undefined);
    await closed;
  });
  const left = () => world.service.queue('jobs.fifo').count();
  return { ...world, mapping, gets, errors, left, firstError: reported.promise, underWay: batches };
};

const named = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

describe('an event source mapping', () => {
  it('hands over records as Lambda does', async () => {
    const { send, gets, clock } = await startMapping();
    const { MessageId, SequenceNumber, MD5OfMessageBody } = await send('hi', 'a', {
      MessageDeduplicationId: 'once',
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
    });
    const { records, returns } = await gets();
    expect(records).toMatchObject([
      {
        messageId: MessageId,
        receiptHandle: expect.any(String),
        body: 'hi',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: `${clock.now()}`,
          SequenceNumber,
          MessageGroupId: 'a',
          MessageDeduplicationId: 'once',
          ApproximateFirstReceiveTimestamp: `${clock.now()}`,
        },
        messageAttributes: { kind: { stringValue: 'x', dataType: 'String' } },
        md5OfBody: MD5OfMessageBody,
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:jobs.fifo',
        awsRegion: 'eu-west-1',
      },
    ]);
    returns();
  });

  it('lets the messages of a busy group gather while one batch is under way, and hands them over as one', async () => {
    const { send, gets } = await startMapping();
    await send('1');
    const first = await gets();
    for (let nth = 2; nth <= 13; nth += 1) await send(`${nth}`);
    first.returns();
    const next = await gets();
    expect(next.bodies).toEqual(['2', '3', '4', '5', '6', '7', '8', '9', '10', '11']); // at most ten
    next.returns(named());
    expect((await gets()).bodies).toEqual(['12', '13']);
  });

  it('runs batches of other groups at the same time', async () => {
    const { send, gets, underWay } = await startMapping();
    await send('a1', 'a');
    const a = await gets();
    await send('b1', 'b');
    const b = await gets();
    expect([a.bodies, b.bodies, underWay]).toEqual([['a1'], ['b1'], []]);
    b.returns();
    a.returns();
  });

  it('gives what the function says has failed again after the visibility timeout, and nothing else', async () => {
    const { clock, send, gets, errors, firstError, left } = await startMapping();
    const started = (await startedOn(send, gets)).returns;
    for (const body of ['1', '2', '3']) await send(body);
    started();
    const { bodies, idOf, returns } = await gets();
    expect(bodies).toEqual(['1', '2', '3']);
    returns(named(idOf('2'), idOf('3')));
    await firstError;
    expect(errors).toEqual(['Error: work left 2 of 3 messages for later.']);
    expect(left()).toEqual({ visible: 0, inFlight: 2 });
    clock.advance(30 * second);
    const again = await gets();
    expect(again.bodies).toEqual(['2', '3']);
    expect(again.records[0]?.attributes.ApproximateReceiveCount).toBe('2');
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty list', { batchItemFailures: [] }],
    ['no list', { batchItemFailures: null }],
  ])('takes %s for success', async (_, answer) => {
    const { clock, send, gets, errors, mapping, left } = await startMapping();
    await send('1');
    (await gets()).returns(answer);
    await mapping.close();
    clock.advance(60 * second);
    expect([left(), errors]).toEqual([{ visible: 0, inFlight: 0 }, []]);
  });

  it.each([
    ['a text', 'done'],
    ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }],
    ['no id', { batchItemFailures: [{ itemIdentifier: null }] }],
    ['an id under another name', { batchItemFailures: [{ messageId: 'x' }] }],
    ['an id that it was not given', { batchItemFailures: [{ itemIdentifier: 'x' }] }],
  ])('takes %s for failure of the whole batch', async (_, answer) => {
    const { clock, send, gets, firstError, left } = await startMapping();
    await send('1');
    (await gets()).returns(answer);
    await firstError;
    expect(left()).toEqual({ visible: 0, inFlight: 1 });
    clock.advance(30 * second);
    expect((await gets()).bodies).toEqual(['1']);
  });

  it('gives a batch again that the function threw on, and buries what it throws on for the third time', async () => {
    const { clock, service, send, gets, errors } = await startMapping({ pollers: 1 });
    await send('poison');
    for (const _ of [1, 2, 3]) {
      const { bodies, throws } = await gets();
      expect(bodies).toEqual(['poison']);
      throws();
      const seen = errors.length;
      await expect.poll(() => errors.length).toBe(seen + 1);
      clock.advance(30 * second);
    }
    await expect.poll(() => service.queue('dead.fifo').count()).toEqual({ visible: 1, inFlight: 0 });
    expect(errors).toEqual(Array(3).fill('Error: the function failed'));
    await send('fine');
    expect((await gets()).bodies).toEqual(['fine']);
  });

  it('[F37] can hand one batch to two invocations at once, of which one is heard', async () => {
    const strikes = [true, false];
    const { send, gets, left, mapping } = await startMapping({ duplicates: () => strikes.shift() ?? false });
    await send('1');
    const [one, other] = [await gets(), await gets()];
    expect(other.records).toEqual(one.records);
    other.throws();
    one.returns();
    await send('2');
    const next = await gets();
    expect(next.bodies).toEqual(['2']);
    next.returns();
    await mapping.close();
    expect(left()).toEqual({ visible: 0, inFlight: 0 });
  });

  it('[F37] gives a batch again, while it still runs, whose visibility timeout is too short for it', async () => {
    const { clock, send, gets, errors, firstError, left, mapping } = await startMapping();
    await send('1');
    const late = await gets();
    clock.advance(30 * second);
    const again = await gets();
    expect(again.bodies).toEqual(['1']);
    late.returns();
    await firstError;
    expect(errors[0]).toContain('The receipt handle has expired.');
    again.returns();
    await mapping.close();
    expect(left()).toEqual({ visible: 0, inFlight: 0 });
  });

  it('ends once the batches that are under way have ended, and takes no other', async () => {
    const { send, gets, mapping, left } = await startMapping();
    await send('1');
    const { returns } = await gets();
    const closed = mapping.close();
    await send('2', 'b');
    returns();
    await closed;
    expect(left()).toEqual({ visible: 1, inFlight: 0 });
  });
});

/** Has a batch of the group under way, so that what is sent next gathers behind it. */
const startedOn = async <B>(send: (body: string) => Promise<unknown>, gets: () => Promise<B>): Promise<B> => {
  await send('0');
  return gets();
};
