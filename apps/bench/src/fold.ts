import { type Entry, isKnown } from '@parley/protocol';

/** A message as a screen shows it. */
export type Message = {
  author: string;
  text: string;
  edited?: number;
  deleted?: true;
  /** Emoji → who, sorted. */
  reactions?: Record<string, string[]>;
};

type Held = Message & { rev: number; people: Map<string, Set<string>> };

/** SYNC-8: a stored message is as it was at `rev`; only later changes apply to it. */
const change = (messages: Map<number, Held>, target: number, seq: number, to: (message: Held) => void): void => {
  const message = messages.get(target);
  if (!message || seq <= message.rev) return;
  to(message);
  message.rev = seq;
};

const shownOf = ({ author, text, edited, deleted, people }: Held): Message => {
  const reactions = [...people].filter(([, who]) => who.size > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    author,
    text: deleted ? '' : text,
    ...(edited !== undefined && !deleted && { edited }),
    ...(deleted && { deleted }),
    ...(reactions.length > 0 && { reactions: Object.fromEntries(reactions.map(([e, who]) => [e, [...who].sort()])) }),
  };
};

/** What the entries show, whatever order they came in: the messages among them, with every later change applied. */
export const fold = (entries: readonly Entry[]): Map<number, Message> => {
  const messages = new Map<number, Held>();
  const ordered = [...entries].sort((a, b) => a.seq - b.seq);
  for (const entry of ordered) {
    if (!isKnown(entry) || entry.kind !== 'message.posted') continue;
    const { text, rev = 0, edited, deleted, reactions = {} } = entry.body;
    messages.set(entry.seq, {
      ...{ author: entry.author, text, rev },
      people: new Map(Object.entries(reactions).map(([emoji, who]) => [emoji, new Set(who)])),
      ...(edited && { edited: edited.seq }),
      ...(deleted && { deleted: true }),
    });
  }
  for (const entry of ordered) {
    if (!isKnown(entry)) continue;
    const { seq, author } = entry;
    if (entry.kind === 'message.edited') {
      const { target, text } = entry.body;
      // The words of a deleted message are gone from its edits too.
      if (text !== '') change(messages, target, seq, (message) => Object.assign(message, { text, edited: seq }));
    }
    if (entry.kind === 'message.deleted')
      change(messages, entry.body.target, seq, (message) => Object.assign(message, { deleted: true, text: '' }));
    if (entry.kind === 'reaction.added' || entry.kind === 'reaction.removed') {
      const { target, emoji } = entry.body;
      change(messages, target, seq, ({ people }) => {
        const who = people.get(emoji) ?? new Set<string>();
        people.set(emoji, who);
        if (entry.kind === 'reaction.added') who.add(author);
        else who.delete(author);
      });
    }
  }
  return new Map([...messages].map(([seq, held]) => [seq, shownOf(held)]));
};
