import {
  type ConversationSummary,
  decodeBody,
  decodeFrame,
  type Entry,
  type Frame,
  type Input,
  isKnown,
  type RefusalCode,
  type Reply,
  type RequestType,
} from '@parley/protocol';
import { memoryAccessStore } from '../access/access-store.memory';
import { memoryConnectionRegistry } from '../connections/connection-registry.memory';
import { memoryConversationLog } from '../conversations/conversation-log.memory';
import { memoryConversationStore } from '../conversations/conversation-store.memory';
import { memoryInboxStore } from '../conversations/inbox-store.memory';
import { type Answer, type Core, createCore } from '../core';
import { memoryDeliveryQueue } from '../delivery/delivery-queue.memory';
import { memoryFrameSender } from '../delivery/frame-sender.memory';
import { memoryReceiptStore } from '../delivery/receipt-store.memory';
import type { TokenIdentity } from '../identity/identity';
import { memoryIdentity } from '../identity/identity.memory';
import { memoryBuckets } from '../limits/buckets.memory';
import { unlimited } from '../limits/rates';
import { memoryInvitationStore } from '../invitations/invitation-store.memory';
import { memoryMembershipStore } from '../memberships/membership-store.memory';
import { memoryBlocks } from '../people/blocks.memory';
import { memoryWorkspaceStore } from '../workspace/workspace-store.memory';
import { memoryDirectory } from '../people/directory.memory';
import { memoryPeopleStore } from '../people/people-store.memory';
import type { Ports } from '../ports';
import type { Caller } from '../use-case';
import { memorySessionStore } from '../sessions/session-store.memory';
import { aClock } from './a-clock';
import { declaredOnly } from './declared';
import { memoryTables } from './memory-tables';
import { keyNumber } from './stores';

/** How long the tokens of a workspace's people last. */
export const tokenMs = 60 * 60_000;

/** Requests that change what stands in a log. */
type ChangeType =
  | `messages.${'edit' | 'delete' | 'react' | 'unreact'}`
  | 'conversations.rename'
  | `memberships.${'remove' | 'role' | 'ban' | 'unban'}`;
/** What such a request is about, besides where and which try it is. */
type About<T extends ChangeType> = Omit<Input<T>, 'conversationId' | 'key' | 'after'>;

/** What a workspace shares between its people. */
type House = {
  ports: Ports;
  core: Core;
  sent: Map<string, string[]>;
  nextKey(): string;
  nextConnection(): string;
  nextSession(): number;
};

const textOf = (entry: Entry): string[] => (isKnown(entry) && entry.kind === 'message.posted' ? [entry.body.text] : []);

/** One of a person's connections. It says hello when it is made. */
const aDevice = (house: House, caller: Caller & { connection: { id: string } }) => {
  let asked = 0;
  const { id } = caller.connection;
  const handed = () => (house.sent.get(id) ?? []).flatMap((text) => decodeFrame(text) ?? []);
  const device = {
    id,
    caller,
    /** Sends a frame as it stands, and reads the frame that answers. */
    says: async (text: string): Promise<Frame> => {
      const frame = decodeFrame(await house.core.handle(caller, text));
      if (!frame) throw new Error('The answer is no frame');
      return frame;
    },
    asks: <T extends RequestType>(type: T, body: Input<T>): Promise<Frame> =>
      device.says(JSON.stringify({ type, id: String((asked += 1)), body })),
    gets: async <T extends RequestType>(type: T, body: Input<T>): Promise<Reply<T>> => {
      const frame = await device.asks(type, body);
      if (frame.type !== 'reply') throw new Error(`${type} was answered ${JSON.stringify(frame)}`);
      return frame.body as Reply<T>;
    },
    refusedFor: async <T extends RequestType>(type: T, body: Input<T>): Promise<RefusalCode> => {
      const frame = await device.asks(type, body);
      if (frame.type !== 'refusal') throw new Error(`${type} was not refused`);
      return frame.code;
    },
    /** Every frame that was pushed here, in order. */
    frames: handed,
    /** The seqs that were pushed here, in order. */
    seqs: (): number[] =>
      handed()
        .flatMap((frame) => (frame.type === 'entries' ? frame.entries : []))
        .map((e) => e.seq),
    /** The messages that were pushed here, in order. */
    sees: (): string[] => handed().flatMap((frame) => (frame.type === 'entries' ? frame.entries.flatMap(textOf) : [])),
    /** The signals that were pushed here, in order. */
    signals: () => handed().flatMap((frame) => (frame.type === 'signal' ? [frame.signal] : [])),
    /** The rows that were pushed here, in order. */
    rows: () => handed().flatMap((frame) => (frame.type === 'inbox' ? frame.rows : [])),
  };
  return device;
};
export type Device = ReturnType<typeof aDevice>;

/** Somebody with an account, who asks over HTTP and through connections. */
const aPerson = (house: House, id: string) => {
  const { ports, nextKey, nextConnection } = house;
  const session = { sessionId: `session-${id}-${house.nextSession()}`, authTime: ports.clock.now() };
  const caller = (): Caller => ({
    ...{ personId: id, username: id, ...session },
    tokenExpires: ports.clock.now() + tokenMs,
  });
  const person = {
    id,
    caller,
    asks: async <T extends RequestType>(type: T, body: Input<T>): Promise<Answer> => {
      const decoded = decodeBody(type, body);
      return decoded.ok ? house.core.answer(caller(), decoded.value) : decoded;
    },
    gets: async <T extends RequestType>(type: T, body: Input<T>): Promise<Reply<T>> => {
      const answer = await person.asks(type, body);
      if (!answer.ok) throw new Error(`${type} was refused: ${answer.refusal.code} ${answer.refusal.message}`);
      return answer.body as Reply<T>;
    },
    refusedFor: async <T extends RequestType>(type: T, body: Input<T>): Promise<RefusalCode> => {
      const answer = await person.asks(type, body);
      if (answer.ok) throw new Error(`${type} was not refused`);
      return answer.refusal.code;
    },
    /** Where the log ends now: what a client that missed nothing holds. */
    holds: async (conversationId: string) => (await ports.log.last(conversationId, 1))[0]?.seq ?? 0,
    says: async (conversationId: string, text: string, attempt: { key?: string; after?: number } = {}) => {
      const { key = nextKey(), after = await person.holds(conversationId) } = attempt;
      return (await person.gets('messages.send', { conversationId, key, after, text })).entry;
    },
    opensChannel: async (name: string, people: readonly { id: string }[] = []): Promise<ConversationSummary> =>
      person.gets('conversations.open', { kind: 'channel', key: nextKey(), name, people: people.map((p) => p.id) }),
    opensDirect: async (...people: readonly { id: string }[]): Promise<ConversationSummary> =>
      person.gets('conversations.open', { kind: 'direct', key: nextKey(), people: people.map((p) => p.id) }),
    adds: async (conversationId: string, ...people: readonly { id: string }[]) => {
      const attempt = { key: nextKey(), after: await person.holds(conversationId) };
      return (await person.gets('memberships.add', { conversationId, people: people.map((p) => p.id), ...attempt }))
        .entry;
    },
    /** Asks for a change with a key of its own, caught up; the entry that it made. */
    changes: async <T extends ChangeType>(type: T, conversationId: string, about: About<T>): Promise<Entry> => {
      const attempt = { conversationId, key: nextKey(), after: await person.holds(conversationId) };
      return (await person.gets(type, { ...attempt, ...about } as Input<T>)).entry;
    },
    /** Why such a change is refused. */
    failsTo: async <T extends ChangeType>(type: T, conversationId: string, about: About<T>): Promise<RefusalCode> => {
      const attempt = { conversationId, key: nextKey(), after: await person.holds(conversationId) };
      return person.refusedFor(type, { ...attempt, ...about } as Input<T>);
    },
    leaves: async (conversationId: string) => {
      const attempt = { key: nextKey(), after: await person.holds(conversationId) };
      return (await person.gets('memberships.leave', { conversationId, ...attempt })).row;
    },
    /** What stands in the conversation, as this person may read it. */
    reads: async (conversationId: string): Promise<string[]> =>
      (await person.gets('messages.changes', { conversationId, after: 0 })).entries.flatMap(textOf),
    /** A new connection, which said hello. */
    connects: async (): Promise<Device> => {
      const connection = { id: nextConnection(), connectedAt: ports.clock.now() };
      const device = aDevice(house, { ...caller(), connection });
      await device.gets('connections.hello', { positions: [], build: 'test' });
      return device;
    },
    /** A new connection that has said nothing yet. */
    opensSocket: (): Device =>
      aDevice(house, { ...caller(), connection: { id: nextConnection(), connectedAt: ports.clock.now() } }),
  };
  return person;
};
export type Person = ReturnType<typeof aPerson>;

/**
 * A workspace in memory: one process, its stores, a clock that stands still. `ports` replaces what a test is about.
 * A refusal that the catalogue does not declare for its request fails the test, wherever it happens.
 */
export const aWorkspace = (ports: (real: Ports) => Partial<Ports> = () => ({})) => {
  const tables = memoryTables();
  const clock = aClock();
  const frames = memoryFrameSender();
  const queue = memoryDeliveryQueue();
  const identity = memoryIdentity();
  const tokens = new Map<string, TokenIdentity>();
  const reports: { what: string; details: Record<string, unknown> }[] = [];
  const real: Ports = {
    log: memoryConversationLog(tables),
    conversations: memoryConversationStore(tables),
    memberships: memoryMembershipStore(tables),
    inbox: memoryInboxStore(tables),
    people: memoryPeopleStore(tables),
    access: memoryAccessStore(tables),
    sessions: memorySessionStore(tables),
    connections: memoryConnectionRegistry(tables),
    receipts: memoryReceiptStore(tables),
    buckets: memoryBuckets(tables),
    directory: memoryDirectory(tables),
    invitations: memoryInvitationStore(tables),
    blocks: memoryBlocks(tables),
    workspace: memoryWorkspaceStore(tables),
    founding: { owner: 'owner@example.com', signUp: 'open' },
    rates: unlimited,
    frames,
    queue,
    identity,
    verify: async (token) => tokens.get(token) ?? null,
    clock,
    random: () => 0.5,
    report: (what, details) => void reports.push({ what, details }),
    epoch: '1',
  };
  const all = { ...real, ...ports(real) };
  let [keys, connections, sessions] = [0, 0, 0];
  const house: House = {
    ports: all,
    core: declaredOnly(createCore(all)),
    sent: frames.sent,
    nextKey: () => keyNumber((keys += 1)),
    nextConnection: () => `connection-${(connections += 1)}`,
    nextSession: () => (sessions += 1),
  };
  return {
    ports: all,
    core: () => house.core,
    nextKey: house.nextKey,
    tables,
    clock,
    frames,
    queue,
    identity,
    /** The tokens that are good, and whom each speaks for. */
    tokens,
    /** Makes the deliveries that wait in the queue, all at once, as a process of its own does. What they are. */
    delivers: async () => {
      const waiting = queue.take();
      const consumer = createCore(all);
      const made = Promise.all(waiting.map((delivery) => consumer.deliver(delivery)));
      made.catch(() => {}); // told to whoever awaits it below
      await clock.pass(1_000);
      await made;
      return waiting;
    },
    reports,
    /** People with accounts. */
    people: <const N extends readonly string[]>(...ids: N): { [I in keyof N]: Person } => {
      for (const id of ids) tables.people.set(id, { id, name: id, email: `${id}@example.com` });
      return ids.map((id) => aPerson(house, id)) as { [I in keyof N]: Person };
    },
    /** Somebody who is here, signed in once more: now, on another device. */
    signsIn: ({ id }: { id: string }): Person => aPerson(house, id),
    /** Another process over the same stores: it knows nothing but what they hold. */
    restarts: (): void => {
      house.core = declaredOnly(createCore(all));
    },
  };
};
export type Workspace = ReturnType<typeof aWorkspace>;
