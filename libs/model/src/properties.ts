import type { Broken } from './explore';
import { headOf } from './log';
import { isInAt, isToldOf, membersBefore } from './members';
import type { Entry, Members, World } from './world';

/** What must never happen, by number: what is wrong in this world, if anything is. Pure; it reads, and changes nothing. */
export const broken = (world: World, atRest: boolean): Broken | undefined => {
  for (const [number, check] of Object.entries(properties)) {
    const why = check(world, atRest);
    if (why !== undefined) return { property: Number(number), why };
  }
  return undefined;
};

type Check = (world: World, atRest: boolean) => string | undefined;

const first = <Item>(items: readonly Item[], why: (item: Item) => string | undefined): string | undefined => {
  for (const item of items) {
    const said = why(item);
    if (said !== undefined) return said;
  }
  return undefined;
};
const entriesOf = ({ slots }: World): Entry[] => slots.filter((entry) => entry !== null);
const wasEmptied = ({ slots, stood }: World): boolean => slots.some((entry, at) => !entry && stood[at]);

/** 1. A message that was answered with a reply is missing later; nor may one be left with no answer at all. */
const answeredIsThere: Check = ({ outbox, stood }, atRest) =>
  first(Object.entries(outbox), ([key, { settled, seq }]) => {
    if (settled === 'posted' && stood[seq - 1]?.key !== key)
      return `${key} was answered with seq ${seq}, and is not there`;
    return atRest && !settled ? `${key} is neither posted nor refused, and nothing is under way` : undefined;
  });

/** 2. One key makes two messages, in the log or on a screen, or makes one that its author is told was not posted. */
const keyMakesOne: Check = (world) => {
  const { stood, slots, outbox, devices } = world;
  const isDeleted = (key: string) => {
    const seq = String(stood.findIndex((one) => one?.key === key) + 1);
    return slots.some((entry) => entry?.kind === 'deleted' && entry.of === seq);
  };
  const isPosted = (key: string) => slots.some((entry) => entry?.key === key && entry.kind === 'posted');
  return first(Object.entries(outbox), ([key, { author, pending, settled }]) => {
    if (stood.filter((one) => one?.key === key).length > 1) return `${key} stands in the log twice`;
    const isGivenUp = ['discarded', 'not_a_member', 'forgotten'].includes(settled);
    if (isGivenUp && isPosted(key) && !isDeleted(key))
      return `${key} was given up as "${settled}", and stands in the log: written again it stands there twice`;
    const screens = Object.entries(devices).filter(([, { person }]) => person === author);
    const twice = screens.find(([, { shown }]) => pending && shown.some((seq) => slots[seq - 1]?.key === key));
    return twice && `${twice[0]} shows ${key} twice: as posted, and as on its way`;
  });
};

/** 3. A log has a hole, or an entry changes its seq, or a slot its entry. */
const denseAndFinal: Check = ({ slots, stood }) =>
  first([...slots.keys()], (at) => {
    const entry = slots[at];
    const was = stood[at];
    if (!was) return `slot ${at + 1} is a hole`;
    return entry && was.key !== entry.key ? `slot ${at + 1} held ${was.key}, and holds ${entry.key} now` : undefined;
  });

/** 4. Two clients that are caught up to the same seq show different conversations: so each shows what the log says. */
const sameIsShown: Check = (world, atRest) => {
  const { devices, loaded, delivery } = world;
  const wrong = first(Object.entries(devices), ([name, { from, shown, held }]) => {
    const isAll = shown.length === held - from && shown.every((seq, at) => seq === from + at + 1);
    return isAll ? undefined : `${name} is caught up to ${held}, and shows ${shown.join(', ')}`;
  });
  if (wrong !== undefined || !atRest) return wrong;
  const states = [...new Set(Object.values(delivery))];
  if (states.length > 1) return `two devices show a message as ${states.join(' and as ')}`;
  return first(Object.entries(loaded), ([name, messages]) =>
    first(Object.entries(messages), ([seq, { text }]) => {
      const change = entriesOf(world).findLast(
        ({ kind, of }) => (kind === 'edited' || kind === 'deleted') && of === seq,
      );
      const said = change ? (change.kind === 'deleted' ? '' : change.key) : text;
      return said === text ? undefined : `${name} shows "${text}" where the log says "${said}"`;
    }),
  );
};

/** 5. One outbox's messages appear in another order than they were sent. */
const orderIsKept: Check = ({ outbox, stood }) => {
  const seqOf = (key: string) => stood.findIndex((one) => one?.key === key) + 1;
  const authors = [...new Set(Object.values(outbox).map(({ author }) => author))];
  return first(authors, (author) => {
    const written = Object.keys(outbox).filter((key) => outbox[key]?.author === author);
    const seqs = written.map(seqOf).filter((seq) => seq > 0);
    const isOrdered = seqs.every((seq, at) => at === 0 || seq > (seqs[at - 1] ?? 0));
    return isOrdered ? undefined : `what ${author} wrote in order stands at ${seqs.join(', ')}`;
  });
};

/** 6. Someone is pushed an entry, or posts one, at a seq where they were not a member. */
const onlyMembers: Check = (world) => {
  const { slots, devices, pushes } = world;
  if (wasEmptied(world)) return undefined;
  const posted = first(entriesOf(world), ({ author, seq, kind, of }) => {
    const isCreation = kind === 'joined' && author === of;
    if (isCreation || isInAt(membersBefore(slots, seq)[author], seq - 1)) return undefined;
    return `${author} posted ${seq}, and was not in as of ${seq - 1}`;
  });
  if (posted !== undefined) return posted;
  return first(pushes, (push) => {
    const [name = '', seq = ''] = push.split(':');
    const person = devices[name]?.person ?? '';
    const members: Members = membersBefore(slots, Number(seq) + 1);
    return isToldOf(members[person], Number(seq)) ? undefined : `${person} was pushed ${seq}, and was not in`;
  });
};

/** 7. Unread counts differ between two devices at rest, or from the log. */
const countsAreExact: Check = (world, atRest) => {
  const { reader, inbox, copies, meant, rows, stood } = world;
  const postedUpTo = (seq: number) => stood.slice(0, seq).filter((one) => one?.kind === 'posted').length;
  const wrong = entriesOf(world).find(({ seq, n }) => n !== postedUpTo(seq));
  if (wrong) return `${wrong.seq} says that ${wrong.n} were posted, and it were ${postedUpTo(wrong.seq)}`;
  if (!atRest || !reader) return undefined;
  const unread = postedUpTo(stood.length) - postedUpTo(Math.max(meant, rows[reader]?.joined ?? 0));
  const n = entriesOf(world).at(-1)?.n ?? 0;
  const shown = [inbox, ...Object.values(copies)].map(({ marker }) => n - postedUpTo(marker));
  return shown.every((count) => count === unread)
    ? undefined
    : `${unread} are unread, and stored and shown are ${shown.join(', ')}`;
};

/** 8. A client is quietly behind: connected, at rest, after its pings, and not at the head. */
const nobodyIsBehind: Check = (world, atRest) => {
  if (!atRest) return undefined;
  const head = headOf(world);
  return first(Object.entries(world.devices), ([name, { person, live, held }]) => {
    const isIn = isInAt(membersBefore(world.slots, head + 1)[person], head);
    const isServed = live && isIn && !(person in world.suspended);
    return isServed && held < head ? `${name} is at ${held}, the log at ${head}, and nothing is under way` : undefined;
  });
};

/** 9. A suspended person still receives entries after 35 s. */
const suspendedIsOut: Check = ({ slots, devices, pushes, suspended }) =>
  first(pushes, (push) => {
    const [name = '', seq = ''] = push.split(':');
    const person = devices[name]?.person ?? '';
    const closedAt = suspended[person] ?? null;
    const at = slots[Number(seq) - 1]?.at ?? 0;
    return closedAt !== null && at > closedAt ? `${person} is suspended, and is pushed ${seq}` : undefined;
  });

/** By their numbers. The tenth says that faults break none of these: the scenarios' faults are how it is tried. */
const properties: Record<number, Check> = {
  1: answeredIsThere,
  2: keyMakesOne,
  3: denseAndFinal,
  4: sameIsShown,
  5: orderIsKept,
  6: onlyMembers,
  7: countsAreExact,
  8: nobodyIsBehind,
  9: suspendedIsOut,
};
