import type { Member, MembershipStore } from '@parley/core';
import { MemberRole, PersonId, Seq } from '@parley/protocol';
import * as z from 'zod';
import type { Item } from './attribute-values';
import type { Connected } from './connected';
import { conversationOf } from './conversation-store';
import { query } from './query';
import { keyOf, parseRow } from './row';
import { keys } from './tables';

const MemberRow = z.object({
  personId: PersonId,
  role: MemberRole,
  joined: Seq,
  left: Seq.exactOptional(),
  banned: z.literal(true).exactOptional(),
  changed: Seq.exactOptional(),
});

const memberOf = (item: Item): Member => parseRow(MemberRow, item, { personId: keyOf(item).SK.slice('U#'.length) });

export const membershipStore = (connected: Connected): MembershipStore => ({
  roster: async (conversationId) => {
    const { PK, SK } = keys.conversation(conversationId);
    const rows = await query(connected, { table: connected.tables.chat, PK });
    const conversation = rows.find((row) => keyOf(row).SK === SK);
    const members = rows.filter((row) => keyOf(row).SK.startsWith('U#'));
    return conversation && { conversation: conversationOf(conversation), members: members.map(memberOf) };
  },
  page: async (conversationId, { after, limit }) => {
    const { PK, SK } = keys.member(conversationId, after);
    // "$" is the character behind "#": the conversation's own row shares the partition.
    const between = ['U#', 'U$'] as const;
    const behind = after === '' ? undefined : { PK, SK };
    const rows = await query(connected, { table: connected.tables.chat, PK, between, after: behind, limit });
    return rows.map(memberOf);
  },
});
