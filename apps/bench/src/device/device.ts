import {
  type Outgoing,
  type PendingChange,
  type Client,
  type ClientEvent,
  type ClientOptions,
  type Clock,
  createClient,
  type Fetch,
  memoryOutboxStore,
  Refused,
  type WebSocketClass,
} from '@parley/client';
import type { Input, Reply, RequestType } from '@parley/protocol';
import type { Recorder } from '../history/recorder';
import { keptCache } from './kept-cache';
import { type Life, mortalClock, mortalFetch, mortalSockets, mortalStore } from './life';
import { createScreen, type Screen } from './screen';
import { createTap } from './tap';

/** Where devices live: the sockets, the doors and the time of one runtime. */
export type Place = {
  socketUrl: string;
  apiUrl: string;
  webSocketOf(device: string): WebSocketClass;
  fetchOf(device: string): Fetch;
  tokenOf(person: string, device: string): ClientOptions['token'];
  clock: Clock;
  recorder: Recorder;
};

/** How often a person presses the button again when a change of theirs was not answered. */
const tries = 6;
/** And after how long at most. */
const againMs = 8_000;

type Incarnation = { client: Client; screen: Screen; life: Life; die(): void };

/** A person's browser, with nobody looking at it: the real client, what it shows, and what survives its crash. */
export const createDevice = (
  name: string,
  person: string,
  place: Place,
  seeded: { random: () => number; ids: () => string },
) => {
  const { clock, recorder } = place;
  const { random, ids } = seeded;
  const [store, cache] = [memoryOutboxStore(), keptCache()];
  const tap = createTap(recorder, { device: name, person });
  let given = 0;
  let now: Incarnation | undefined;
  /** Conversations that are open on the screen; a page that is loaded again opens them again. */
  const opened = new Set<string>();
  /** Key → the one under which it was sent again. */
  const rekeyed = new Map<string, string>();

  const pause = () => new Promise<void>((resume) => clock.after(Math.floor(random() * 3), resume));

  /** Keys that changed although the message is the same, and messages that were refused for good. */
  const follow = (event: ClientEvent) => {
    if (event.type === 'gone') opened.delete(event.conversationId);
    if (event.type !== 'outbox') return;
    for (const { key, state, refusal } of event.outgoing)
      if (state === 'failed') recorder.record('given-up', { device: name, key, code: refusal?.code ?? 'unknown' });
  };

  const begin = (): Incarnation => {
    const life: Life = { isOver: false };
    const screen = createScreen();
    const sockets = mortalSockets(life, tap.socket(place.webSocketOf(name)));
    const client = createClient({
      ...{ socketUrl: place.socketUrl, apiUrl: place.apiUrl, build: 'torture', ids, random },
      webSocket: sockets.WebSocket,
      fetch: mortalFetch(life, tap.fetch(place.fetchOf(name))),
      token: place.tokenOf(person, name),
      store: mortalStore(life, store, pause),
      cache: mortalStore(life, cache, pause),
      clock: mortalClock(life, clock),
      listener: (event) => {
        if (life.isOver) return;
        screen.listener(event);
        follow(event);
      },
    });
    client.start();
    return { client, screen, life, die: sockets.die };
  };

  const open = async (conversationId: string): Promise<void> => {
    opened.add(conversationId);
    await now?.client.open(conversationId).catch(() => undefined); // tried again at the next hello
  };

  const discard = async (key: string): Promise<void> => {
    const isDone = await now?.client.discard(key).then(
      () => true,
      () => false, // it arrived in the meantime
    );
    if (!isDone) return;
    // What was being sent again was given up as what it is by then.
    let last = key;
    for (let next = rekeyed.get(last); next !== undefined; next = rekeyed.get(last)) last = next;
    recorder.record('given-up', { device: name, key: last, code: 'discarded' });
  };

  const sendAgain = async (failed: Outgoing | PendingChange): Promise<void> => {
    if (!now) return;
    const { client, screen } = now;
    const before = new Set(screen.outgoing().map(({ key }) => key));
    await client.retry(failed.key).catch(() => undefined);
    const said = 'text' in failed ? failed.text : undefined;
    const fresh = screen.outgoing().find(({ key, text }) => !before.has(key) && text === said);
    if (!fresh) return;
    rekeyed.set(failed.key, fresh.key);
    recorder.record('rekeyed', { device: name, key: fresh.key, was: failed.key });
  };

  const device = {
    name,
    person,
    start: (): void => {
      if (now) return;
      now = begin();
      for (const conversationId of opened) void open(conversationId);
    },
    isRunning: (): boolean => now !== undefined,
    screen: (): Screen | undefined => now?.screen,
    client: (): Client | undefined => now?.client,
    /** The page is gone between two steps, without a word. */
    crash: (): void => {
      if (!now) return;
      recorder.record('crashed', { device: name });
      now.die();
      now = undefined;
    },
    /** The page is closed in good order, its work handed over. */
    close: async (): Promise<void> => {
      const closing = now;
      now = undefined;
      await closing?.client.stop();
    },
    open,
    /** Looks at it no more; what is held of it goes when ten others were looked at since. */
    release: (conversationId: string): void => {
      if (opened.delete(conversationId)) now?.client.release(conversationId);
    },
    write: async (conversationId: string, text: string): Promise<void> => {
      const nth = (given += 1);
      const key = await now?.client.send(conversationId, text).catch(() => undefined);
      if (key !== undefined) recorder.record('written', { device: name, person, conversationId, key, text, nth });
    },
    /** Sends again what failed in the first conversation where something did, all of it, or gives it up. */
    settle: async (how: 'again' | 'give up'): Promise<void> => {
      const all = (now?.screen.unsent() ?? []).filter(({ state }) => state === 'failed');
      for (const one of all.filter(({ conversationId }) => conversationId === all[0]?.conversationId))
        await (how === 'give up' ? discard(one.key) : sendAgain(one));
    },
    /** Takes back what is on its way, whether or not it was tried (LOG-10). */
    discard: async (which: number): Promise<void> => {
      const outgoing = now?.screen.outgoing() ?? [];
      const one = outgoing[Math.floor(which * outgoing.length)];
      if (one) await discard(one.key);
    },
    read: (conversationId: string): void => {
      const newest = now?.screen.newest(conversationId);
      if (newest) now?.client.markRead(conversationId, newest.seq);
    },
    /** Asks until it is answered or refused for good, with one key: as somebody who presses the button again. */
    change: async <T extends RequestType>(type: T, body: Input<T>): Promise<Reply<T> | undefined> => {
      for (let nth = 0; nth < tries && now; nth += 1)
        try {
          return await now.client.ask(type, body);
        } catch (error) {
          if (error instanceof Refused) return undefined;
          await new Promise<void>((resume) => clock.after(againMs * random(), resume));
        }
      return undefined;
    },
    /** How far this device holds a log, for the `after` of a change. */
    holds: (conversationId: string): number | undefined =>
      now?.screen.entries(conversationId).at(-1)?.seq ?? now?.screen.newest(conversationId)?.seq,
    nextKey: ids,
    /** Writes down what it shows. */
    rest: (): void => {
      recorder.record('rest', {
        device: name,
        person,
        status: now?.screen.status() ?? 'crashed',
        shown: now?.screen.shown() ?? [],
        unsent: (now?.screen.outgoing() ?? []).map(({ conversationId, key, state }) => ({
          conversationId,
          key,
          state,
        })),
      });
    },
  };
  return device;
};
export type Device = ReturnType<typeof createDevice>;
