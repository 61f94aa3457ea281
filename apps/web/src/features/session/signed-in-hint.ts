import type { Ending } from './session-slice';

const key = 'parley.signed-in';
/** In its place while somebody signs out: it names nobody. */
const leaving = '';
/** Whom they sign out, for as long as that lasts. */
const leaverKey = 'parley.leaving';

/** How a session that another tab knows of is over. */
export type EndingElsewhere = Extract<Ending, 'elsewhere' | 'expired' | 'replaced'>;

/**
 * Who was signed in on this browser when it was last seen. It lets the first paint be the shell or the sign-in page
 * before the sign-in code is loaded; the tokens decide afterwards. Other tabs notice when it changes.
 */
export const signedInHint = (storage: Storage) => ({
  read: (): string | null => storage.getItem(key) || null,
  set: (personId: string): void => {
    storage.setItem(key, personId);
    storage.removeItem(leaverKey);
  },
  clear: (): void => {
    storage.removeItem(key);
    storage.removeItem(leaverKey);
  },
  /** At sign-out, before anything is deleted: other tabs stop writing, and delete what they know of, too. */
  leave: (personId: string): void => {
    try {
      storage.setItem(leaverKey, personId);
    } catch {
      // Storage is full: should the page go away before it is done, what it had left stays until that person is here again.
    }
    storage.setItem(key, leaving);
  },
  /** Who is signing out, or was when the page went away in the midst of it; '' where that could not be kept, null where nobody is. */
  leaver: (): string | null => (storage.getItem(key) === leaving ? (storage.getItem(leaverKey) ?? '') : null),
  /**
   * Calls back when another tab signs out (`elsewhere`), finds the session at its end (`expired`), or signs somebody else in
   * (`replaced`); returns how to stop. After `elsewhere` nothing of theirs may stay.
   */
  onChangedElsewhere: (personId: string, changed: (because: EndingElsewhere) => void): (() => void) => {
    const listen = (event: StorageEvent) => {
      const isOurs = event.storageArea === storage && (event.key === key || event.key === null);
      if (!isOurs || storage.getItem(key) === personId) return;
      // The event has what was written then, whatever was written since. It has null also where all of the storage was cleared.
      if (event.newValue === null) changed('expired');
      else changed(event.newValue === leaving ? 'elsewhere' : 'replaced');
    };
    window.addEventListener('storage', listen);
    return () => window.removeEventListener('storage', listen);
  },
});
