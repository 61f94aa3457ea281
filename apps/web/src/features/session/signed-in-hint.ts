const key = 'parley.signed-in';

/**
 * Who was signed in on this browser when it was last seen. It lets the first paint be the shell or the sign-in page
 * before the sign-in code is loaded; the tokens decide afterwards. Other tabs notice when it changes.
 */
export const signedInHint = (storage: Storage) => ({
  read: (): string | null => storage.getItem(key),
  set: (personId: string): void => storage.setItem(key, personId),
  clear: (): void => storage.removeItem(key),
  /** Calls back when another tab signs out, or signs somebody else in; returns how to stop. */
  onChangedElsewhere: (personId: string, changed: () => void): (() => void) => {
    const listen = (event: StorageEvent) => {
      const isOurs = event.storageArea === storage && (event.key === key || event.key === null);
      if (isOurs && storage.getItem(key) !== personId) changed();
    };
    window.addEventListener('storage', listen);
    return () => window.removeEventListener('storage', listen);
  },
});
