import type { KeptLog, KeptState, LogCache } from '@parley/client';

/**
 * What a device keeps of its screen over a crash. Unlike the client's own cache in memory it copies nothing: entries
 * never change, and thousands of devices' copies would be most of the work.
 */
export const keptCache = (): LogCache => {
  let state: KeptState | undefined;
  const logs = new Map<string, KeptLog>();
  return {
    state: async () => state,
    keepState: async (kept) => void (state = kept),
    log: async (conversationId) => logs.get(conversationId),
    keepLog: async (conversationId, log) => void logs.set(conversationId, log),
    dropLog: async (conversationId) => void logs.delete(conversationId),
    clear: async () => {
      state = undefined;
      logs.clear();
    },
  };
};
