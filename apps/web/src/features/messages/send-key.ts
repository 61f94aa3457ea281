import { createContext, use, useSyncExternalStore } from 'react';

/** What sends: Enter, or only Enter with Ctrl or Command (UX-COMP-2). */
export type SendKey = 'enter' | 'mod-enter';

/** What was chosen on this device, for whoever uses it. */
export type SendKeyChoice = {
  read(): SendKey;
  choose(key: SendKey): void;
  /** Called at every change, those of other tabs included; the answer ends that. */
  watch(onChange: () => void): () => void;
};

const name = 'parley.send-key';

export const createSendKeyChoice = (storage: Storage): SendKeyChoice => {
  const watchers = new Set<() => void>();
  // Where the storage is full it counts until the page is gone.
  let chosen: SendKey | undefined;
  return {
    read: () => chosen ?? (storage.getItem(name) === 'mod-enter' ? 'mod-enter' : 'enter'),
    choose: (key) => {
      chosen = key;
      try {
        storage.setItem(name, key);
        chosen = undefined;
      } catch {
        // Told nowhere: it works as chosen.
      }
      for (const onChange of watchers) onChange();
    },
    watch: (onChange) => {
      watchers.add(onChange);
      window.addEventListener('storage', onChange);
      return () => {
        watchers.delete(onChange);
        window.removeEventListener('storage', onChange);
      };
    },
  };
};

export const SendKeyContext = createContext<SendKeyChoice | null>(null);

const unwatched = () => () => undefined;
const byDefault = (): SendKey => 'enter';

/** What sends here and now. */
export const useSendKey = (): SendKey => {
  const choice = use(SendKeyContext);
  return useSyncExternalStore(choice?.watch ?? unwatched, choice?.read ?? byDefault);
};
