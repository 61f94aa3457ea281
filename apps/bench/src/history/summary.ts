import { check } from '../checker/check';
import type { Violation } from '../checker/violation';
import { addTo, type Histogram } from './histogram';
import type { Recorded } from './record';

/** What is kept of a finished history: small, so that a million sends fit. */
export type Summary = {
  seed: number;
  /** Messages that an outbox took, those of them that stand in a log, and all entries of all logs. */
  written: number;
  said: number;
  entries: number;
  /** Requests that changed something, and those of them that nobody answered. */
  asked: number;
  unanswered: number;
  /** How often somebody was suspended, and put out of a channel by a ban. */
  suspended: number;
  banned: number;
  struck: Record<string, number>;
  violations: Violation[];
  /** From the commit of an entry to its first push that reached a device, ms; one value for each device. */
  pushMs: Histogram;
  /** Entries that came to a device first by a push, and first in an answer: what pushes missed is pulled. */
  firstPushed: number;
  firstPulled: number;
};

const mostViolations = 20;

/** Checks a history and counts it. */
export const summarize = (seed: number, records: readonly Recorded[]): Summary => {
  const summary: Summary = {
    ...{ seed, written: 0, said: 0, entries: 0, asked: 0, unanswered: 0, suspended: 0, banned: 0, struck: {} },
    ...{ violations: check(records).slice(0, mostViolations), pushMs: {}, firstPushed: 0, firstPulled: 0 },
  };
  const seen = new Map<string, Set<number>>();
  const conversationOf = new Map<number, { device: string; conversationId: string }>();
  const isFirst = (device: string, conversationId: string, seq: number): boolean => {
    const name = `${device} ${conversationId}`;
    const seqs = seen.get(name) ?? new Set<number>();
    seen.set(name, seqs);
    const { size } = seqs;
    return seqs.add(seq).size > size;
  };
  for (const record of records) {
    if (record.is === 'written') summary.written += 1;
    if (record.is === 'suspended') summary.suspended += 1;
    if (record.is === 'faults') summary.struck = record.struck;
    if (record.is === 'log') {
      summary.entries += record.entries.length;
      summary.said += record.entries.filter(({ kind }) => kind === 'message.posted').length;
      summary.banned += record.entries.filter(({ kind }) => kind === 'member.banned').length;
    }
    if (record.is === 'asked') {
      const { device, asked, op } = record;
      if (asked.conversationId !== undefined) conversationOf.set(op, { device, conversationId: asked.conversationId });
      if (asked.key !== undefined) [summary.asked, summary.unanswered] = [summary.asked + 1, summary.unanswered + 1];
    }
    if (record.is === 'pushed')
      for (const { seq, at } of record.entries)
        if (isFirst(record.device, record.conversationId, seq)) {
          summary.firstPushed += 1;
          addTo(summary.pushMs, record.at - at);
        }
    if (record.is !== 'answered' && record.is !== 'refused') continue;
    const asked = conversationOf.get(record.op);
    if (record.is === 'answered' && asked)
      for (const { seq } of record.entries ?? [])
        if (isFirst(asked.device, asked.conversationId, seq)) summary.firstPulled += 1;
  }
  const withKey = new Set(
    records.flatMap((record) => (record.is === 'asked' && record.asked.key !== undefined ? [record.op] : [])),
  );
  const ended = records.filter(
    (record) => (record.is === 'answered' || record.is === 'refused') && withKey.has(record.op),
  );
  summary.unanswered -= ended.length;
  return summary;
};
