import { historyOf } from '../history/history';
import type { Recorded } from '../history/record';
import { answeredStays } from './1-answered-stays';
import { oneKeyOneMessage } from './2-one-key-one-message';
import { denseAndFinal } from './3-dense-and-final';
import { sameForAll } from './4-same-for-all';
import { inOrder } from './5-in-order';
import { membersAlone } from './6-members-alone';
import { unreadIsExact } from './7-unread';
import { neverQuietlyBehind } from './8-never-quietly-behind';
import { suspendedHearNothing } from './9-suspended';
import type { Check, Violation } from './violation';

/** What must never happen, each with its check. The tenth is that faults break none of the others, so it is all of them with faults on. */
export const properties: readonly { number: number; says: string; check: Check }[] = [
  { number: 1, says: 'what was answered, or taken by an outbox, is there later', check: answeredStays },
  { number: 2, says: 'one key makes one message', check: oneKeyOneMessage },
  { number: 3, says: 'a log has no hole and no entry moves', check: denseAndFinal },
  { number: 4, says: 'whoever holds the same entries shows the same', check: sameForAll },
  { number: 5, says: 'messages of one outbox stand in their order', check: inOrder },
  { number: 6, says: 'only members post, are pushed, or read', check: membersAlone },
  { number: 7, says: 'unread counts are exact and the same on every device', check: unreadIsExact },
  { number: 8, says: 'nobody is quietly behind', check: neverQuietlyBehind },
  { number: 9, says: 'who is suspended receives nothing any more', check: suspendedHearNothing },
];

/** Everything that is wrong with a finished history. */
export const check = (records: readonly Recorded[]): Violation[] => {
  const history = historyOf(records);
  return properties.flatMap((property) => property.check(history));
};
