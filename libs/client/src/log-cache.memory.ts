import { type KeptLog, type KeptState, type LogCache, mostLogs } from './log-cache';

/** For clients that need not survive a restart. */
export const memoryLogCache = (): LogCache => {
  let state: KeptState | undefined;
  const logs = new Map<string, KeptLog>();
  return {
    state: async () => structuredClone(state),
    keepState: async (kept) => void (state = structuredClone(kept)),
    log: async (conversationId) => structuredClone(logs.get(conversationId)),
    keepLog: async (conversationId, log) => {
      logs.delete(conversationId);
      logs.set(conversationId, structuredClone(log));
      for (const oldest of [...logs.keys()].slice(0, Math.max(0, logs.size - mostLogs))) logs.delete(oldest);
    },
    dropLog: async (conversationId) => void logs.delete(conversationId),
    clear: async () => {
      state = undefined;
      logs.clear();
    },
  };
};
