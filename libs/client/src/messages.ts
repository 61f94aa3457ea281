import { type Entry, isKnown, type KnownEntry, type Reactions } from '@parley/protocol';

/** A message as it is shown: as its entry says, with what happened to it since (SYNC-8). */
export type Message = {
  seq: number;
  key: string;
  author: string;
  /** ms since 1970. */
  at: number;
  /** Markdown; empty once it was deleted. */
  text: string;
  replyTo?: number;
  /** The seq of the entry that changed it last; 0 if none did. */
  rev: number;
  edited?: { seq: number; at: number };
  deleted?: { at: number; by: string };
  /** Who reacted with what, each emoji's people in the order in which they came. */
  reactions: Reactions;
};

type Posted = Extract<KnownEntry, { kind: 'message.posted' }>;
type ChangeEntry = Extract<
  KnownEntry,
  { kind: 'message.edited' | 'message.deleted' | 'reaction.added' | 'reaction.removed' }
>;

/** Messages of one log and the changes that are held of it, also those of messages that are not. Replaced, never changed. */
export type Folded = {
  /** By their seq, as they are now. */
  messages: ReadonlyMap<number, Message>;
  /** By their seq, as the entries said; the one with the highest `rev` of those that came. */
  posted: ReadonlyMap<number, Message>;
  /** By the message that they are about, ascending. */
  changes: ReadonlyMap<number, readonly ChangeEntry[]>;
};

export const nothingFolded: Folded = { messages: new Map(), posted: new Map(), changes: new Map() };

const isChange = (entry: Entry): entry is ChangeEntry =>
  isKnown(entry) &&
  (entry.kind === 'message.edited' ||
    entry.kind === 'message.deleted' ||
    entry.kind === 'reaction.added' ||
    entry.kind === 'reaction.removed');
const isPosted = (entry: Entry): entry is Posted => isKnown(entry) && entry.kind === 'message.posted';

const messageOf = ({ seq, key, author, at, body }: Posted): Message => ({
  ...{ seq, key, author, at, text: body.text, rev: body.rev ?? 0, reactions: body.reactions ?? {} },
  ...(body.replyTo !== undefined && { replyTo: body.replyTo }),
  ...(body.edited && { edited: body.edited }),
  ...(body.deleted && { deleted: body.deleted }),
});

// What every object inherits is no reaction: somebody may well send `constructor` for an emoji.
const thoseWith = (reactions: Reactions, emoji: string): readonly string[] =>
  (Object.hasOwn(reactions, emoji) ? reactions[emoji] : undefined) ?? [];

/** `reactions` with `personId` among those who reacted so. */
export const reacted = (reactions: Reactions, emoji: string, personId: string): Reactions => {
  const people = thoseWith(reactions, emoji);
  return people.includes(personId) ? reactions : { ...reactions, [emoji]: [...people, personId] };
};

/** `reactions` without theirs; an emoji that nobody is left with goes. */
export const unreacted = (reactions: Reactions, emoji: string, personId: string): Reactions => {
  const { [emoji]: _, ...others } = reactions;
  const left = thoseWith(reactions, emoji).filter((id) => id !== personId);
  return left.length > 0 ? { ...reactions, [emoji]: left } : others;
};

const changed = (message: Message, entry: ChangeEntry): Message => {
  const { seq, at, author } = entry;
  if (seq <= message.rev) return message;
  const now = { ...message, rev: seq };
  switch (entry.kind) {
    case 'message.edited':
      // Its words are gone where the message was deleted later: that is about to be heard of.
      return { ...now, text: entry.body.text || message.text, edited: { seq, at } };
    case 'message.deleted':
      return { ...now, text: '', deleted: { at, by: author } };
    case 'reaction.added':
      return { ...now, reactions: reacted(message.reactions, entry.body.emoji, author) };
    case 'reaction.removed':
      return { ...now, reactions: unreacted(message.reactions, entry.body.emoji, author) };
  }
};

const inOrder = (held: readonly ChangeEntry[], entry: ChangeEntry): readonly ChangeEntry[] => {
  const last = held.at(-1);
  if (!last || last.seq < entry.seq) return [...held, entry];
  // A stored edit loses its words when the message is deleted, so what came last is as good as what is held.
  return [...held.filter(({ seq }) => seq !== entry.seq), entry].sort((a, b) => a.seq - b.seq);
};

/**
 * Takes entries of a log in any order, pushed or from pages, once or often: a message is its entry with the highest
 * `rev`, and every change behind that. Messages that nothing happened to stay the same objects.
 */
export const fold = (held: Folded, entries: readonly Entry[]): Folded => {
  const [messages, posted, changes] = [new Map(held.messages), new Map(held.posted), new Map(held.changes)];
  const touched = new Set<number>();
  for (const entry of entries) {
    if (isPosted(entry)) {
      const known = posted.get(entry.seq);
      if (known && known.rev >= (entry.body.rev ?? 0)) continue;
      posted.set(entry.seq, messageOf(entry));
      touched.add(entry.seq);
    } else if (isChange(entry)) {
      const { target } = entry.body;
      changes.set(target, inOrder(changes.get(target) ?? [], entry));
      touched.add(target);
    }
  }
  for (const seq of touched) {
    const message = posted.get(seq);
    if (message) messages.set(seq, (changes.get(seq) ?? []).reduce(changed, message));
  }
  return touched.size === 0 ? held : { messages, posted, changes };
};

/** What an edit of this message is based on: its last edit, or the message itself. */
export const versionOf = ({ seq, edited }: Message): number => edited?.seq ?? seq;
