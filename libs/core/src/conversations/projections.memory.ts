import { isKnown } from '@parley/protocol';
import type { Member } from '../memberships/membership-store';
import { type MemoryTables, under } from '../testing/memory-tables';
import type { Projection } from './conversation-log';

const postedAt = (tables: MemoryTables, conversationId: string, seq: number) => {
  const entry = tables.logs.get(conversationId)?.get(seq);
  return entry && isKnown(entry) && entry.kind === 'message.posted' ? entry : undefined;
};

const editAt = (tables: MemoryTables, conversationId: string, seq: number) => {
  const entry = tables.logs.get(conversationId)?.get(seq);
  return entry && isKnown(entry) && entry.kind === 'message.edited' ? entry : undefined;
};

/** The slots that a projection writes. */
export const slotsWritten = (projection: Projection): readonly number[] => {
  if (projection.write === 'changed') return [projection.message.entry.seq];
  return projection.write === 'blanked' ? projection.edits : [];
};

const isStill = (tables: MemoryTables, conversationId: string, personId: string, was: Member | undefined): boolean => {
  const member = tables.members.get(conversationId)?.get(personId);
  return member?.joined === was?.joined && member?.left === was?.left && member?.changed === was?.changed;
};

/** Whether the state that the projection was decided on is still there. */
export const stands = (tables: MemoryTables, conversationId: string, projection: Projection): boolean => {
  switch (projection.write) {
    case 'conversation':
      return !tables.conversations.has(conversationId);
    case 'renamed':
      return tables.conversations.get(conversationId)?.name === projection.was;
    case 'joined':
      return isStill(tables, conversationId, projection.personId, projection.was);
    case 'member':
      return isStill(tables, conversationId, projection.member.personId, projection.was);
    case 'left': {
      const member = tables.members.get(conversationId)?.get(projection.personId);
      return member !== undefined && member.left === undefined;
    }
    case 'changed': {
      const posted = postedAt(tables, conversationId, projection.message.entry.seq);
      return posted !== undefined && posted.body.rev === projection.was;
    }
    case 'blanked':
      return projection.edits.every((seq) => editAt(tables, conversationId, seq));
    case 'mentioned': {
      const row = tables.inbox.get(projection.personId)?.get(conversationId);
      return row !== undefined && JSON.stringify(row.mentions) === JSON.stringify(projection.was);
    }
    case 'called': {
      const row = tables.inbox.get(projection.personId)?.get(conversationId);
      return row !== undefined && JSON.stringify(row.ownCalls) === JSON.stringify(projection.was);
    }
  }
};

/** Writes it, on the condition that it stands. */
export const write = (tables: MemoryTables, conversationId: string, projection: Projection): void => {
  const log = under(tables.logs, conversationId);
  const members = under(tables.members, conversationId);
  const rowOf = (personId: string) => under(tables.inbox, personId).get(conversationId);
  const setRow = (personId: string, row: object) => {
    const rows = under(tables.inbox, personId);
    const empty = { conversationId, joined: 0, read: 0, readN: 0 };
    rows.set(conversationId, { ...empty, ...row, rev: (rowOf(personId)?.rev ?? 0) + 1 });
  };
  switch (projection.write) {
    case 'conversation':
      tables.conversations.set(conversationId, projection.conversation);
      return;
    case 'renamed': {
      const conversation = tables.conversations.get(conversationId);
      if (conversation) tables.conversations.set(conversationId, { ...conversation, name: projection.name });
      return;
    }
    case 'joined': {
      const { personId, role, seq, readN } = projection;
      members.set(personId, { personId, role, joined: seq });
      setRow(personId, { joined: seq, read: seq, readN });
      return;
    }
    case 'left': {
      const { personId, seq } = projection;
      const member = members.get(personId);
      if (member) members.set(personId, { ...member, left: seq });
      const row = rowOf(personId);
      if (row) setRow(personId, { ...row, left: seq });
      return;
    }
    case 'member': {
      const { member, was } = projection;
      members.set(member.personId, member);
      const row = rowOf(member.personId);
      if (row && was && was.left === undefined && member.left !== undefined)
        setRow(member.personId, { ...row, left: member.left });
      return;
    }
    case 'changed': {
      const { entry, edits } = projection.message;
      log.set(entry.seq, entry);
      under(tables.edits, conversationId).set(entry.seq, edits);
      return;
    }
    case 'blanked':
      for (const seq of projection.edits) {
        const edit = editAt(tables, conversationId, seq);
        if (edit) log.set(seq, { ...edit, body: { ...edit.body, text: '' } });
      }
      return;
    case 'mentioned': {
      const { personId, mentions } = projection;
      setRow(personId, { ...rowOf(personId), mentions: [...mentions] });
      return;
    }
    case 'called': {
      const { personId, calls } = projection;
      setRow(personId, { ...rowOf(personId), ownCalls: [...calls] });
      return;
    }
  }
};
