import { idbOutboxStore, type OutboxStore } from '@parley/client';

/** A store that this tab has for itself. */
export type OutboxSlot = {
  store: OutboxStore;
  /** Another tab may have it from now on. */
  release(): void;
};

/** As many tabs as keep their unsent messages over a reload; those beyond share the last slot. */
const slots = 8;

/** Resolves to how to let go of the lock, or to undefined when another tab holds it. */
const tryLock = (locks: LockManager, name: string): Promise<(() => void) | undefined> =>
  new Promise((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(undefined);
        return new Promise<void>((release) => resolve(release));
      })
      .catch(reject);
  });

// The unsent messages of a tab that was closed go on in this one, behind its own.
const adopt = async (from: OutboxStore, into: OutboxStore): Promise<void> => {
  const orphans = await from.load();
  if (orphans.length === 0) return;
  const last = (await into.load()).at(-1)?.order ?? 0;
  for (const [i, message] of orphans.entries()) {
    await into.put({ ...message, order: last + 1 + i });
    await from.delete(message.id);
  }
};

/**
 * UX-SEND-7: one client per store. Each tab takes the first free slot of the person, and what closed tabs left in the
 * others. Where the browser has no locks (plain http away from localhost) all tabs share the first slot: each key still
 * makes one message, only their order may mix.
 */
export const takeOutboxSlot = async (
  personId: string,
  locks: LockManager | undefined,
  storeOf: (name: string) => OutboxStore = idbOutboxStore,
): Promise<OutboxSlot> => {
  const nameOf = (slot: number) => (slot === 0 ? personId : `${personId}#${slot}`);
  if (!locks) return { store: storeOf(nameOf(0)), release: () => undefined };
  let mine: OutboxSlot | undefined;
  for (let slot = 0; slot < slots; slot += 1) {
    const release = await tryLock(locks, `parley-outbox.${nameOf(slot)}`);
    if (!release) continue;
    const store = storeOf(nameOf(slot));
    if (!mine) {
      mine = { store, release };
      continue;
    }
    // What cannot be read now stays where it is, for the next tab.
    await adopt(store, mine.store).catch(() => undefined);
    release();
  }
  return mine ?? { store: storeOf(nameOf(slots - 1)), release: () => undefined };
};
