/** What was typed and not sent, per person and conversation: in memory, and on this device so that it survives a reload. */
export type Drafts = {
  read(personId: string, conversationId: string): string;
  /** An empty text removes the draft. */
  write(personId: string, conversationId: string, text: string): void;
  /** At sign-out: nothing of this person stays on the device. */
  forget(personId: string): void;
};

const prefixOf = (personId: string) => `parley.draft.${personId}.`;

export const createDrafts = (storage: Storage): Drafts => {
  const held = new Map<string, string>();
  return {
    read: (personId, conversationId) => {
      const name = prefixOf(personId) + conversationId;
      return held.get(name) ?? storage.getItem(name) ?? '';
    },
    write: (personId, conversationId, text) => {
      const name = prefixOf(personId) + conversationId;
      held.set(name, text);
      try {
        if (text === '') storage.removeItem(name);
        else storage.setItem(name, text);
      } catch {
        // Storage is full: the draft lives as long as this page.
      }
    },
    forget: (personId) => {
      const prefix = prefixOf(personId);
      held.clear();
      const stored = Array.from({ length: storage.length }, (_, i) => storage.key(i));
      for (const name of stored) if (name?.startsWith(prefix)) storage.removeItem(name);
    },
  };
};
