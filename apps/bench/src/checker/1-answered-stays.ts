import { type Entry, isKnown } from '@parley/protocol';
import { type History, finalKey } from '../history/history';
import { cannotTell } from './cannot-tell';
import { staysIn } from './stays';
import type { Violation } from './violation';
import { wordsOf } from './words';

const isSaid = (entry: Entry): boolean =>
  isKnown(entry) && entry.kind === 'message.posted' && entry.body.deleted === undefined;

/**
 * Property 1: what was answered is there later; what an outbox took is there, or was refused for good, and then it is
 * not there (LOG-4); and what was given up is settled too: it is not said, or its words are gone (LOG-10).
 */
export const answeredStays = (history: History): Violation[] => {
  const { ops, logs, written, rests, givenUp, refused } = history;
  const found: Violation[] = [];
  for (const op of ops) {
    const { conversationId } = op.asked;
    const log = conversationId === undefined ? undefined : logs.get(conversationId);
    if (!log || !op.entry) continue;
    const { seq, author, key, kind } = op.entry;
    const stands = log[seq - 1];
    if (stands?.author === author && stands.key === key && stands.kind === kind) continue;
    const sentence = `${op.device} was answered that its ${op.type} stands at ${seq}; there stands ${stands ? `${stands.author}'s ${stands.key}` : 'nothing'}.`;
    found.push({ property: 1, sentence, evidence: [op, stands] });
  }
  const keys = new Map(
    [...logs].map(([id, log]) => [id, new Map(log.map((entry) => [`${entry.author} ${entry.key}`, entry]))]),
  );
  const unsent = new Map(rests.flatMap((rest) => rest.unsent.map((message) => [message.key, message] as const)));
  for (const message of written) {
    const key = finalKey(history, message.key);
    const log = keys.get(message.conversationId);
    const stands = log?.get(`${message.person} ${key}`);
    const words = wordsOf(stands);
    if (words !== undefined && words !== message.text) {
      const sentence = `${message.device} wrote "${message.text}"; it stands as "${words}".`;
      found.push({ property: 1, sentence, evidence: [message, stands] });
    }
    if (!log || log.has(`${message.person} ${key}`) || givenUp.has(key)) continue;
    const left = unsent.get(key);
    const sentence = left
      ? `${message.device} wrote "${message.text}"; at rest it is still ${left.state}, neither said nor refused.`
      : `${message.device} wrote "${message.text}"; it is in no log, in no outbox, and nobody was told.`;
    const evidence = [message, left, ...ops.filter(({ asked }) => asked.key === key)];
    found.push({ property: 1, sentence, evidence });
  }
  for (const { device, unsent: left } of rests)
    for (const { key, state } of left)
      if (state !== 'failed' && !written.some((message) => finalKey(history, message.key) === key))
        found.push({ property: 1, sentence: `${device} still has a change ${state}, ${key}, at rest.`, evidence: [] });
  const stood = new Map(
    [...logs.values()].flatMap((log) => log.filter(isSaid).map((entry) => [entry.key, { entry, log }])),
  );
  for (const [key, code] of refused) {
    const said = stood.get(key)?.entry;
    if (!said || code === cannotTell) continue;
    // It did not stand when it was refused: the same request, handled twice, was answered otherwise the second time. Then it is
    // said once, and not said where it was given up.
    const last = ops.findLast((op) => op.type === 'messages.send' && op.asked.key === key && op.code === code);
    if (last && said.at >= last.at) continue;
    const sentence = `${said.author} was told that ${key} was refused (${code}), and it is said at ${said.seq}.`;
    found.push({ property: 1, sentence, evidence: [said, ...ops.filter(({ asked }) => asked.key === key)] });
  }
  for (const [key, code] of givenUp) {
    if (code !== 'discarded') continue;
    const said = stood.get(key);
    if (said) {
      const { entry, log } = said;
      // Who left since can change nothing there any more; that their message stands they were told.
      const stays = staysIn(log).get(entry.author) ?? [];
      if (stays.some(({ joined, left }) => joined <= entry.seq && left !== undefined && left > entry.seq)) continue;
      found.push({ property: 1, sentence: `${key} was given up, and is said at ${entry.seq}.`, evidence: [entry] });
    }
  }
  return found;
};
