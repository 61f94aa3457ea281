import type { Entry } from '@parley/protocol';
import type { History } from '../history/history';
import { cannotTell } from './cannot-tell';
import type { Violation } from './violation';
import { wordsOf } from './words';

/** What was written once and stands twice: a client that tries under another key what it was never refused. */
const saidTwice = ({ logs, written, refused }: History): Violation[] => {
  const found: Violation[] = [];
  const texts = new Set(written.map(({ person, text }) => `${person} ${text}`));
  for (const log of logs.values()) {
    const first = new Map<string, Entry>();
    for (const entry of log) {
      const name = `${entry.author} ${wordsOf(entry)}`;
      if (!texts.has(name)) continue;
      const held = first.get(name);
      if (!held) first.set(name, entry);
      // Whoever was told that it cannot be known may have sent it again.
      else if (held.key !== entry.key && ![held, entry].some(({ key }) => refused.get(key) === cannotTell)) {
        const sentence = `What ${entry.author} wrote once stands at ${held.seq} and ${entry.seq}, under two keys.`;
        found.push({ property: 2, sentence, evidence: [held, entry] });
      }
    }
  }
  return found;
};

/**
 * Property 2: one key of one author makes one entry in a conversation, in the log and in all that anybody ever saw; and
 * what was written once is said once, under whatever keys it was tried. No two messages of a plan have the same words.
 */
export const oneKeyOneMessage = (history: History): Violation[] => {
  const { logs, sights, ops } = history;
  const found = saidTwice(history);
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
