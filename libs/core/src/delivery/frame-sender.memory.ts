import type { FrameSender, Sent } from './frame-sender';

/** Keeps what was sent, by connection. `answers` plays connections that are gone, slow or broken. */
export const memoryFrameSender = () => {
  const sent = new Map<string, string[]>();
  const answers = new Map<string, () => Promise<Sent>>();
  const sender: FrameSender = {
    send: async (connectionId, text) => {
      const answer = await (answers.get(connectionId)?.() ?? 'sent');
      if (answer === 'sent') sent.set(connectionId, [...(sent.get(connectionId) ?? []), text]);
      return answer;
    },
  };
  return { ...sender, sent, answers };
};
