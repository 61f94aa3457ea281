import { finalKey, type History } from '../history/history';
import type { Violation } from './violation';

/** Property 5: messages of one outbox stand in the order in which they were written. */
export const inOrder = (history: History): Violation[] => {
  const found: Violation[] = [];
  const places = new Map(
    [...history.logs].map(([id, log]) => [id, new Map(log.map(({ author, key, seq }) => [`${author} ${key}`, seq]))]),
  );
  const last = new Map<string, { seq: number; text: string }>();
  for (const message of history.written.toSorted((a, b) => a.nth - b.nth)) {
    const { device, person, conversationId, key, text } = message;
    // One that was refused and written again is said when it is sent again.
    if (history.rekeyed.has(key)) continue;
    const seq = places.get(conversationId)?.get(`${person} ${finalKey(history, key)}`);
    if (seq === undefined) continue;
    const outbox = `${device} ${conversationId}`;
    const before = last.get(outbox);
    if (before && before.seq > seq) {
      const sentence = `${device} wrote "${before.text}" before "${text}", which stand at ${before.seq} and ${seq}.`;
      found.push({ property: 5, sentence, evidence: [message] });
    }
    if (!before || before.seq < seq) last.set(outbox, { seq, text });
  }
  return found;
};
