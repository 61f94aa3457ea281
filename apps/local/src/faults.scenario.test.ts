import { type Faults, usualRates } from '@parley/emulators';
import type { Entry } from '@parley/protocol';
import { ulid } from 'ulid';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startClient, type TestClient } from './testing/a-client';
import { newChannel } from './testing/a-channel';
import { joinAs, type SignedIn } from './testing/a-person';
import { openSocket } from './testing/a-socket';
import { useStack } from './testing/a-stack';
import { ask, call } from './testing/over-http';

const seed = Number(process.env['SEED'] ?? 1);
const stack = useStack({ faults: { seed } });
let cy: SignedIn;
let di: SignedIn;
/** Of Cy and Di, new for each test. */
let channel: string;

const faults = (): Faults => {
  const { faults } = stack();
  if (!faults) throw new Error('The stack runs without faults');
  return faults;
};
const none = Object.fromEntries(Object.keys(usualRates()).map((id) => [id, 0]));

beforeAll(async () => {
  cy = await joinAs(stack().url, 'Cy');
  di = await joinAs(stack().url, 'Di');
}, 60_000);
beforeEach(async () => {
  faults().setRates(none);
  channel = await newChannel(stack().url, cy, [di]);
});

const textsBy = (person: SignedIn, entries: readonly Entry[]): string[] =>
  entries.flatMap((entry) =>
    entry.kind === 'message.posted' && entry.author === person.id
      ? [z.object({ text: z.string() }).parse(entry.body).text]
      : [],
  );
const Page = z.object({ entries: z.array(z.looseObject({ seq: z.number(), key: z.string().optional() })) });
/** What stands in the log, asked for when nothing is wrong. */
const inLog = async () =>
  Page.parse((await ask(stack().url, di, 'messages.history', { conversationId: channel, limit: 50 })).body).entries;

it(
  `with all faults at their usual rates, a few dozen messages arrive complete, once each and in order (seed ${seed})`,
  { timeout: 240_000 },
  async () => {
    const clients: [SignedIn, TestClient][] = [
      [cy, await startClient(stack().url, cy, channel)],
      [di, await startClient(stack().url, di, channel)],
    ];
    const texts = Array.from({ length: 20 }, (_, nth) => `message ${nth + 1}`);
    faults().setRates(usualRates());
    for (const text of texts) for (const [, client] of clients) await client.send(channel, text);
    await expect
      .poll(() => clients.map(([, client]) => client.onTheirWay()), { timeout: 200_000, interval: 250 })
      .toEqual([0, 0]);

    faults().setRates(none);
    const total = (await inLog()).length;
    const struck = Object.entries(faults().counts()).filter(([, count]) => count > 0);
    expect(struck.length).toBeGreaterThan(5);
    for (const [, client] of clients) {
      // What a ping would find out within four minutes.
      await expect.poll(() => (client.probe(), client.shows().length), { timeout: 30_000, interval: 500 }).toBe(total);
      expect(client.shows().map(({ seq }) => seq)).toEqual(Array.from({ length: total }, (_, at) => at + 1));
      for (const [author] of clients) expect(textsBy(author, client.shows())).toEqual(texts);
    }
  },
);

describe('a handler that is killed', () => {
  // As many steps as a send has at most, and some in which it ends before.
  it.each(Array.from({ length: 14 }, (_, at) => at + 1))(
    '[LOG-2] at step %i of a send leaves one message when the same key is sent again',
    async (step) => {
      const message = { conversationId: channel, key: ulid(), after: 1, text: `killed at ${step}` };
      faults().setRanges({ 'kill-at-call': { min: step, max: step } });
      faults().setRates({ 'kill-at-call': 1 });
      const first = await ask(stack().url, cy, 'messages.send', message);
      // Its write and its look for who is there are four steps; of more it may have fewer.
      expect(step <= 4 ? [500] : [200, 500]).toContain(first.status);
      faults().setRates(none);
      expect(await ask(stack().url, cy, 'messages.send', message)).toMatchObject({ status: 200 });
      expect((await inLog()).filter(({ key }) => key === message.key)).toHaveLength(1);
    },
  );
});

describe('the switch of a local run', () => {
  it('[F26] makes the sockets of one person half-open: they learn of it by their own ping, and miss nothing', async () => {
    const client = await startClient(stack().url, di, channel);
    const strike = () =>
      call(stack().url, {
        method: 'POST',
        path: '/_faults/strike',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ fault: 'F26', principalId: di.id }),
      });
    // The conversation is open before the socket is.
    await expect.poll(async () => (await strike()).status).toBe(200);
    const sent = await ask(stack().url, cy, 'messages.send', {
      conversationId: channel,
      key: ulid(),
      after: 1,
      text: 'into nothing',
    });
    expect(sent.status).toBe(200);
    client.probe();
    await expect.poll(() => textsBy(cy, client.shows()), { timeout: 25_000 }).toEqual(['into nothing']);
  });

  it('[F40] blocks handshakes and the API, but not the page', async () => {
    faults().setRates({ F40: 1 });
    const blocked = await ask(stack().url, cy, 'people.me', {});
    expect(blocked).toMatchObject({ status: 403, headers: { 'content-type': 'text/html' } });
    expect((await call(stack().url, { path: '/healthz' })).status).toBe(200);
    faults().setRates(none);
    const socket = await openSocket(stack().url, cy.accessToken);
    expect(socket.protocol()).toBe('chat.v1');
    socket.close();
  });
});
