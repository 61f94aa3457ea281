import { type Client, createClient, memoryLogCache, memoryOutboxStore, systemClock } from '@parley/client';
import WebSocket from 'ws';
import { stream, ulids } from '../random';
import { type Served, startServer } from './server';

export type Reconnected = {
  missed: number;
  /** What the server answered from the new connection on, in that order: until the newest entry was shown, and until all were. */
  untilShown: readonly Served[];
  untilComplete: readonly Served[];
  /** The seqs that the client holds in the end, without a gap from the first to the last. */
  first: number;
  last: number;
  head: number;
  /** From the moment the network was there again, ms. */
  shownMs: number;
  completeMs: number;
};

/** What is there before: a little more than a page. */
const before = 80;
/** Longer than that is stuck. */
const patienceMs = 120_000;

/** What a client shows of one conversation, by its events alone. */
const createTimeline = (onChange: () => void) => {
  let seqs: number[] = [];
  return {
    seqs: () => seqs,
    listener: (event: Parameters<Parameters<typeof createClient>[0]['listener']>[0]): void => {
      if (event.type === 'entries') {
        const fresh = event.entries.map(({ seq }) => seq);
        seqs = { page: fresh, newer: [...seqs, ...fresh], older: [...fresh, ...seqs] }[event.place];
      }
      onChange();
    },
  };
};

/**
 * Somebody who holds a conversation loses the network, `missed` messages are said there, and the network comes back:
 * what the server is asked until the newest is shown, and until nothing is missing. The real client and the real core,
 * with real sockets and HTTP between them.
 */
export const measureReconnect = async ({ missed, seed }: { missed: number; seed: number }): Promise<Reconnected> => {
  const server = await startServer(['ana', 'bo']);
  const random = stream(seed, 'reconnect');
  const key = ulids(random, Date.now);
  const waiting = new Set<() => void>();
  const until = (isSo: () => boolean, what: string): Promise<void> =>
    new Promise((done, failed) => {
      const timer = setTimeout(() => failed(new Error(`${what} did not happen within two minutes.`)), patienceMs);
      const look = () => {
        if (!isSo()) return;
        waiting.delete(look);
        clearTimeout(timer);
        done();
      };
      waiting.add(look);
      look();
    });
  const timeline = createTimeline(() => [...waiting].forEach((look) => look()));
  let status = '';
  const client: Client = createClient({
    ...{ socketUrl: server.socketUrl, apiUrl: server.apiUrl, build: 'bench', random, ids: key, clock: systemClock },
    ...{ store: memoryOutboxStore(), cache: memoryLogCache(), token: async () => 'ana' },
    webSocket: WebSocket as never,
    fetch,
    listener: (event) => {
      if (event.type === 'status') status = event.status.state;
      timeline.listener(event);
    },
  });
  try {
    const { conversation } = await server.asks('bo', 'conversations.open', {
      ...{ kind: 'channel', key: key(), name: 'general', people: ['ana'] },
    });
    let last = 1;
    const say = async (count: number): Promise<number> => {
      for (let nth = 0; nth < count; nth += 1) {
        const text = `${nth} ${'as people write '.repeat(1 + Math.floor(random() * 6))}`;
        const body = { conversationId: conversation.id, key: key(), after: last, text };
        last = (await server.asks('bo', 'messages.send', body)).entry.seq;
      }
      return last;
    };
    const held = await say(before);
    client.start();
    await until(() => status === 'online', 'The first connection');
    await client.open(conversation.id);
    await until(() => timeline.seqs().at(-1) === held, 'The first page');

    server.goOffline();
    await until(() => status === 'offline', 'The end of the connection');
    const head = await say(missed);
    const from = server.served.length;
    server.goOnline();
    const began = performance.now();
    client.probe();
    await until(() => timeline.seqs().at(-1) === head, 'The newest message');
    const [shownMs, shown] = [performance.now() - began, server.served.length];
    const isWhole = () => {
      const seqs = timeline.seqs();
      return status === 'online' && (seqs.at(-1) ?? 0) - (seqs[0] ?? 0) + 1 === seqs.length && (seqs[0] ?? 0) <= held;
    };
    await until(isWhole, 'All that was missed');
    const [completeMs, seqs] = [performance.now() - began, timeline.seqs()];
    return {
      ...{ missed, head, shownMs, completeMs, first: seqs[0] ?? 0, last: seqs.at(-1) ?? 0 },
      untilShown: server.served.slice(from, shown),
      untilComplete: server.served.slice(from),
    };
  } finally {
    await client.stop();
    await server.close();
  }
};
