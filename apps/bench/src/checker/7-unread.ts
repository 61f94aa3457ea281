import type { Entry } from '@parley/protocol';
import type { History } from '../history/history';
import type { Shown } from '../history/record';
import { callsBehind } from './calls';
import { namedBehind } from './named';
import type { Violation } from './violation';

/** What a person with this marker has not read, by the log alone (LOG-8). */
const byTheLog = (log: readonly Entry[], person: string, { read, last }: Shown) => {
  const n = (seq: number) => log[seq - 1]?.n ?? 0;
  const calls = callsBehind(log, person, read, last);
  const named = namedBehind(log, person, { read, last });
  const mentioning = new Set([...named.surely, ...calls]);
  const atMost = new Set([...named.perhaps, ...calls]).size;
  return { unread: Math.max(0, n(last) - n(read)), mentioning: mentioning.size, atMost, calls };
};

const isPart = (some: readonly number[], all: readonly number[]): boolean => some.every((one) => all.includes(one));
const listed = (seqs: readonly number[]): string => seqs.join() || 'none';

/** Property 7: unread and mention counts are the same on every device of a person, and what the log says. */
export const unreadIsExact = ({ logs, rests }: History): Violation[] => {
  const found: Violation[] = [];
  const first = new Map<string, { device: string; shown: Shown }>();
  for (const { device, person, shown: lines } of rests)
    for (const shown of lines) {
      const { conversationId, unread, mentions, read, rev } = shown;
      const log = logs.get(conversationId);
      if (!log) continue;
      const right = byTheLog(log, person, shown);
      if (unread !== right.unread) {
        const sentence = `${device} shows ${unread} unread with its marker at ${read}; by the log there are ${right.unread}.`;
        found.push({ property: 7, sentence, evidence: [shown.conversationId, { read, rev, last: shown.last }] });
      }
      const counted = shown.calls?.join() ?? '';
      if (shown.calls && counted !== right.calls.join()) {
        const sentence = `${device} counts ${counted || 'none'} as calling everyone with its marker at ${read}; by the log ${right.calls.join() || 'none'} do.`;
        found.push({ property: 7, sentence, evidence: [conversationId, { read, rev, last: shown.last }] });
      }
      const noted = shown.named?.filter((seq) => seq <= shown.last);
      const { surely, perhaps } = namedBehind(log, person, { read: 0, last: shown.last });
      if (noted && (!isPart(surely, noted) || !isPart(noted, perhaps) || new Set(noted).size < noted.length)) {
        const sentence = `${device}'s row notes ${listed(noted)} as naming ${person} with its marker at ${read}; by the log ${listed(surely)} do.`;
        found.push({ property: 7, sentence, evidence: [conversationId, { read, rev, last: shown.last, perhaps }] });
      }
      if (mentions < right.mentioning || mentions > right.atMost) {
        const most = right.atMost > right.mentioning ? ` to ${right.atMost}` : '';
        const sentence = `${device} shows ${mentions} mentions with its marker at ${read}; by the log there are ${right.mentioning}${most}.`;
        found.push({ property: 7, sentence, evidence: [shown.conversationId, { read, rev, last: shown.last }] });
      }
      const name = `${person} ${conversationId}`;
      const other = first.get(name);
      if (!other) first.set(name, { device, shown });
      else if (other.shown.unread !== unread || other.shown.read !== read || other.shown.mentions !== mentions) {
        const sentence = `${other.device} shows ${other.shown.unread} unread (marker ${other.shown.read}, rev ${other.shown.rev}), ${device} shows ${unread} (marker ${read}, rev ${rev}).`;
        found.push({ property: 7, sentence, evidence: [conversationId] });
      }
    }
  return found;
};
