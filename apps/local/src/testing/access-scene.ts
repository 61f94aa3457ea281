import {
  type AccessRow,
  type Door,
  doorNames,
  hasDoor,
  kinds,
  accessRows,
  type Place,
  type Rank,
  ranks,
  type Standing,
  standings,
} from '@parley/core/testing';
import { type ConversationKind, type Input, type RequestType } from '@parley/protocol';
import { ulid } from 'ulid';
import * as z from 'zod';
import type { SignedIn } from './a-person';
import type { Stack } from './a-stack';
import { reissued } from './a-token';
import { ask } from './over-http';

/** One request of somebody who stands somewhere, at one door. */
export type Cell = { row: AccessRow; rank: Rank; kind: ConversationKind; standing: Standing; door: Door };

/** What stands in memory alone, and cannot be brought about through doors: why a cell is not tried on the running stack. */
const notBroughtAbout = ({ row, rank, kind, standing, door }: Cell): boolean =>
  // Nobody becomes a moderator of a direct conversation, and no guest opens one.
  (kind === 'direct' && (standing === 'moderator' || (standing === 'owner' && rank === 'guest'))) ||
  // Their invitation has an id of its own, and an owner is counted, which a row written by hand does not do.
  row.type === 'invitations.revoke' ||
  (row.type === 'people.delete' && rank === 'owner') ||
  // Whoever is barred gets no further than hello on a new connection.
  (door === 'socket' && isBarred(rank) && row.type !== 'connections.hello');

const cellsOf = (row: AccessRow): Cell[] =>
  ranks
    .flatMap((rank) =>
      kinds.flatMap((kind) =>
        standings.flatMap((standing) => doorNames.map((door): Cell => ({ row, rank, kind, standing, door }))),
      ),
    )
    .filter((cell) => hasDoor(row.type, cell.door) && !notBroughtAbout(cell));

/** One cell of every row of the table; the same ones for the same seed. */
export const oneOfEach = (seed: number): Cell[] =>
  accessRows.flatMap((row, nth) => {
    const cells = cellsOf(row);
    // A prime beside which no row is long: as the seeds go up, every cell has its turn.
    return cells[((seed + nth) * 7_919) % Math.max(1, cells.length)] ?? [];
  });

const Opened = z.object({ conversation: z.object({ id: z.string() }) });
const Appended = z.object({ entry: z.object({ seq: z.number() }) });
const Summary = z.object({ row: z.object({ rev: z.number() }), latest: z.object({ seq: z.number() }) });

/** People of one cell, and the conversation that it is about. */
export type LiveScene = { me: SignedIn; place: Place; body: Record<string, unknown> };

/** Signs somebody in whom nobody has signed up: a profile written by hand, and a token as the pool would sign it. */
const person = async (stack: Stack, like: SignedIn, id: string, sessionId = `s-${id}`): Promise<SignedIn> => {
  const email = `${id}@example.com`;
  await stack.set(`P#${id}`, '#PROFILE', 'name', id);
  await stack.set(`P#${id}`, '#PROFILE', 'email', email);
  const claims = { sub: id, username: id, origin_jti: sessionId };
  return { id, email, accessToken: await reissued(like.accessToken, stack.poolFile, claims), idToken: '' };
};

const befalls = async (stack: Stack, rank: Rank, { id }: SignedIn): Promise<void> => {
  const set = (field: string, value: string | number) => stack.set(`P#${id}`, '#PROFILE', field, value);
  if (rank === 'unknown') await stack.forget(`P#${id}`, '#PROFILE');
  else if (rank === 'suspended' || rank === 'removed') await set('status', rank);
  else if (rank === 'signed out') await set('validFrom', Date.now() + 3_600_000);
  else await set('role', rank);
};

/**
 * Brings about through the doors what a cell is about: `me` beside Olga, who owns the channel, and Bo. Nobody in it is in
 * another cell's: their names end with `nth`.
 */
export const liveScene = async (stack: Stack, like: SignedIn, cell: Cell, nth: number): Promise<LiveScene> => {
  const { row, rank, kind, standing } = cell;
  const named = (name: string, sessionId?: string) => person(stack, like, `${name}-${nth}`, sessionId);
  const [me, olga, bo] = await Promise.all([named('me'), named('olga'), named('bo')]);
  const isAbout = (name: string) => JSON.stringify(row.body(nowhere)).includes(`"${name}"`);
  const others = ['zoe', 'yan', 'sue'].filter(isAbout);
  await Promise.all(others.map((name) => named(name)));
  if (row.type === 'people.find') await stack.set(`H#${bo.email}`, '#', 'personId', bo.id);
  const asks = async <T extends RequestType>(who: SignedIn, type: T, body: Input<T>): Promise<unknown> => {
    const { status, body: answer, text } = await ask(stack.url, who, type, body);
    if (status !== 200) throw new Error(`${type} was answered ${status}: ${text}`);
    return answer;
  };
  const isIn = standing !== 'outsider';
  const opener = kind === 'direct' && standing === 'owner' && !isBarred(rank) ? me : olga;
  const people = [bo, ...(isIn ? [me] : []), olga].filter((one) => one !== opener).map(({ id }) => id);
  // Before they ask anything: a process remembers for a while what somebody may.
  if (!isBarred(rank)) await befalls(stack, rank, me);
  const opened = await asks(opener, 'conversations.open', { kind, key: ulid(), name: 'general', people } as never);
  const conversationId = Opened.parse(opened).conversation.id;
  let head = 1;
  const changes = async (who: SignedIn, type: RequestType, about: object): Promise<number> => {
    const answer = await asks(who, type, { conversationId, key: ulid(), after: head, ...about } as never);
    head = Appended.parse(answer).entry.seq;
    return head;
  };
  if (kind === 'channel') {
    if (isIn && standing !== 'member') await changes(olga, 'memberships.role', { personId: me.id, role: standing });
    if (isAbout('yan')) await changes(olga, 'memberships.ban', { personId: `yan-${nth}` });
  }
  const theirs = await changes(bo, 'messages.send', { text: 'theirs' });
  let [mine, rev] = [theirs, 1];
  if (isIn && !isBarred(rank)) {
    mine = await changes(me, 'messages.send', { text: 'mine' });
    await changes(me, 'messages.react', { target: theirs, emoji: '🎉' });
    rev = Summary.parse(await asks(me, 'conversations.get', { conversationId })).row.rev;
  }
  if (row.type === 'sessions.revoke' && !isBarred(rank)) await asks(await named('me', 'session-me-7'), 'people.me', {});
  if (isBarred(rank)) await befalls(stack, rank, me);
  if (row.type === 'people.reinstate') await stack.set(`P#sue-${nth}`, '#PROFILE', 'status', 'suspended');
  const place = { conversationId, head, mine, theirs, rev };
  return { me, place, body: bodyOf(cell, place, me, nth) };
};

/** For a look at whom a body is about. */
const nowhere: Place = { conversationId: '', head: 0, mine: 0, theirs: 0, rev: 0 };

const isBarred = (rank: Rank): boolean => ranks.indexOf(rank) > ranks.indexOf('guest');

/** The cell's body, about the people of this scene. */
const bodyOf = ({ row }: Cell, place: Place, me: SignedIn, nth: number): Record<string, unknown> => {
  if (row.type === 'connections.renew') return { token: me.accessToken };
  const text = JSON.stringify(row.body(place));
  const ours = text.replace(
    /"(me|bo|zoe|yan|sue)(@example\.com)?"/g,
    (_, name, domain = '') => `"${name}-${nth}${domain}"`,
  );
  return JSON.parse(ours) as Record<string, unknown>;
};
