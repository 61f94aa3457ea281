import type { Conversation, Entry, InboxRow, Invitation, Person, Settings } from '@parley/protocol';
import type { Access } from '../access/access-store';
import type { Lease } from '../connections/connection-registry';
import type { Reached } from '../delivery/ladder';
import type { Admission } from '../invitations/invitation-store';
import type { Member } from '../memberships/membership-store';
import type { StoredSession } from '../sessions/session-store';
import type { SomeSettings } from '../workspace/workspace-store';

/** What the in-memory adapters share, as the real ones share their tables: for tests alone. */
export type MemoryTables = {
  logs: Map<string, Map<number, Entry>>;
  /** The seqs of a message's edits, by conversation, then message. */
  edits: Map<string, Map<number, readonly number[]>>;
  conversations: Map<string, Conversation>;
  members: Map<string, Map<string, Member>>;
  /** By person, then conversation. */
  inbox: Map<string, Map<string, InboxRow>>;
  /** By person, then conversation: the `rev` that the last marking as unread made. */
  markedUnread: Map<string, Map<string, number>>;
  people: Map<string, Person>;
  settings: Map<string, Settings>;
  /** Who was taken out of the directory. */
  unlisted: Set<string>;
  /** By person: whom they blocked. */
  blocked: Map<string, Set<string>>;
  invitations: Map<string, Invitation>;
  /** By the hash of a token: the invitation that it leads to. */
  tokens: Map<string, string>;
  /** By address, then invitation: until when it is said to come by that. */
  wishes: Map<string, Map<string, number>>;
  /** By address. */
  admissions: Map<string, Admission>;
  /** One row, `settings`, as soon as somebody chose. */
  workspace: Map<string, SomeSettings>;
  /** What a person's own row does not show: role and status stand in `people`. */
  access: Map<string, Pick<Access, 'validFrom' | 'username'>>;
  /** By person, then session. */
  sessions: Map<string, Map<string, StoredSession>>;
  leases: Map<string, Map<string, Lease>>;
  /** By conversation, then person. */
  receipts: Map<string, Map<string, Reached>>;
  /** By name: when each is full again. */
  buckets: Map<string, number>;
};

export const memoryTables = (): MemoryTables => ({
  logs: new Map(),
  edits: new Map(),
  conversations: new Map(),
  members: new Map(),
  inbox: new Map(),
  markedUnread: new Map(),
  people: new Map(),
  settings: new Map(),
  unlisted: new Set(),
  blocked: new Map(),
  invitations: new Map(),
  tokens: new Map(),
  wishes: new Map(),
  admissions: new Map(),
  workspace: new Map(),
  access: new Map(),
  sessions: new Map(),
  leases: new Map(),
  receipts: new Map(),
  buckets: new Map(),
});

/** The map under `key`, made when it is first asked for. */
export const under = <K, V>(maps: Map<string, Map<K, V>>, key: string): Map<K, V> => {
  const map = maps.get(key) ?? new Map<K, V>();
  maps.set(key, map);
  return map;
};
