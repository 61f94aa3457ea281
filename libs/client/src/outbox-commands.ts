import type { Client } from './client';
import type { Outbox } from './outbox';

type Commands = Pick<
  Client,
  'send' | 'edit' | 'delete' | 'react' | 'unreact' | 'rename' | 'removeMember' | 'retry' | 'discard' | 'unsent'
>;

/** What people say and change, each by way of the outbox. */
export const outboxCommands = (
  { add, retry, discard, unsent }: Outbox,
  versionOf: (conversationId: string, seq: number) => number,
): Commands => ({
  send: (conversationId, text, { replyTo } = {}) =>
    add(conversationId, { type: 'messages.send', text, ...(replyTo !== undefined && { replyTo }) }),
  edit: (conversationId, target, text, basedOn = versionOf(conversationId, target)) =>
    add(conversationId, { type: 'messages.edit', target, basedOn, text }),
  delete: (conversationId, target) => add(conversationId, { type: 'messages.delete', target }),
  react: (conversationId, target, emoji) => add(conversationId, { type: 'messages.react', target, emoji }),
  unreact: (conversationId, target, emoji) => add(conversationId, { type: 'messages.unreact', target, emoji }),
  rename: (conversationId, name) => add(conversationId, { type: 'conversations.rename', name }),
  removeMember: (conversationId, personId) => add(conversationId, { type: 'memberships.remove', personId }),
  ...{ retry, discard, unsent },
});
