import { readFile } from 'node:fs/promises';
import { GetQueueAttributesCommand, type QueueAttributeName, SQSClient } from '@aws-sdk/client-sqs';
import { deliveryQueue } from '@parley/sqs';
import { ulid } from 'ulid';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { accountId, credentials, queueNames, region } from './deployment';
import { newChannel } from './testing/a-channel';
import { joinAs, type SignedIn } from './testing/a-person';
import { openSocket, type TestSocket } from './testing/a-socket';
import { useStack } from './testing/a-stack';
import { ask } from './testing/over-http';

const stack = useStack({ metrics: 'on' });
let cy: SignedIn;
let di: SignedIn;
let eve: SignedIn;
/** Of Cy and Di. */
let channel: string;

beforeAll(async () => {
  const { url } = stack();
  cy = await joinAs(url, 'Cy');
  di = await joinAs(url, 'Di');
  eve = await joinAs(url, 'Eve');
  channel = await newChannel(url, cy, [di]);
}, 60_000);

const greeted = async (person: SignedIn): Promise<TestSocket> => {
  const socket = await openSocket(stack().url, person.accessToken);
  onTestFinished(() => socket.close());
  expect(await socket.asks('connections.hello', { positions: [], build: 'test' })).toMatchObject({ type: 'reply' });
  return socket;
};

const Sent = z.object({ entry: z.looseObject({ seq: z.number() }) });
/** Cy says something; gives the entry. */
const said = async (text: string) => {
  const message = { conversationId: channel, key: ulid(), after: 1, text };
  return Sent.parse((await ask(stack().url, cy, 'messages.send', message)).body).entry;
};

/** The product's own way into the queue, from outside of its functions, and a look at whether all of it is done. */
const queue = () => {
  const endpoint = `${stack().url.replace('localhost', '127.0.0.1')}/sqs`;
  const client = new SQSClient({ endpoint, region, credentials });
  onTestFinished(() => client.destroy());
  const QueueUrl = `${endpoint}/${accountId}/${queueNames.deliveries}`;
  const left = async () => {
    const AttributeNames: QueueAttributeName[] = [
      'ApproximateNumberOfMessages',
      'ApproximateNumberOfMessagesNotVisible',
    ];
    const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
  };
  return { ...deliveryQueue({ queueUrl: QueueUrl, client }), left };
};

describe('a delivery that was left to the queue', () => {
  it('[DEL-2] reaches the members who are connected, and nobody else, as one frame for all its entries', async () => {
    const entries = [await said('one'), await said('two'), await said('three')];
    // They come after the entries were pushed: all that they hear is from the queue.
    const [reader, outsider] = [await greeted(di), await greeted(eve)];
    const [from = 0, , to = 0] = entries.map(({ seq }) => seq);
    await queue().add([{ conversationId: channel, from, to, shard: 0, of: 1 }]);
    const frame = await reader.hears(({ type }) => type === 'entries');
    expect(frame).toEqual({ type: 'entries', conversationId: channel, entries });
    await outsider.asks('connections.ping', { positions: [] });
    expect(outsider.heard()).toEqual([]);
  });

  it('[DEL-2] reaches each person in one shard and no other', async () => {
    const { seq } = await said('to one half, then to the other');
    const [one, other] = [await greeted(cy), await greeted(di)];
    const of = 7;
    const shards = Array.from({ length: of }, (_, shard) => ({
      conversationId: channel,
      from: seq,
      to: seq,
      shard,
      of,
    }));
    const { add, left } = queue();
    await add(shards);
    await expect.poll(left, { timeout: 20_000 }).toBe(0);
    for (const reader of [one, other]) {
      // Whoever has this answer has heard all that was posted before.
      await reader.asks('connections.ping', { positions: [] });
      expect(
        reader.heard().map((frame) => frame.type === 'entries' && frame.entries.map((entry) => entry.seq)),
      ).toEqual([[seq]]);
    }
  });
});

describe('the key that a device made up for what it sends', () => {
  it('stands in the log of the function that took it, and of the one that delivered it; the words stand nowhere', async () => {
    const [device, reader] = [await greeted(cy), await greeted(di)];
    const key = ulid();
    const text = `nobody logs ${ulid()}`;
    const sent = await device.asks('messages.send', { conversationId: channel, key, after: 1, text });
    const { seq } = Sent.parse(sent.type === 'reply' ? sent.body : undefined).entry;
    await reader.hears(({ type }) => type === 'entries');
    await queue().add([{ conversationId: channel, from: seq, to: seq, shard: 0, of: 1 }]);

    const log = () => readFile(stack().logFile, 'utf8');
    const named = async () => (await log()).split('\n').filter((line) => line.includes(key));
    const functions = async () => (await named()).map((line) => line.split(' ')[1]);
    await expect.poll(functions, { timeout: 20_000 }).toEqual(['message', 'deliver']);
    const [taken, delivered] = (await named()).map((line) => JSON.parse(line.slice(line.indexOf('{'))) as object);
    expect(taken).toMatchObject({ service: 'parley', keys: key, MessagesAccepted: 1 });
    expect(delivered).toMatchObject({ service: 'parley', keys: key, DeliveryLatency: expect.any(Number) });
    expect(await log()).not.toContain(text);
  });
});
