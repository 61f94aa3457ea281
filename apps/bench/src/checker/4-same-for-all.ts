import { type Entry, isKnown } from '@parley/protocol';
import { fold } from '../fold';
import type { History } from '../history/history';
import type { Violation } from './violation';

/** The log without what was folded into its messages: only the change entries tell what became of them. */
const plain = (log: readonly Entry[]): Entry[] =>
  log.map((entry) => {
    if (entry.kind !== 'message.posted') return entry;
    const { text } = entry.body as { text: string };
    return { ...entry, body: { text } } as Entry;
  });

/** LOG-6: what is folded into a stored message is what its change entries say. */
const folded = (log: readonly Entry[]): Violation[] => {
  const [stored, replayed] = [fold(log), fold(plain(log))];
  for (const [seq, message] of stored) {
    const other = replayed.get(seq);
    if (JSON.stringify(other) === JSON.stringify(message)) continue;
    const sentence = `Message ${seq} is stored as ${JSON.stringify(message)}; its changes make it ${JSON.stringify(other)}.`;
    const changes = log.filter(({ body }) => (body as { target?: number }).target === seq);
    return [{ property: 4, sentence, evidence: [log[seq - 1], ...changes] }];
  }
  return [];
};

/** What a conversation is called by its newest renaming; undefined where it was never renamed. */
const nameIn = (log: readonly Entry[] | undefined): string | undefined => {
  const renamed = log?.findLast((entry) => entry.kind === 'conversation.renamed');
  return renamed && isKnown(renamed) && renamed.kind === 'conversation.renamed' ? renamed.body.name : undefined;
};

/**
 * Property 4: who holds a part of a log shows of it what everybody shows: what the log says. So does the name in the
 * list, whether or not the log is open.
 */
export const sameForAll = ({ logs, rests }: History): Violation[] => {
  const found = [...logs.values()].flatMap(folded);
  const truth = new Map([...logs].map(([id, log]) => [id, fold(log)]));
  for (const { device, shown } of rests)
    for (const { conversationId, name, isOpen, first, last, torn, messages } of shown) {
      const called = nameIn(logs.get(conversationId));
      if (name !== undefined && called !== undefined && name !== called)
        found.push({
          property: 4,
          sentence: `${device} calls ${conversationId} "${name}"; by the log it is "${called}".`,
          evidence: [],
        });
      if (torn !== undefined)
        found.push({
          property: 4,
          sentence: `${device} shows of ${conversationId} ${first} to ${last}, where ${torn} is not followed by the next.`,
          evidence: [],
        });
      const log = truth.get(conversationId);
      if (!log || !isOpen) continue;
      for (let seq = first; seq <= last; seq += 1) {
        const [said, seen] = [JSON.stringify(log.get(seq)), JSON.stringify(messages[seq])];
        if (said === seen) continue;
        const sentence = `${device} shows ${seen ?? 'nothing'} at ${seq}; the log says ${said ?? 'there is no message'}.`;
        found.push({ property: 4, sentence, evidence: [logs.get(conversationId)?.[seq - 1]] });
        break;
      }
    }
  return found;
};
