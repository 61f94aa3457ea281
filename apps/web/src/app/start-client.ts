import {
  browserTabs,
  type Client,
  type ClientEvent,
  createClient,
  idbLogCache,
  idbOutboxStore,
  type LogCache,
  type OutboxStore,
  systemClock,
} from '@parley/client';
import { isKnown, mentionsIn } from '@parley/protocol';
import { ulid } from 'ulid';
import { clientSaid } from '../features/connection/heard';
import type { LoadAuth } from '../features/session/auth';
import { ownToken } from '../features/session/own-token';
import type { signedInHint } from '../features/session/signed-in-hint';
import type { Config } from './config';
import { deviceName } from './device-name';
import type { Store } from './store';

/** Everyone whose name the event makes a screen show. */
const peopleIn = (event: ClientEvent): string[] => {
  if (event.type === 'conversations') return event.summaries.flatMap(({ conversation }) => conversation.people ?? []);
  if (event.type === 'conversation') return event.summary.conversation.people ?? [];
  if (event.type !== 'entries') return [];
  return event.entries.flatMap((entry) => {
    if (!isKnown(entry)) return [entry.author];
    const { body } = entry;
    return [
      entry.author,
      ...('people' in body ? body.people : []),
      ...('personId' in body ? [body.personId] : []),
      ...('heir' in body && body.heir ? [body.heir] : []),
      ...('text' in body ? mentionsIn(body.text) : []),
      ...('reactions' in body ? Object.values(body.reactions ?? {}).flat() : []),
    ];
  });
};

/** A client that runs, and how it ends. */
export type Running = {
  client: Client;
  /** Once, however often it is called. */
  stop(): Promise<void>;
  /** After it stopped: nothing of this person stays on the device (UX-PWA-5). Rejects where that cannot be done now. */
  forget(): Promise<void>;
};

const deleteKept = async (outbox: OutboxStore, cache: LogCache): Promise<void> => {
  const done = await Promise.allSettled([outbox.clear(), cache.clear()]);
  const failed = done.find(({ status }) => status === 'rejected');
  if (failed) throw new Error('What is kept on this device could not be deleted.', { cause: failed });
};

/** As `forget` does, of somebody whose client does not run on this page. */
export const forgetKept = (personId: string): Promise<void> =>
  deleteKept(idbOutboxStore(personId), idbLogCache(personId));

/**
 * Starts the client of whoever is signed in, and lets the store hear what it says. All tabs of one person have one outbox,
 * which one of them sends (UX-SEND-7), and one copy of what was on screen.
 */
export const startClient = (parts: {
  config: Config;
  store: Store;
  auth: LoadAuth;
  hint: ReturnType<typeof signedInHint>;
  personId: string;
  /** The server says that the session is over. */
  onEnded(): void;
}): Running => {
  const { config, store, auth, hint, personId, onEnded } = parts;
  const outbox = idbOutboxStore(personId);
  const cache = idbLogCache(personId);
  const client = createClient({
    socketUrl: config.socketUrl,
    webSocket: WebSocket,
    apiUrl: config.apiUrl,
    fetch: (...request) => fetch(...request),
    token: ownToken(auth, hint, personId),
    store: outbox,
    tabs: browserTabs(personId),
    cache,
    listener: (event) => {
      store.dispatch(clientSaid(event));
      const ids = peopleIn(event);
      if (ids.length > 0) client.meet(ids);
      if (event.type === 'status' && event.status.state === 'refused' && event.status.refusal.code === 'not_signed_in')
        onEnded();
    },
    clock: systemClock,
    ids: () => ulid(),
    random: Math.random,
    device: deviceName(navigator.userAgent),
    build: import.meta.env.MODE,
  });

  // UX-CONN-3: what the browser says about the network is a reason to look, not an answer.
  const probe = () => client.probe();
  const visible = () => document.visibilityState === 'visible' && client.probe();
  window.addEventListener('online', probe);
  window.addEventListener('offline', probe);
  window.addEventListener('focus', probe);
  document.addEventListener('visibilitychange', visible);
  // What was read is told before the page goes: its tab may not come back.
  window.addEventListener('pagehide', client.flush);
  client.start();
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    window.removeEventListener('online', probe);
    window.removeEventListener('offline', probe);
    window.removeEventListener('focus', probe);
    window.removeEventListener('pagehide', client.flush);
    document.removeEventListener('visibilitychange', visible);
    await client.stop();
  };
  return {
    client,
    stop: () => (stopped ??= stop()),
    forget: () => deleteKept(outbox, cache),
  };
};
