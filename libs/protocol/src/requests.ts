import type * as z from 'zod';
import { hello } from './connections/hello';
import { ping } from './connections/ping';
import { getConversation } from './conversations/get-conversation';
import { listConversations } from './conversations/list-conversations';
import { openConversation } from './conversations/open-conversation';
import { markRead } from './delivery/mark-read';
import { addMembers } from './memberships/add-members';
import { leaveConversation } from './memberships/leave-conversation';
import { listMembers } from './memberships/list-members';
import { readChanges } from './messages/read-changes';
import { readHistory } from './messages/read-history';
import { sendMessage } from './messages/send-message';
import { findPeople } from './people/find-people';
import { me } from './people/me';

/** Everything that can be asked. Both doors, the validators and the documents are made from this table. */
export const requests = {
  'connections.hello': hello,
  'connections.ping': ping,
  'conversations.open': openConversation,
  'conversations.list': listConversations,
  'conversations.get': getConversation,
  'memberships.add': addMembers,
  'memberships.leave': leaveConversation,
  'memberships.list': listMembers,
  'messages.send': sendMessage,
  'messages.history': readHistory,
  'messages.changes': readChanges,
  'delivery.read': markRead,
  'people.me': me,
  'people.find': findPeople,
} as const;

export type RequestType = keyof typeof requests;
export type Body<T extends RequestType> = z.output<(typeof requests)[T]['body']>;
export type Input<T extends RequestType> = z.input<(typeof requests)[T]['body']>;
export type Reply<T extends RequestType> = z.output<(typeof requests)[T]['reply']>;

/** Whether `type` is a row of the catalogue (and not, say, `constructor`). */
export const isRequestType = (type: string): type is RequestType => Object.hasOwn(requests, type);
