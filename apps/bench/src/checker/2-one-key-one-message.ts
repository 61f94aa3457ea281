import type { Entry } from '@parley/protocol';
import type { History } from '../history/history';
import type { Violation } from './violation';

/** Property 2: one key of one author makes one entry in a conversation, in the log and in all that anybody ever saw. */
export const oneKeyOneMessage = ({ logs, sights, ops }: History): Violation[] => {
  const found: Violation[] = [];
  const first = new Map<string, Entry>();
  const told = new Set<string>();
  const look = (conversationId: string, entry: Entry, where: unknown) => {
    const name = `${conversationId} ${entry.author} ${entry.key}`;
    const held = first.get(name);
    if (!held) first.set(name, entry);
    else if (held.seq !== entry.seq && !told.has(name)) {
      told.add(name);
      const tries = ops.filter(({ asked }) => asked.key === entry.key && asked.conversationId === conversationId);
      const sentence = `${entry.author}'s key ${entry.key} made the entries ${held.seq} and ${entry.seq}.`;
      found.push({ property: 2, sentence, evidence: [held, entry, where, ...tries] });
    }
  };
  for (const [conversationId, log] of logs) for (const entry of log) look(conversationId, entry, 'the log');
  for (const sight of sights) look(sight.conversationId, sight.entry, sight);
  return found;
};
