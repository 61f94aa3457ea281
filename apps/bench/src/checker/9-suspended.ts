import type { Of, Recorded } from '../history/record';
import type { Check, Violation } from './violation';

/** From so long after a suspension on nothing more reaches its person, ms: what a process remembers of them counts 30 s, and a frame may be on its way. */
const silenceMs = 35_000;

/** A time during which somebody was surely suspended, ms since 1970. */
type Spell = { person: string; from: number; to: number };

const is =
  <K extends Recorded['is']>(kind: K) =>
  (record: Recorded): record is Of<K> =>
    record.is === kind;

/** From when a suspension was answered until it was asked that they be reinstated: either took effect in between. */
const spellsIn = (records: readonly Recorded[]): Spell[] => {
  const reinstated = records.filter(is('reinstated'));
  return records.filter(is('suspended')).map(({ person, at, step }) => {
    const end = reinstated.find((one) => one.person === person && one.step > step);
    return { person, from: at + silenceMs, to: end?.at ?? Infinity };
  });
};

/** Property 9: a suspended person receives no entry 35 s later, neither pushed nor as the answer to what they ask then. */
export const suspendedHearNothing: Check = ({ records }) => {
  const found: Violation[] = [];
  const spells = spellsIn(records);
  if (spells.length === 0) return found;
  const isSilent = (person: string, at: number) =>
    spells.find((spell) => spell.person === person && at > spell.from && at < spell.to);
  const asked = new Map(records.filter(is('asked')).map((record) => [record.op, record]));
  for (const record of records) {
    if (record.is === 'pushed') {
      const spell = isSilent(record.person, record.at);
      if (!spell) continue;
      const late = Math.round((record.at - spell.from + silenceMs) / 1_000);
      const sentence = `${record.device} was pushed entries ${late} s after ${record.person} was suspended.`;
      found.push({ property: 9, sentence, evidence: [record, spell] });
    }
    if (record.is !== 'answered') continue;
    const question = asked.get(record.op);
    const spell = question && isSilent(question.person, question.at);
    // What was on its way at the reinstatement may have been answered after it.
    if (!question || !spell || record.at >= spell.to) continue;
    const late = Math.round((question.at - spell.from + silenceMs) / 1_000);
    const sentence = `${question.device} was answered what it asked (${question.type}) ${late} s after ${question.person} was suspended.`;
    found.push({ property: 9, sentence, evidence: [question, record, spell] });
  }
  return found;
};
