import { type Change, type Entry, isKnown, type KnownEntry } from '@parley/protocol';

/** The entry of a message, as it is stored: with what happened to it since. */
export type Posted = Extract<KnownEntry, { kind: 'message.posted' }>;

/** A message as it is kept: its entry, and the seqs of its edits, ascending, whose words go when it is deleted. */
export type Message = { entry: Posted; edits: readonly number[] };

/** What happens to a message, with the place that it has or would have. */
export type MessageChange = Pick<KnownEntry, 'seq' | 'at' | 'author'> & Change;

type Body = Posted['body'];

const withReaction = ({ reactions = {} }: Body, emoji: string, personId: string): Body['reactions'] => {
  const people = reactions[emoji] ?? [];
  return people.includes(personId) ? reactions : { ...reactions, [emoji]: [...people, personId] };
};

const withoutReaction = ({ reactions = {} }: Body, emoji: string, personId: string): Body['reactions'] => {
  const { [emoji]: people = [], ...others } = reactions;
  const left = people.filter((id) => id !== personId);
  const rest = left.length > 0 ? { ...others, [emoji]: left } : others;
  return Object.keys(rest).length > 0 ? rest : undefined;
};

const changedBody = (body: Body, { seq, at, author, ...change }: MessageChange): Body | undefined => {
  switch (change.kind) {
    case 'message.edited':
      return { ...body, text: change.body.text, edited: { seq, at } };
    case 'message.deleted':
      return { ...body, text: '', deleted: { at, by: author } };
    case 'reaction.added':
      return { ...body, reactions: withReaction(body, change.body.emoji, author) };
    case 'reaction.removed': {
      const { reactions: _, ...others } = body;
      const reactions = withoutReaction(body, change.body.emoji, author);
      return reactions ? { ...others, reactions } : others;
    }
    default:
      return undefined;
  }
};

const targetOf = ({ body }: Change): number | undefined => ('target' in body ? body.target : undefined);

/** The message after a change. One that it knows already, or that is about another message, leaves it as it is (SYNC-8). */
export const afterChange = (message: Message, change: MessageChange): Message => {
  const { entry, edits } = message;
  if (targetOf(change) !== entry.seq || change.seq <= (entry.body.rev ?? 0)) return message;
  const body = changedBody(entry.body, change);
  if (!body) return message;
  return {
    entry: { ...entry, body: { ...body, rev: change.seq } },
    edits: change.kind === 'message.edited' ? [...edits, change.seq] : edits,
  };
};

/** The message after those of the entries that change it and that it does not know yet, ascending. */
export const afterEntries = (message: Message, entries: readonly Entry[]): Message =>
  entries.filter(isKnown).reduce(afterChange, message);
