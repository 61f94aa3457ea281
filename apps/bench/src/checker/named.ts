import { type Entry, isKnown, type KnownEntry, limits, mentionsIn } from '@parley/protocol';
import { joinedAt } from './calls';

type Posted = Extract<KnownEntry, { kind: 'message.posted' }>;

/** Whether a message names somebody as it stands: by its last words, and not at all where they are deleted. */
const names = ({ body: { text, deleted } }: Posted, person: string): boolean =>
  !deleted && mentionsIn(text).includes(person);

/**
 * The messages up to `last` that name a person behind their marker, since they came (LOG-8): `surely` those that must be
 * noted on their row, `perhaps` those that may be too, where a row that keeps so many was full once.
 */
export const namedBehind = (
  log: readonly Entry[],
  person: string,
  { read, last }: { read: number; last: number },
): { surely: number[]; perhaps: number[] } => {
  const joined = joinedAt(log, person, last);
  const others = log.filter(
    (entry): entry is Posted =>
      isKnown(entry) &&
      entry.kind === 'message.posted' &&
      entry.author !== person &&
      entry.seq > joined &&
      entry.seq <= last,
  );
  // What was changed since may have named them before.
  const everNamed = others.filter((one) => names(one, person) || one.body.edited || one.body.deleted);
  const behind = (some: readonly Posted[]) =>
    some.filter((one) => one.seq > read && names(one, person)).map(({ seq }) => seq);
  return { surely: behind(everNamed.slice(-limits.keptMentions)), perhaps: behind(others) };
};
