import { type Change, changesMembers, type Entry, isKnown, type KnownEntry, mentionsIn } from '@parley/protocol';
import type { Member } from '../memberships/membership-store';
import { afterEntry, inAt, isInAt, type Members } from '../memberships/members';
import { callsAfter } from '../messages/calls';
import { afterChange, type Message } from '../messages/message';
import { textOf } from './racing-acts';
import { type Recorded, saidBy } from './racing-authors';

/** What is wrong with a record, one sentence a violation; nothing where every rule held. */
export const violations = (recorded: Recorded): string[] => [
  ...wrongInLog(recorded),
  ...wrongInAnswers(recorded),
  ...wrongInMessages(recorded),
  ...wrongBesideLog(recorded),
];

const idOf = ({ author, key }: Entry): string => `${author} ${key}`;

/** Who was in as of each seq, from 0 on. */
const membersBySeq = (entries: readonly Entry[]): Members[] => {
  let members: Members = new Map();
  return [members, ...entries.map((entry) => (members = afterEntry(members, entry)))];
};

/** What an entry does that nobody of its author's role may do; `seq`: that of the entry before it. */
const wrongByRole = (entry: KnownEntry, members: Members, seq: number): string | undefined => {
  const roleOf = (personId: string) => {
    const member = members.get(personId);
    return isInAt(member, seq) ? member?.role : undefined;
  };
  const [role, moderates] = [roleOf(entry.author), roleOf(entry.author) !== 'member'];
  switch (entry.kind) {
    case 'conversation.renamed':
    case 'member.unbanned':
      return moderates ? undefined : 'no moderator';
    case 'member.role':
      return role === 'owner' ? undefined : 'no owner';
    case 'member.removed':
    case 'member.banned': {
      const isOver = role === 'owner' || (moderates && (roleOf(entry.body.personId) ?? 'member') === 'member');
      return isOver && entry.author !== entry.body.personId ? undefined : 'not above them';
    }
    case 'members.added':
      return entry.body.people.some((id) => members.get(id)?.banned) ? 'although they are banned' : undefined;
    default:
      return undefined;
  }
};

/** What an entry said when it was written, where what became of it took its words. */
const asWritten = ({ plans }: Recorded, { author, key, kind, body }: KnownEntry): Change => {
  const plan = plans.find((one) => one.author === author && one.key === key && one.what !== 'discard');
  const change = { kind, body } as Change;
  return plan && 'text' in body ? ({ kind, body: { ...body, text: textOf(plan) } } as Change) : change;
};

const wrongInLog = (recorded: Recorded): string[] => {
  const { entries } = recorded;
  const wrong: string[] = [];
  const keys = new Set<string>();
  const membersAt = membersBySeq(entries);
  let [n, m] = [0, 0];
  let calls: readonly number[] = [];
  for (const [i, entry] of entries.entries()) {
    const id = idOf(entry);
    if (entry.seq !== i + 1) wrong.push(`[LOG-1] slot ${i + 1} holds entry ${entry.seq}`);
    if (keys.has(id)) wrong.push(`[LOG-2] ${id} stands twice, again at ${entry.seq}`);
    keys.add(id);
    const [before = new Map(), after = new Map()] = membersAt.slice(i, i + 2);
    if (i > 0 && !isInAt(before.get(entry.author), i)) wrong.push(`[DEL-1] ${id} is at ${entry.seq}, not a member`);
    const because = i > 0 && isKnown(entry) && wrongByRole(entry, before, i);
    if (because) wrong.push(`[ROLE-3] ${id} does ${entry.kind} at ${entry.seq}, ${because}`);
    const present = inAt(after, entry.seq);
    if (present.length > 0 && !present.some(({ role }) => role === 'owner'))
      wrong.push(`[ROLE-5] nobody is its owner as of ${entry.seq}`);
    if (entry.kind === 'message.posted') n += 1;
    if (entry.n !== n || entry.m !== m)
      wrong.push(`[LOG-8] ${entry.seq} says n ${entry.n}, m ${entry.m}; it is ${n}, ${m}`);
    if (isKnown(entry)) calls = callsAfter(calls, entry.seq, asWritten(recorded, entry));
    if (!isSame(entry.calls ?? [], calls))
      wrong.push(`[LOG-8] ${entry.seq} names the calls ${entry.calls?.join()}; they are ${calls.join()}`);
    if (changesMembers(entry.kind)) m = entry.seq;
  }
  return wrong;
};

const wrongInAnswers = ({ entries, answers, refusals }: Recorded): string[] => {
  const wrong: string[] = [];
  const membersAt = membersBySeq(entries);
  for (const { author, from, to } of refusals)
    if (membersAt.slice(from, to + 1).every((then, i) => isInAt(then.get(author), from + i)))
      wrong.push(`[DEL-1] ${author} was refused as no member, but was one from ${from} to ${to}`);
  for (const { plan, entry } of answers) {
    const stored = entries[entry.seq - 1];
    const isMine = stored?.author === plan.author && (plan.what === 'discard' || stored.key === plan.key);
    if (!isMine || stored.kind !== entry.kind)
      wrong.push(`[LOG-3] ${plan.author} ${plan.key} was answered with ${entry.seq}, which holds ${stored?.key}`);
    if (plan.what !== 'discard') continue;
    const given = entries.find(({ author, key }) => author === plan.author && key === plan.key);
    const isGone = given && isKnown(given) && given.kind === 'message.posted' && given.body.deleted;
    if (given?.kind !== 'message.discarded' && !isGone)
      wrong.push(`[LOG-10] ${plan.author} ${plan.key} was given up, and stands as ${given?.kind}`);
  }
  return wrong;
};

const targetOf = ({ body }: KnownEntry): number | undefined => ('target' in body ? body.target : undefined);

const wrongInMessages = (recorded: Recorded): string[] => {
  const wrong: string[] = [];
  const entries = recorded.entries.filter(isKnown);
  const membersAt = membersBySeq(entries);
  for (const stored of entries) {
    if (stored.kind !== 'message.posted') continue;
    const said = saidBy(recorded, stored);
    let message: Message = { entry: { ...stored, body: { text: said ? textOf(said) : '' } }, edits: [] };
    for (const change of entries.filter((entry) => targetOf(entry) === stored.seq)) {
      const at = `[LOG-6] ${change.kind} at ${change.seq}`;
      const { body } = message.entry;
      const has = body.reactions?.['👍']?.includes(change.author) ?? false;
      const moderates = membersAt[change.seq - 1]?.get(change.author)?.role !== 'member';
      const plan = recorded.plans.find(({ author, key }) => author === change.author && key === change.key);
      if (body.deleted) wrong.push(`${at} changes what is deleted`);
      if (change.kind === 'message.edited' && change.author !== stored.author) wrong.push(`${at} is not its author's`);
      if (change.kind === 'message.edited' && plan?.basedOn !== (body.edited?.seq ?? stored.seq))
        wrong.push(`${at} is based on ${plan?.basedOn}`);
      if (change.kind === 'message.deleted' && change.author !== stored.author && !moderates)
        wrong.push(`${at} is neither its author's nor a moderator's`);
      if (change.kind === 'reaction.added' && has) wrong.push(`${at} is there twice`);
      if (change.kind === 'reaction.removed' && !has) wrong.push(`${at} takes back what is not there`);
      message = afterChange(message, change);
    }
    if (!isSame(message.entry.body, stored.body))
      wrong.push(`[SYNC-8] ${stored.seq} is ${JSON.stringify(stored.body)}, not ${JSON.stringify(message.entry.body)}`);
    const words = entries.filter((entry) => entry.kind === 'message.edited' && entry.body.target === stored.seq);
    if (words.some((entry) => entry.kind === 'message.edited' && (entry.body.text === '') !== !!stored.body.deleted))
      wrong.push(`[LOG-6] ${stored.seq} is ${stored.body.deleted ? '' : 'not '}deleted, and its edits are otherwise`);
  }
  return wrong;
};

// Whatever the order of the keys, which a store need not keep.
const sorted = (value: unknown): unknown =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, inner]) => [name, sorted(inner)]),
      )
    : value;
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** The messages that name somebody, as far as they were in: by the words that each was given last. */
const namedIn = ({ plans }: Recorded, entries: readonly KnownEntry[], personId: string, stay: Member): number[] => {
  const named = new Set<number>();
  for (const entry of entries) {
    const { seq, author, key, kind, body } = entry;
    if (kind !== 'message.posted' && kind !== 'message.edited' && kind !== 'message.deleted') continue;
    const target = kind === 'message.posted' ? seq : body.target;
    if (target <= stay.joined || seq > (stay.left ?? Infinity) || entries[target - 1]?.author === personId) continue;
    const given = plans.find((plan) => plan.author === author && plan.key === key && plan.what !== 'discard');
    if (kind !== 'message.deleted' && given && mentionsIn(textOf(given)).includes(personId)) named.add(target);
    else named.delete(target);
  }
  return [...named].sort((a, b) => a - b);
};

const wrongBesideLog = (recorded: Recorded): string[] => {
  const wrong: string[] = [];
  const { roster, rows } = recorded;
  const entries = recorded.entries.filter(isKnown);
  const membersAt = membersBySeq(entries);
  const renamed = entries.flatMap((entry) => (entry.kind === 'conversation.renamed' ? [entry.body.name] : []));
  if (roster?.conversation.name !== (renamed.at(-1) ?? 'race'))
    wrong.push(`[LOG-6] it is called ${roster?.conversation.name}, not ${renamed.at(-1)}`);
  for (const [personId, member] of membersAt.at(-1) ?? []) {
    const stored = roster?.members.find((one) => one.personId === personId);
    const row = rows.get(personId);
    const { joined, left } = member;
    if (!isSame(stored, member) || row?.joined !== joined || row.left !== left)
      wrong.push(`[LOG-6] ${personId} is in from ${joined} to ${left}, but stored otherwise`);
    const own = (entries.at(-1)?.calls ?? []).filter((seq) => seq > joined && entries[seq - 1]?.author === personId);
    const isAnothers = row?.ownCalls?.some((seq) => entries[seq - 1]?.author !== personId);
    if (isAnothers || own.some((seq) => !row?.ownCalls?.includes(seq)))
      wrong.push(`[LOG-6] ${personId} calls everyone at ${own.join()}, stored ${row?.ownCalls?.join()}`);
    const named = namedIn(recorded, entries, personId, member);
    if (!isSame(row?.mentions ?? [], named))
      wrong.push(`[LOG-6] ${personId} is mentioned at ${named.join()}, stored ${row?.mentions?.join()}`);
  }
  return wrong;
};
