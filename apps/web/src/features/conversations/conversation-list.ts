import { createSelector } from '@reduxjs/toolkit';
import type { ConversationSummary, Person } from '@parley/protocol';
import { nameIn, selectPeople } from '../people/people-slice';
import { selectMyId } from '../session/session-slice';
import { mentionsOf, selectConversations, selectSeen, unreadOf } from './conversations-slice';

/** A conversation as the sidebar shows it. */
export type ListedConversation = {
  id: string;
  kind: 'direct' | 'channel';
  title: string;
  /** The other people of a direct conversation. */
  others: string[];
  unread: number;
  /** Unread messages that mention me. */
  mentions: number;
  /** Time of the newest entry, ms since 1970. */
  at: number;
};
export type ConversationList = Record<'unread' | 'channels' | 'direct', ListedConversation[]>;

/** A channel's name, or the names of the other people. */
export const titleOf = (
  { conversation }: ConversationSummary,
  people: Record<string, Person>,
  myId: string | undefined,
): string => {
  if (conversation.kind === 'channel') return conversation.name ?? 'Channel';
  const others = othersIn(conversation.people ?? [], myId);
  return others.length === 0 ? 'Notes to yourself' : others.map((id) => nameIn(people, id)).join(', ');
};

const othersIn = (people: string[], myId: string | undefined) => people.filter((id) => id !== myId);

// Left, or closed until something new is said in it: what becomes of an old message is no message.
const isListed = ({ row, latest }: ConversationSummary) =>
  row.left === undefined && (row.hiddenN === undefined || latest.n > row.hiddenN);

/** My conversations in the sidebar's sections, the latest activity first. */
export const selectConversationList = createSelector(
  [selectConversations, selectSeen, selectPeople, selectMyId],
  (byId, seen, people, myId): ConversationList => {
    const listed = Object.values(byId)
      .filter(isListed)
      .map((summary): ListedConversation => {
        const { id, kind, people: members = [] } = summary.conversation;
        return {
          id,
          kind,
          title: titleOf(summary, people, myId),
          others: othersIn(members, myId),
          unread: unreadOf(summary, seen[id]),
          mentions: mentionsOf(summary, seen[id]),
          at: summary.latest.at,
        };
      })
      .sort((one, other) => other.at - one.at);
    return {
      unread: listed.filter(({ unread }) => unread > 0),
      channels: listed.filter(({ unread, kind }) => unread === 0 && kind === 'channel'),
      direct: listed.filter(({ unread, kind }) => unread === 0 && kind === 'direct'),
    };
  },
);

/** All of them as they stand one under the other in the sidebar. */
export const inOrder = ({ unread, channels, direct }: ConversationList): ListedConversation[] => [
  ...unread,
  ...channels,
  ...direct,
];

/** What is meant for me: mentions, and everything in direct conversations. */
export const selectForMe = createSelector([selectConversationList], ({ unread }) =>
  unread.reduce((sum, one) => sum + (one.kind === 'direct' ? one.unread : one.mentions), 0),
);
