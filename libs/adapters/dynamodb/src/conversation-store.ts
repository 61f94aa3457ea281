import type { ConversationStore } from '@parley/core';
import { Conversation } from '@parley/protocol';
import type { Item } from './attribute-values';
import { batchGet } from './batch-get';
import type { Connected } from './connected';
import { keyOf, parseRow } from './row';
import { keys } from './tables';

/** The conversation in a `C#… #META` row. */
export const conversationOf = (item: Item): Conversation =>
  parseRow(Conversation, item, { id: keyOf(item).PK.slice('C#'.length) });

export const conversationStore = (connected: Connected): ConversationStore => ({
  get: async (ids) =>
    (await batchGet(connected, connected.tables.chat, ids.map(keys.conversation))).map(conversationOf),
});
