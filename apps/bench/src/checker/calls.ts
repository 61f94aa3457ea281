import { callsEveryone, changesMembers, type Entry, isKnown, limits } from '@parley/protocol';

const newest = (calls: Iterable<number>): number[] =>
  [...new Set(calls)].sort((a, b) => a - b).slice(-limits.keptCalls);

/**
 * What an entry may name as calling everyone, by what the one before it names (LOG-8). Both, with its message and without,
 * where the words that were said are gone: changed or taken back since.
 */
const possible = (before: readonly number[], entry: Entry): number[][] => {
  if (!isKnown(entry)) return [[...before]];
  const { seq, kind, body } = entry;
  const [comes, goes] = [
    (target: number) => newest([...before, target]),
    (target: number) => before.filter((call) => call !== target),
  ];
  if (kind === 'message.deleted') return [goes(body.target)];
  if (kind !== 'message.posted' && kind !== 'message.edited') return [[...before]];
  const target = kind === 'message.edited' ? body.target : seq;
  const isGone = kind === 'message.edited' ? body.text === '' : (body.edited ?? body.deleted) !== undefined;
  if (isGone) return [comes(target), goes(target)];
  return callsEveryone(body.text) ? [comes(target)] : [goes(target)];
};

/** The first entry that names other calls than the entries before it make; undefined where none does. */
export const wrongCalls = (log: readonly Entry[]): { entry: Entry; possible: number[][] } | undefined => {
  let before: readonly number[] = [];
  for (const entry of log) {
    const right = possible(before, entry);
    const calls = entry.calls ?? [];
    if (!right.some((one) => one.join() === calls.join())) return { entry, possible: right };
    before = calls;
  }
  return undefined;
};

/** Where a person came in for the last time up to `seq`; 0 where they never did. */
export const joinedAt = (log: readonly Entry[], person: string, seq: number): number =>
  log.findLast(
    (entry) =>
      entry.seq <= seq &&
      isKnown(entry) &&
      changesMembers(entry.kind) &&
      'people' in entry.body &&
      entry.body.people.includes(person),
  )?.seq ?? 0;

/** The messages that call everyone as of `last`, behind a person's marker: others' alone, from after they came. */
export const callsBehind = (log: readonly Entry[], person: string, read: number, last: number): number[] => {
  const joined = joinedAt(log, person, last);
  return (log[last - 1]?.calls ?? []).filter((seq) => seq > Math.max(read, joined) && log[seq - 1]?.author !== person);
};
