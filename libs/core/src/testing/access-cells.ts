import {
  type ConversationKind,
  encodeHttp,
  decodeFrame,
  decodeHttp,
  type Input,
  limits,
  type MemberRole,
} from '@parley/protocol';
import { type RefusalCode, requests, type RequestType } from '@parley/protocol';
import type { Core } from '../core';
import type { Caller } from '../use-case';
import { aWorkspace } from './a-workspace';
import type { MemoryTables } from './memory-tables';

/** Where somebody stands in the conversation that a request is about. */
export const standings = ['outsider', 'member', 'moderator', 'owner'] as const;
export type Standing = (typeof standings)[number];
export const kinds = ['direct', 'channel'] as const satisfies readonly ConversationKind[];
/** An invitation that the person in the middle made. */
export const myInvitation = '00000000000000aa';
/** What somebody is in the workspace when they ask. */
export const ranks = ['owner', 'admin', 'member', 'guest', 'suspended', 'removed', 'unknown', 'signed out'] as const;
export type Rank = (typeof ranks)[number];

/** The conversation that requests are about, and what stands in it. */
export type Place = { conversationId: string; head: number; mine: number; theirs: number; rev: number };

/** Who asks on a connection. */
export type OnSocket = Caller & { connection: { id: string; connectedAt: number } };

/** A workspace in which somebody stands somewhere, to be copied for each request that they try. */
export type Scene = { tables: MemoryTables; socket: OnSocket; http: Caller; place: Place };

const token = 'a newer token of mine';

/** So many are in each channel that calling everyone takes a role. */
const crowd = Array.from({ length: limits.calledFreely }, (_, nth) => ({ id: `crowd-${nth}` }));

/** `me` beside Olga, who owns the channel, Bo and a crowd; Zoe is outside, Yan banned, Sue suspended from the workspace. */
export const aScene = async (kind: ConversationKind, standing: Standing): Promise<Scene> => {
  const workspace = aWorkspace();
  const { people, tables, signsIn } = workspace;
  const [me, olga, bo, yan] = people('me', 'olga', 'bo', 'yan', 'zoe', 'sue');
  tables.people.set('olga', { ...tables.people.get('olga')!, role: 'owner' });
  const made = { role: 'guest' as const, conversations: [], uses: 0, mostUses: 1, createdBy: 'me', createdAt: 1 };
  tables.invitations.set(myInvitation, { ...made, id: myInvitation, expiresAt: Number.MAX_SAFE_INTEGER });
  tables.people.set('sue', { ...tables.people.get('sue')!, status: 'suspended' });
  for (const { id } of crowd) tables.people.set(id, { id, name: id, email: `${id}@example.com` });
  const isIn = standing !== 'outsider';
  const opener = kind === 'direct' && standing === 'owner' ? me : olga;
  const others = [bo, ...(isIn ? [me] : []), olga].filter((person) => person !== opener);
  const { conversation } = await (kind === 'direct'
    ? opener.opensDirect(...others)
    : opener.opensChannel('general', [...others, ...crowd]));
  const { id } = conversation;
  if (kind === 'channel') {
    if (isIn && standing !== 'member') await olga.changes('memberships.role', id, { personId: 'me', role: standing });
    await olga.changes('memberships.ban', id, { personId: yan.id });
  } else if (isIn) {
    // Nobody can become a moderator of a direct conversation; the table says all the same what one might do.
    const row = tables.members.get(id)!.get('me')!;
    tables.members.get(id)!.set('me', { ...row, role: standing satisfies MemberRole });
  }
  const theirs = (await bo.says(id, 'theirs')).seq;
  const mine = isIn ? (await me.says(id, 'mine')).seq : theirs;
  if (isIn) await me.changes('messages.react', id, { target: theirs, emoji: '🎉' });
  await signsIn(me).connects();
  const { caller: socket } = await me.connects();
  const head = await olga.holds(id);
  const rev = tables.inbox.get('me')?.get(id)?.rev ?? 1;
  return { tables, socket, http: me.caller(), place: { conversationId: id, head, mine, theirs, rev } };
};

const befalls = (tables: MemoryTables, rank: Rank): void => {
  const me = tables.people.get('me')!;
  if (rank === 'unknown') tables.people.delete('me');
  else if (rank === 'suspended' || rank === 'removed') tables.people.set('me', { ...me, status: rank });
  else if (rank === 'signed out') tables.access.set('me', { validFrom: Number.MAX_SAFE_INTEGER });
  else tables.people.set('me', { ...me, role: rank });
};

/** Fills tables that hold nothing yet. They stay the same ones: the ports hold them. */
const fill = (tables: MemoryTables, from: MemoryTables): void => {
  for (const [name, rows] of Object.entries(structuredClone(from))) {
    const own: unknown = tables[name as keyof MemoryTables];
    if (own instanceof Map && rows instanceof Map) for (const [key, row] of rows) own.set(key, row);
    else if (own instanceof Set && rows instanceof Set) for (const row of rows) own.add(row);
    else Object.assign(own as object, rows);
  }
};

export type Door = 'socket' | 'http';
export const doorNames: readonly Door[] = ['socket', 'http'];
export type Outcome = RefusalCode | 'ok';

/** What requests come through on their way to the core: as text and as who the token says, and back as the outcome. */
export type Doors = {
  socket(core: Core, caller: OnSocket, text: string): Promise<Outcome>;
  /** `path` and `query` as a gateway passes them on, decoded. */
  http(core: Core, caller: Caller, request: HttpRequest): Promise<Outcome>;
};
/** A request as it comes over HTTP. */
export type HttpRequest = Parameters<typeof decodeHttp>[0];

/** What a frame that answers says of the request. */
export const outcomeIn = (text: string): Outcome => {
  const frame = decodeFrame(text);
  if (frame?.type !== 'reply' && frame?.type !== 'refusal') throw new Error(`It was not answered: ${text}`);
  return frame.type === 'reply' ? 'ok' : frame.code;
};

/** The core alone, as the doors call it. */
export const coreAlone: Doors = {
  socket: async (core, caller, text) => outcomeIn(await core.handle(caller, text)),
  http: async (core, caller, request) => {
    const asked = decodeHttp(request);
    if (!asked.ok) return asked.refusal.code;
    const answer = await core.answer(caller, asked.value);
    return answer.ok ? 'ok' : answer.refusal.code;
  },
};

/** Whether a request can be made at a door at all. */
export const hasDoor = (type: RequestType, door: Door): boolean => door === 'socket' || 'http' in requests[type];

/** What becomes of one request at one door: `ok`, or why not. */
export const outcomeOf = async <T extends RequestType>(
  doors: Doors,
  { tables: before, socket, http, place }: Scene,
  rank: Rank,
  door: Door,
  type: T,
  body: (place: Place) => Input<T>,
): Promise<Outcome> => {
  const { core, tables, tokens, clock } = aWorkspace();
  // What waits for something to change is told in the end that it did not.
  const settled = <A>(answer: Promise<A>): Promise<A> => Promise.race([answer, clock.pass(60_000).then(() => answer)]);
  fill(tables, before);
  befalls(tables, rank);
  tokens.set(token, { ...http, tokenExpires: http.tokenExpires + 1 });
  if (door === 'socket') {
    const isFirst = type === 'connections.hello';
    const caller = isFirst ? { ...socket, connection: { ...socket.connection, id: 'another' } } : socket;
    return settled(doors.socket(core(), caller, JSON.stringify({ type, id: '1', body: body(place) })));
  }
  const { method = '', path = '', text = '' } = encodeHttp(type, body(place)) ?? {};
  const { pathname, searchParams } = new URL(path, 'https://parley.test');
  const query = Object.fromEntries(searchParams);
  return settled(doors.http(core(), http, { method, path: decodeURIComponent(pathname), query, text }));
};
