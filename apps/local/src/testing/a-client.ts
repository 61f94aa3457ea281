import { type Client, createClient, memoryOutboxStore, systemClock } from '@parley/client';
import type { Entry } from '@parley/protocol';
import { ulid } from 'ulid';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { SignedIn } from './a-person';

/** A real client of a person, and what a screen would show that does nothing but believe it. */
export type TestClient = Client & {
  /** The log of one conversation as it was told, in its order. */
  shows(): readonly Entry[];
  /** How many of its messages are on their way. */
  onTheirWay(): number;
};

/** Starts one that has `conversationId` open; it is stopped when the test is over. */
export const startClient = async (url: string, person: SignedIn, conversationId: string): Promise<TestClient> => {
  let log: Entry[] = [];
  let onTheirWay = 0;
  const client = createClient({
    socketUrl: `${url.replace(/^http/, 'ws')}/ws`,
    webSocket: WebSocket,
    apiUrl: url,
    fetch,
    token: async () => person.accessToken,
    store: memoryOutboxStore(),
    listener: (event) => {
      if (!('conversationId' in event) || event.conversationId !== conversationId) return;
      if (event.type === 'outbox') onTheirWay = event.outgoing.length;
      if (event.type !== 'entries') return;
      const held = event.place === 'page' ? [] : log;
      log = event.place === 'older' ? [...event.entries, ...held] : [...held, ...event.entries];
    },
    clock: systemClock,
    ids: () => ulid(),
    random: Math.random,
    build: 'test',
  });
  onTestFinished(() => client.stop());
  client.start();
  await client.open(conversationId);
  return { ...client, shows: () => log, onTheirWay: () => onTheirWay };
};
