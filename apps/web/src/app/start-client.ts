import { type Client, type ClientEvent, createClient, systemClock } from '@parley/client';
import { isKnown } from '@parley/protocol';
import { ulid } from 'ulid';
import { clientSaid } from '../features/connection/heard';
import type { LoadAuth } from '../features/session/auth';
import type { Ending } from '../features/session/session-slice';
import type { Config } from './config';
import type { OutboxSlot } from './outbox-slot';
import type { Store } from './store';

export { takeOutboxSlot } from './outbox-slot';

/** Everyone whose name the event makes a screen show. */
const peopleIn = (event: ClientEvent): string[] => {
  if (event.type === 'conversations') return event.summaries.flatMap(({ conversation }) => conversation.people ?? []);
  if (event.type === 'conversation') return event.summary.conversation.people ?? [];
  if (event.type !== 'entries') return [];
  return event.entries.flatMap((entry) => [
    entry.author,
    ...(isKnown(entry) && 'people' in entry.body ? entry.body.people : []),
  ]);
};

/** Starts the client of whoever is signed in, and lets the store hear what it says. Returns it, and how to stop it. */
export const startClient = (parts: {
  config: Config;
  store: Store;
  auth: LoadAuth;
  slot: OutboxSlot;
  /** The session is over, and not by this person's wish. */
  onEnded(ending: Ending): void;
}): { client: Client; stop(): Promise<void> } => {
  const { config, store, auth, slot, onEnded } = parts;
  const client = createClient({
    socketUrl: config.socketUrl,
    webSocket: WebSocket,
    apiUrl: config.apiUrl,
    fetch: (...request) => fetch(...request),
    token: async (options) => (await auth()).token(options),
    store: slot.store,
    listener: (event) => {
      store.dispatch(clientSaid(event));
      const ids = peopleIn(event);
      if (ids.length > 0) client.meet(ids);
      if (event.type === 'status' && event.status.state === 'refused' && event.status.refusal.code === 'not_signed_in')
        onEnded('expired');
    },
    clock: systemClock,
    ids: () => ulid(),
    random: Math.random,
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
  return {
    client,
    stop: async () => {
      window.removeEventListener('online', probe);
      window.removeEventListener('offline', probe);
      window.removeEventListener('focus', probe);
      window.removeEventListener('pagehide', client.flush);
      document.removeEventListener('visibilitychange', visible);
      await client.stop();
      slot.release();
    },
  };
};
