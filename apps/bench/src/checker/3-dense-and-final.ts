import { changesMembers, countsAsMessage, type Entry } from '@parley/protocol';
import type { History } from '../history/history';
import { wrongCalls } from './calls';
import type { Violation } from './violation';

/** Kinds whose words may change in the log: a message is kept as it is now, and an edit loses what is deleted. */
const changing = new Set<string>(['message.posted', 'message.edited']);

const identity = ({ seq, at, author, key, kind, n, m, calls, body }: Entry): string =>
  JSON.stringify([seq, at, author, key, kind, n, m, calls, changing.has(kind) ? undefined : body]);

/** What `n`, `m` and `calls` must be (LOG-8). */
const numbers = (log: readonly Entry[]): Violation[] => {
  const found: Violation[] = [];
  let [n, m] = [0, 0];
  for (const entry of log) {
    if (countsAsMessage(entry.kind)) n += 1;
    if (entry.n !== n || entry.m !== m) {
      const sentence = `Entry ${entry.seq} says n ${entry.n} and m ${entry.m}; by the entries before it they are ${n} and ${m}.`;
      found.push({ property: 3, sentence, evidence: [entry] });
    }
    if (changesMembers(entry.kind)) m = entry.seq;
  }
  const wrong = wrongCalls(log);
  if (wrong) {
    const { entry, possible } = wrong;
    const sentence = `Entry ${entry.seq} says that ${entry.calls?.join() || 'none'} call everyone; by the entries before it ${possible.map((one) => one.join() || 'none').join(' or ')}.`;
    found.push({ property: 3, sentence, evidence: [entry] });
  }
  return found;
};

/** Property 3: a log has no hole, and no entry ever changes its place or what it is. */
export const denseAndFinal = ({ logs, sights }: History): Violation[] => {
  const found: Violation[] = [];
  for (const log of logs.values()) {
    const hole = log.findIndex(({ seq }, i) => seq !== i + 1);
    if (hole >= 0) {
      const sentence = `The log has a hole: slot ${hole + 1} is followed by ${log[hole]?.seq}.`;
      found.push({ property: 3, sentence, evidence: log.slice(Math.max(0, hole - 1), hole + 1) });
    } else found.push(...numbers(log).slice(0, 1));
  }
  const told = new Set<string>();
  for (const sight of sights) {
    const { conversationId, entry, device } = sight;
    const log = logs.get(conversationId);
    const stands = log?.[entry.seq - 1];
    const slot = `${conversationId} ${entry.seq}`;
    if (!log || told.has(slot) || (stands && identity(stands) === identity(entry))) continue;
    told.add(slot);
    const isSame = stands?.author === entry.author && stands.key === entry.key;
    const there = stands ? `${stands.author}'s ${stands.key} stands there` : 'nothing stands there';
    const sentence = `${device} saw ${entry.author}'s ${entry.key} at ${entry.seq}; in the end ${there}${isSame ? ', and says something else' : ''}.`;
    found.push({ property: 3, sentence, evidence: [sight, stands] });
  }
  return found;
};
