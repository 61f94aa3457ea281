const key = 'parley.signed-in';
/** Somebody is signing out, or was when the page went away: it names nobody. */
const leaving = '';

/**
 * Who was signed in on this browser when it was last seen. It lets the first paint be the shell or the sign-in page
 * before the sign-in code is loaded; the tokens decide afterwards. Other tabs notice when it changes.
 */
export const signedInHint = (storage: Storage) => ({
  read: (): string | null => storage.getItem(key) || null,
  set: (personId: string): void => storage.setItem(key, personId),
  clear: (): void => storage.removeItem(key),
  /** At sign-out, before anything is deleted: other tabs stop writing, and delete what they know of, too. */
  leave: (): void => storage.setItem(key, leaving),
  /** The page went away in the midst of signing out. */
  isLeaving: (): boolean => storage.getItem(key) === leaving,
  /**
   * Calls back when another tab signs out, sees the session end, or signs somebody else in; returns how to stop.
   * `byWish`: they signed out there, so nothing of theirs may stay. A session that merely ran out keeps what was unsent.
   */
  onChangedElsewhere: (personId: string, changed: (byWish: boolean) => void): (() => void) => {
    const listen = (event: StorageEvent) => {
      const isOurs = event.storageArea === storage && (event.key === key || event.key === null);
      // The event has what was written then, whatever was written since.
      if (isOurs && storage.getItem(key) !== personId) changed(event.key === key && event.newValue === leaving);
    };
    window.addEventListener('storage', listen);
    return () => window.removeEventListener('storage', listen);
  },
});
