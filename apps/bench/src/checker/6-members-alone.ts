import { type Entry, isKnown } from '@parley/protocol';
import type { History, Op } from '../history/history';
import { isInAfter, receives, type Stay, staysIn } from './stays';
import type { Violation } from './violation';

/** When entries came about, in steps: after their first request had left, before anybody saw them. */
const timesIn = ({ ops, sights }: History) => {
  const asked = new Map<string, number>();
  for (const { person, asked: body, began } of ops)
    if (body.key !== undefined) {
      const name = `${body.conversationId} ${person} ${body.key}`;
      asked.set(name, Math.min(began, asked.get(name) ?? Infinity));
    }
  const seen = new Map<string, number>();
  for (const { conversationId, entry, step } of sights) {
    const slot = `${conversationId} ${entry.seq}`;
    seen.set(slot, Math.min(step, seen.get(slot) ?? Infinity));
  }
  return {
    // One whose request nobody recorded may have been there from the beginning.
    notBefore: (conversationId: string, { author, key }: Entry) => asked.get(`${conversationId} ${author} ${key}`) ?? 0,
    surelyAfter: (conversationId: string, seq: number) => seen.get(`${conversationId} ${seq}`) ?? Infinity,
  };
};

/** Whether somebody with these stays may have been in at some moment from `began` to `ended`. */
const mayHaveBeenIn = (
  { began, ended = Infinity }: Op,
  stays: readonly Stay[],
  joinedNotBefore: (seq: number) => number,
  leftBy: (seq: number) => number,
): boolean =>
  stays.some(
    ({ joined, left }) => joinedNotBefore(joined) <= ended && (left === undefined ? Infinity : leftBy(left)) >= began,
  );

const reads = new Set(['messages.history', 'messages.changes', 'conversations.get', 'memberships.list']);

/** The conversations that an answer told something of. */
const told = (op: Op): { op: Op; conversationId: string }[] => {
  if (op.outcome !== 'answered') return [];
  const { conversationId } = op.asked;
  const read = conversationId !== undefined && reads.has(op.type) ? [conversationId] : [];
  return [...read, ...(op.listed ?? [])].map((id) => ({ op, conversationId: id }));
};

/** Who was let in while a ban kept them out, as the log itself says. */
const letInThoughBanned = (log: readonly Entry[]): Violation[] => {
  const found: Violation[] = [];
  const bans = new Map<string, Entry>();
  for (const entry of log.filter(isKnown)) {
    if (entry.kind === 'member.banned') bans.set(entry.body.personId, entry);
    if (entry.kind === 'member.unbanned') bans.delete(entry.body.personId);
    if (entry.kind !== 'members.added') continue;
    for (const person of entry.body.people) {
      const ban = bans.get(person);
      if (!ban) continue;
      const sentence = `${person} was let in by entry ${entry.seq} though banned since ${ban.seq}.`;
      found.push({ property: 6, sentence, evidence: [ban, entry] });
    }
  }
  return found;
};

/** Property 6: only members post, are pushed, read, or are told by a list; and nobody becomes one while a ban keeps them out. */
export const membersAlone = (history: History): Violation[] => {
  const found: Violation[] = [];
  const times = timesIn(history);
  const stays = new Map([...history.logs].map(([id, log]) => [id, staysIn(log)]));
  for (const [conversationId, log] of history.logs)
    for (const entry of log.slice(1)) {
      if (isInAfter(stays.get(conversationId)?.get(entry.author), entry.seq - 1)) continue;
      const sentence = `${entry.author} stands at ${entry.seq} (${entry.kind}) without being a member as of ${entry.seq - 1}.`;
      found.push({ property: 6, sentence, evidence: [entry, stays.get(conversationId)?.get(entry.author)] });
    }
  for (const log of history.logs.values()) found.push(...letInThoughBanned(log));
  for (const sight of history.sights) {
    const { conversationId, entry, person, device, how } = sight;
    const log = stays.get(conversationId);
    if (how !== 'pushed' || !log || receives(log.get(person), entry.seq)) continue;
    const sentence = `${device} was pushed entry ${entry.seq}, which ${person} was not in for.`;
    found.push({ property: 6, sentence, evidence: [sight, log.get(person)] });
  }
  for (const { op, conversationId } of history.ops.flatMap(told)) {
    const log = history.logs.get(conversationId);
    if (!log) continue;
    const mine = stays.get(conversationId)?.get(op.person) ?? [];
    const joinedNotBefore = (seq: number) => {
      const entry = log[seq - 1];
      return entry ? times.notBefore(conversationId, entry) : 0;
    };
    if (mayHaveBeenIn(op, mine, joinedNotBefore, (seq) => times.surelyAfter(conversationId, seq))) continue;
    const sentence = `${op.device} read ${conversationId} (${op.type}) while ${op.person} was surely no member.`;
    found.push({ property: 6, sentence, evidence: [op, mine] });
  }
  return found;
};
