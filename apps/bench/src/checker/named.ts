import { type Entry, isKnown, limits, mentionsIn } from '@parley/protocol';
import { joinedAt } from './calls';

/** What a message said as it was written; undefined where nobody wrote that down. */
export type Saying = (entry: Entry) => string | undefined;

/** Whether a message named somebody as it was said; undefined where its words were changed since, and nobody knows. */
const named = (entry: Entry, person: string, saying: Saying): boolean | undefined => {
  if (!isKnown(entry) || entry.kind !== 'message.posted' || entry.author === person) return false;
  const { text, edited, deleted } = entry.body;
  const said = saying(entry) ?? (edited || deleted ? undefined : text);
  return said === undefined ? undefined : mentionsIn(said).includes(person);
};

/**
 * The messages up to `last` that name a person behind their marker, of the newest that a row keeps since they came:
 * `surely` those that must be noted, `perhaps` those that may be too.
 */
export const namedBehind = (
  log: readonly Entry[],
  person: string,
  { read, last }: { read: number; last: number },
  saying: Saying,
): { surely: number[]; perhaps: number[] } => {
  const joined = joinedAt(log, person, last);
  const since = log.filter(({ seq }) => seq > joined && seq <= last);
  const known = new Map(since.map((entry) => [entry.seq, named(entry, person, saying)]));
  const perhaps = [...known].flatMap(([seq, is]) => (is === false ? [] : [seq]));
  // Whichever of them were noted, the newest so many were kept.
  const surely = perhaps.slice(-limits.keptMentions).filter((seq) => known.get(seq) === true);
  return { surely: surely.filter((seq) => seq > read), perhaps: perhaps.filter((seq) => seq > read) };
};
