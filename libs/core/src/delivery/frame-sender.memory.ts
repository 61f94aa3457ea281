import type { FrameSender, Sent } from './frame-sender';

/** Keeps what was sent, by connection, and the ids of those that were `closed`. `answers` plays connections that are gone, slow or broken. */
export const memoryFrameSender = () => {
  const sent = new Map<string, string[]>();
  const closed = new Set<string>();
  const answers = new Map<string, () => Promise<Sent>>();
  const sender: FrameSender = {
    send: async (connectionId, text) => {
      const answer = await (answers.get(connectionId)?.() ?? 'sent');
      if (answer === 'sent') sent.set(connectionId, [...(sent.get(connectionId) ?? []), text]);
      return answer;
    },
    close: async (connectionId) => {
      const answer = await (answers.get(connectionId)?.() ?? 'sent');
      if (answer === 'slow' || answer === 'failed') return 'failed';
      closed.add(connectionId);
      return 'closed';
    },
  };
  return { ...sender, sent, closed, answers };
};
