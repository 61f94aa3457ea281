import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { md5OfAttributes } from './digest';
import { accountId, bodiesOf, credentials, refusalOf, startQueues } from './testing/start-queues';

const mebibyte = 1_048_576;
const entry = (nth: number, MessageBody = `${nth}`) => ({
  ...{ Id: `e${nth}`, MessageBody, MessageGroupId: 'a', MessageDeduplicationId: `d${nth}` },
});

describe('a message', () => {
  it('arrives as it was sent, with what the service says of it', async () => {
    const { clock, send, receive } = await startQueues();
    const body = '{"text":"grüezi 👋"}';
    const { MessageId, SequenceNumber } = await send(body, 'group#1', {
      MessageDeduplicationId: 'once',
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'é' } },
    });
    clock.advance(1);
    const [message] = await receive({ AttributeNames: ['All'], MessageAttributeNames: ['All'] });
    expect(message).toMatchObject({
      MessageId,
      Body: body,
      Attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: `${clock.now() - 1}`,
        ApproximateFirstReceiveTimestamp: `${clock.now()}`,
        SequenceNumber,
        MessageGroupId: 'group#1',
        MessageDeduplicationId: 'once',
        SenderId: accountId,
      },
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'é' } },
    });
    expect(SequenceNumber).toMatch(/^\d{20}$/);
  });

  it('tells nothing of itself that was not asked for', async () => {
    const { send, receive } = await startQueues();
    await send('hi', 'a', { MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } } });
    const [message] = await receive({ MessageSystemAttributeNames: ['SentTimestamp'] });
    expect(Object.keys(message?.Attributes ?? {})).toEqual(['SentTimestamp']);
    expect(message?.MessageAttributes).toBeUndefined();
  });

  it('carries the MD5 of its attributes that other implementations compute', async () => {
    const timestamp = { DataType: 'Number', StringValue: '1493147359900' };
    // The example of the moto project's own test of this digest.
    expect(md5OfAttributes({ timestamp })).toBe('235c5c510d26fb653d073faed50ae77c');
    const { send, receive } = await startQueues();
    const attributes = { timestamp, raw: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) } };
    const { MD5OfMessageAttributes } = await send('hi', 'a', { MessageAttributes: attributes });
    const raw = { DataType: 'Binary', BinaryValue: 'AP8=' };
    expect(MD5OfMessageAttributes).toBe(md5OfAttributes({ raw, timestamp }));
    const [one] = await receive({ MessageAttributeNames: ['timestamp'] });
    expect(one?.MD5OfMessageAttributes).toBe('235c5c510d26fb653d073faed50ae77c');
  });

  it('may be 1 MiB, and no byte more', async () => {
    const { send } = await startQueues();
    await send('x'.repeat(mebibyte));
    expect(await refusalOf(send('x'.repeat(mebibyte + 1)))).toEqual([
      'InvalidParameterValue',
      'Message must be shorter than 1048576 bytes.',
    ]);
  });

  it.each([
    ['without a group', { MessageGroupId: undefined }, 'MissingParameter'],
    ['without a deduplication id', { MessageDeduplicationId: undefined }, 'InvalidParameterValue'],
    ['with a space in its group', { MessageGroupId: 'a b' }, 'InvalidParameterValue'],
    ['with a group of 129 characters', { MessageGroupId: 'a'.repeat(129) }, 'InvalidParameterValue'],
    ['without a body', { MessageBody: '' }, 'MissingParameter'],
    ['with a control character', { MessageBody: 'a\u0000' }, 'InvalidMessageContents'],
    ['that shall wait, which FIFO queues do not do', { DelaySeconds: 3 }, 'UnsupportedOperation'],
  ])('is refused %s', async (_, wrong, name) => {
    const { send, receive } = await startQueues();
    expect((await refusalOf(send('hi', 'a', wrong)))[0]).toBe(name);
    expect(await receive()).toEqual([]);
  });
});

describe('a batch', () => {
  it('keeps its order, and what is wrong with one entry harms no other', async () => {
    const { sdk, QueueUrl, receive } = await startQueues();
    const Entries = [entry(1), { ...entry(2), MessageGroupId: undefined }, entry(3)];
    const { Successful, Failed } = await sdk.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(Successful?.map(({ Id }) => Id)).toEqual(['e1', 'e3']);
    expect(Failed).toMatchObject([{ Id: 'e2', Code: 'MissingParameter', SenderFault: true }]);
    expect(bodiesOf(await receive())).toEqual(['1', '3']);
  });

  it('deletes several messages, and says which it could not', async () => {
    const { sdk, QueueUrl, clock, send, receive } = await startQueues();
    await send('1', 'a');
    await send('2', 'b');
    const [one] = await receive();
    const Entries = [
      { Id: 'x', ReceiptHandle: one?.ReceiptHandle },
      { Id: 'y', ReceiptHandle: 'nonsense' },
    ];
    const { Successful, Failed } = await sdk.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    expect(Successful).toEqual([{ Id: 'x' }]);
    expect(Failed).toMatchObject([{ Id: 'y', Code: 'ReceiptHandleIsInvalid' }]);
    clock.advance(60_000);
    expect(bodiesOf(await receive())).toEqual(['2']);
  });

  it.each([
    ['EmptyBatchRequest', []],
    ['TooManyEntriesInBatchRequest', Array.from({ length: 11 }, (_, nth) => entry(nth))],
    ['BatchEntryIdsNotDistinct', [entry(1), entry(1)]],
    ['InvalidBatchEntryId', [{ ...entry(1), Id: 'a b' }]],
    ['BatchRequestTooLong', [entry(1, 'x'.repeat(mebibyte)), entry(2)]],
  ])('that is not sound is refused whole: %s', async (name, Entries) => {
    const { sdk, QueueUrl, receive } = await startQueues();
    const [refusal] = await refusalOf(sdk.send(new SendMessageBatchCommand({ QueueUrl, Entries })));
    expect(refusal).toBe(name);
    expect(await receive()).toEqual([]);
  });
});

describe('a queue', () => {
  it('is found by its name', async () => {
    const { sdk, QueueUrl } = await startQueues();
    expect(await sdk.send(new GetQueueUrlCommand({ QueueName: 'jobs.fifo' }))).toMatchObject({ QueueUrl });
  });

  it('that is not there is told as such, by name and by URL', async () => {
    const { sdk, endpoint, send } = await startQueues();
    const name = 'QueueDoesNotExist';
    expect((await refusalOf(sdk.send(new GetQueueUrlCommand({ QueueName: 'other.fifo' }))))[0]).toBe(name);
    for (const wrong of [`${endpoint}/${accountId}/other.fifo`, `${endpoint}/000000000000/jobs.fifo`])
      expect((await refusalOf(send('hi', 'a', { QueueUrl: wrong })))[0]).toBe(name);
  });

  it('tells its settings, and how many messages wait and are in flight', async () => {
    const { sdk, QueueUrl, send, receive } = await startQueues();
    for (const group of ['a', 'b', 'c']) await send(group, group);
    await receive({ MaxNumberOfMessages: 1 });
    const { Attributes } = await sdk.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    expect(Attributes).toMatchObject({
      QueueArn: 'arn:aws:sqs:eu-west-1:123456789012:jobs.fifo',
      FifoQueue: 'true',
      DeduplicationScope: 'messageGroup',
      VisibilityTimeout: '30',
      ApproximateNumberOfMessages: '2',
      ApproximateNumberOfMessagesNotVisible: '1',
      RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:123456789012:dead.fifo","maxReceiveCount":3}',
    });
  });
});

describe('a call', () => {
  it.each([
    ['with another secret', { ...credentials, secretAccessKey: 'a guess' }, 'InvalidSignatureException'],
    ['with another key', { ...credentials, accessKeyId: 'AKIDSTRANGER' }, 'UnrecognizedClientException'],
  ])('[F36] signed %s is refused, and does nothing', async (_, forged, name) => {
    const { client, QueueUrl, receive } = await startQueues();
    const message = { QueueUrl, MessageBody: 'hi', MessageGroupId: 'a', MessageDeduplicationId: 'x' };
    expect((await refusalOf(client(forged).send(new SendMessageCommand(message))))[0]).toBe(name);
    expect(await receive()).toEqual([]);
  });

  it('[F36] without a signature is refused', async () => {
    const { endpoint } = await startQueues();
    const answer = await fetch(endpoint, { method: 'POST', headers: { 'x-amz-target': 'AmazonSQS.ListQueues' } });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ __type: 'com.amazonaws.sqs#MissingAuthenticationTokenException' });
  });

  it('to an operation that is not played is told so', async () => {
    const { sdk } = await startQueues();
    expect(await refusalOf(sdk.send(new ListQueuesCommand({})))).toEqual([
      'UnknownOperation',
      'These queues have no operation "ListQueues" over POST.',
    ]);
  });

  it('with a parameter that is not played is told so', async () => {
    const { receive } = await startQueues();
    expect(await refusalOf(receive({ ReceiveRequestAttemptId: 'x' }))).toEqual([
      'UnsupportedOperation',
      'This emulator does not play ReceiveRequestAttemptId.',
    ]);
  });

  it.each([{ MaxNumberOfMessages: 11 }, { WaitTimeSeconds: 21 }, { VisibilityTimeout: 43_201 }])(
    'beyond a limit is refused: %j',
    async (wrong) => {
      const { receive } = await startQueues();
      expect((await refusalOf(receive(wrong)))[0]).toBe('InvalidParameterValue');
    },
  );
});
