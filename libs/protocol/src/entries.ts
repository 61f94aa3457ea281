import * as z from 'zod';
import { conversationCreated } from './conversations/conversation-created';
import { conversationRenamed } from './conversations/conversation-renamed';
import { entryFields } from './entry';
import { memberBanned } from './memberships/member-banned';
import { memberLeft } from './memberships/member-left';
import { memberRemoved } from './memberships/member-removed';
import { memberRoleChanged } from './memberships/member-role';
import { memberUnbanned } from './memberships/member-unbanned';
import { membersAdded } from './memberships/members-added';
import { messageDeleted } from './messages/message-deleted';
import { messageDiscarded } from './messages/message-discarded';
import { messageEdited } from './messages/message-edited';
import { messagePosted } from './messages/message-posted';
import { reactionAdded } from './messages/reaction-added';
import { reactionRemoved } from './messages/reaction-removed';

/** Every kind of entry a log may hold. */
export const entries = {
  'conversation.created': conversationCreated,
  'members.added': membersAdded,
  'member.left': memberLeft,
  'message.posted': messagePosted,
  'conversation.renamed': conversationRenamed,
  'member.removed': memberRemoved,
  'message.edited': messageEdited,
  'message.deleted': messageDeleted,
  'message.discarded': messageDiscarded,
  'reaction.added': reactionAdded,
  'reaction.removed': reactionRemoved,
  'member.role': memberRoleChanged,
  'member.banned': memberBanned,
  'member.unbanned': memberUnbanned,
} as const;

export type EntryKind = keyof typeof entries;
type EntryOf<K extends EntryKind> = z.output<(typeof entries)[K]['schema']>;
/** An entry whose kind this build knows. */
export type KnownEntry = { [K in EntryKind]: EntryOf<K> }[EntryKind];
/** What happens in an entry: its kind and body, before it has a place. */
export type Change = { [K in EntryKind]: { kind: K; body: EntryOf<K>['body'] } }[EntryKind];

const KnownEntry = z.discriminatedUnion('kind', [
  conversationCreated.schema,
  membersAdded.schema,
  memberLeft.schema,
  messagePosted.schema,
  conversationRenamed.schema,
  memberRemoved.schema,
  messageEdited.schema,
  messageDeleted.schema,
  messageDiscarded.schema,
  reactionAdded.schema,
  reactionRemoved.schema,
  memberRoleChanged.schema,
  memberBanned.schema,
  memberUnbanned.schema,
]);
const UnknownEntry = z.object({
  ...entryFields,
  kind: z.string().refine((kind) => !Object.hasOwn(entries, kind), 'has a body that does not fit its kind'),
  body: z.unknown(),
});

/** An entry as it travels. A kind from a newer build is kept as it is: it still advances the log. */
export const Entry = z.union([KnownEntry, UnknownEntry]);
export type Entry = KnownEntry | z.output<typeof UnknownEntry>;

/** Whether this build knows the entry's kind, so that its body has a type. */
export const isKnown = (entry: Entry): entry is KnownEntry => Object.hasOwn(entries, entry.kind);
/** Whether the entry is a message, for unread counts. */
export const countsAsMessage = (kind: string): boolean =>
  Object.hasOwn(entries, kind) && 'counts' in entries[kind as EntryKind];
/** Whether timelines and lists pass the entry over: it is about a message that stands elsewhere, or gives one up. */
export const standsAside = (kind: string): boolean =>
  Object.hasOwn(entries, kind) && 'aside' in entries[kind as EntryKind];
/** Whether the entry changes who is in the conversation. */
export const changesMembers = (kind: string): boolean =>
  Object.hasOwn(entries, kind) && 'members' in entries[kind as EntryKind];
