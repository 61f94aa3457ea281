import { type Client, type ClientEvent, createClient, memoryOutboxStore, systemClock } from '@parley/client';
import type { Entry } from '@parley/protocol';
import { fetchAuthSession } from 'aws-amplify/auth';
import { ulid } from 'ulid';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { newChannel } from './testing/a-channel';
import { joinAs, type SignedIn } from './testing/a-person';
import { useStack } from './testing/a-stack';
import { reissued } from './testing/a-token';
import { ask } from './testing/over-http';

/** A token lives so long; the doors take it 30 s longer, as clocks may differ. */
const tokenSeconds = 4;
const stack = useStack({ tokenSeconds });

/** What crosses a machine that does other work too takes seconds at times. */
const patience = { timeout: 20_000, interval: 500 };

/** Somebody whose token does not run out while they speak. */
const speaker = async (name: string): Promise<SignedIn> => {
  const { url, poolFile } = stack();
  const person = await joinAs(url, name);
  const exp = Math.floor(Date.now() / 1_000) + 3_600;
  return { ...person, accessToken: await reissued(person.accessToken, poolFile, { exp }) };
};

/** The page of whoever signed in last, as the web app makes it: tokens come from aws-amplify, which refreshes them. */
const aPage = (url: string): { client: Client; events: ClientEvent[]; opened: () => number } => {
  const events: ClientEvent[] = [];
  let opened = 0;
  class Counted extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols);
      opened += 1;
    }
  }
  const client = createClient({
    ...{ socketUrl: `${url.replace(/^http/, 'ws')}/ws`, webSocket: Counted, apiUrl: url, fetch },
    token: async ({ fresh = false } = {}) => {
      const { tokens } = await fetchAuthSession({ forceRefresh: fresh });
      return tokens ? `${tokens.accessToken}` : null;
    },
    ...{ store: memoryOutboxStore(), clock: systemClock, ids: () => ulid(), random: Math.random, build: 'test' },
    listener: (event) => void events.push(event),
  });
  onTestFinished(() => client.stop());
  return { client, events, opened: () => opened };
};

const textsIn = (events: readonly ClientEvent[]): string[] =>
  events
    .flatMap((event): readonly Entry[] => (event.type === 'entries' ? event.entries : []))
    .flatMap(({ kind, body }) => (kind === 'message.posted' ? [(body as { text: string }).text] : []));

it('[AUTH-4] a chat left open far beyond three token lifetimes stays on one connection and misses nothing', async () => {
  const { url } = stack();
  const sam = await speaker('Sam');
  const lia = await joinAs(url, 'Lia');
  const conversationId = await newChannel(url, sam, [lia]);
  const { client, events, opened } = aPage(url);
  client.start();
  await client.open(conversationId);
  const isOnline = () => events.some((event) => event.type === 'status' && event.status.state === 'online');
  await expect.poll(isOnline, patience).toBe(true);
  const since = Date.now();
  const statuses = () => events.filter(({ type }) => type === 'status').length;
  const before = statuses();

  // Until no token of the beginning is taken any more, whatever clocks say: nine lifetimes and then some.
  const said: string[] = [];
  while (Date.now() - since < (tokenSeconds + 30 + 3) * 1_000) {
    const text = `${said.length + 1}`;
    const { body } = await ask(url, sam, 'conversations.get', { conversationId });
    const after = (body as { latest: { seq: number } }).latest.seq;
    expect((await ask(url, sam, 'messages.send', { conversationId, key: ulid(), after, text })).status).toBe(200);
    said.push(text);
    await expect.poll(() => textsIn(events), patience).toEqual(said);
  }
  expect(opened()).toBe(1);
  expect(statuses()).toBe(before);
  await client.send(conversationId, 'and I can still speak');
  await expect.poll(() => textsIn(events).at(-1), patience).toBe('and I can still speak');
}, 180_000);
