import { type Input, limits, type Reply, type RequestType } from '@parley/protocol';
import type { Inbox } from './inbox';
import type { Received } from './received';
import type { Sync } from './sync';

type Lessons = { [T in RequestType]?: (reply: Reply<T>, body: Input<T>) => void };

/** What an answer tells belongs into what is held, without waiting for its push. */
export const createLessons = (parts: { sync: Sync; inbox: Inbox; received: Received }) => {
  const { sync, inbox, received } = parts;
  const lessons: Lessons = {
    'conversations.open': (summary) => inbox.learn(summary),
    'conversations.get': (summary) => inbox.learn(summary),
    'delivery.read': ({ row }) => inbox.rows([row]),
    'delivery.unread': ({ row }) => inbox.rows([row]),
    'memberships.leave': ({ row }) => inbox.rows([row]),
    'memberships.list': ({ members, cursor: more }, { conversationId, cursor }) => {
      if (cursor !== undefined || more !== undefined || members.length > limits.receiptPeople) return;
      received.small(conversationId);
    },
    'memberships.add': ({ entry }, { conversationId }) => sync.receive(conversationId, [entry]),
    'memberships.role': ({ entry }, { conversationId }) => sync.receive(conversationId, [entry]),
    'memberships.ban': ({ entry }, { conversationId }) => sync.receive(conversationId, [entry]),
    'memberships.unban': ({ entry }, { conversationId }) => sync.receive(conversationId, [entry]),
    'messages.send': ({ entry }, { conversationId }) => sync.receive(conversationId, [entry]),
  };
  return <T extends RequestType>(type: T, reply: Reply<T>, body: Input<T>): void => lessons[type]?.(reply, body);
};
