import type { Change, Conversation, KnownEntry } from '@parley/protocol';
import type { Member } from '../memberships/membership-store';
import { afterChange, type Message } from '../messages/message';
import type { Ports } from '../ports';
import type { Projection } from '../conversations/conversation-log';

/** The ports that keep something, as one adapter makes them: what one writes, another reads. */
export type Stores = Pick<
  Ports,
  | 'log'
  | 'conversations'
  | 'memberships'
  | 'inbox'
  | 'people'
  | 'access'
  | 'sessions'
  | 'connections'
  | 'receipts'
  | 'buckets'
  | 'directory'
  | 'invitations'
  | 'blocks'
  | 'workspace'
>;
/** Stores that hold nothing yet, anew for each test. */
export type MakeStores = () => Promise<Stores>;

/** How many attempts race where a contract says "however many". */
export const racers = 20;
/** Runs `attempt` with 1 to `times`, all at once. */
export const atOnce = <T>(times: number, attempt: (nth: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, index) => attempt(index + 1)));

/** A conversation's id, the same for the same number; ids order as their numbers do. */
export const conversationNumber = (nth: number): string => `c-${nth.toString(16).padStart(32, '0')}`;
export const general: Conversation = {
  id: conversationNumber(1),
  kind: 'channel',
  name: 'general',
  createdBy: 'ana',
  createdAt: 1_767_225_600_000,
};

/** A key, the same for the same number. */
export const keyNumber = (nth: number): string => nth.toString().padStart(26, '0');

type Posted = Extract<KnownEntry, { kind: 'message.posted' }>;
type Fields = Partial<Omit<Posted, 'kind' | 'body'>>;
/** A posted message; the test names what it is about. */
export const aMessage = ({ text = 'hi', ...fields }: Fields & { text?: string } = {}) =>
  ({
    ...{ seq: 1, at: 1_767_225_600_000, author: 'ana', key: keyNumber(fields.seq ?? 1), n: 1, m: 0 },
    ...fields,
    kind: 'message.posted',
    body: { text },
  }) satisfies Posted;

/** An entry that changes something; the test names what. */
export const anEntry = (change: Change, fields: Fields = {}): KnownEntry => ({
  ...{ seq: 1, at: 1_767_225_600_000, author: 'ana', key: keyNumber(fields.seq ?? 1), n: 1, m: 0 },
  ...fields,
  ...change,
});

/** The projection of a change of a message, decided on as it was `before`. */
export const changing = (before: Message, change: KnownEntry): Projection => ({
  ...{ write: 'changed', message: afterChange(before, change), was: before.entry.body.rev },
});
/** The projection of a mention at `seq`, where the row kept those of `was`. */
export const mentioning = (personId: string, seq: number, was?: number[]): Projection => ({
  ...{ write: 'mentioned', personId, mentions: [...(was ?? []), seq], was },
});
/** The projection of a call of everyone at `seq`, where the author's row kept those of `was`. */
export const calling = (personId: string, seq: number, was?: number[]): Projection => ({
  ...{ write: 'called', personId, calls: [...(was ?? []), seq], was },
});
/** The projection of another name. */
export const renaming = (name: string, was: string): Projection => ({ write: 'renamed', name, was });

/** The projection of somebody joining at `seq`, where so many messages stand. */
export const joining = (personId: string, seq: number, was?: Member, readN = 0): Projection => ({
  ...{ write: 'joined', personId, role: 'member', seq, readN, was },
});
/** The projection of somebody leaving at `seq`. */
export const leaving = (personId: string, seq: number): Projection => ({ write: 'left', personId, seq });
/** The projection of a conversation that begins. */
export const beginning = (conversation: Conversation): Projection => ({ write: 'conversation', conversation });
