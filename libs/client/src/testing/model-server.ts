import {
  type Asked,
  type Change,
  type Conversation,
  type ConversationSummary,
  decodeHttp,
  decodeRequest,
  type Entry,
  type Frame,
  type InboxRow,
  inboxDigest,
  isKnown,
  limits,
  type Person,
  type Position,
  type Receipt,
  type Refusal,
  refusal,
  type RefusalCode,
  refusals,
  type Standing,
  standsAside,
} from '@parley/protocol';
import type { Clock } from '../clock';
import { Refused } from '../failures';
import { callsAfter, check, project, refuse } from './model-log';

type Log = { conversation: Conversation; entries: Entry[] };
type Push = (frame: Frame) => void;
export type ServerSocket = { receive(text: string): void; closed(): void };

export const ana: Person = { id: 'ana', name: 'Ana', email: 'ana@example.com' };
/** A key that no client makes: the others' messages get them. */
const theirKey = (n: number) => `7ZZZZZZZZZ${String(n).padStart(16, '0')}`;

/**
 * What the rules make of a server, in memory, for one client (Ana's) and the others, who act by method. It is as strict
 * as LOG-4 and LOG-5: a key is looked for in `(after, head]` and nowhere else. It does not check membership.
 */
export const modelServer = (clock: Clock) => {
  const logs = new Map<string, Log>();
  const rows = new Map<string, InboxRow>();
  /** The `rev` that the last marking as unread made. */
  const backs = new Map<string, number>();
  const sockets = new Map<number, { push: Push; isSubscribed: boolean }>();
  const answered: { type: string; body: unknown; door: 'socket' | 'http' }[] = [];
  const next = new Map<string, Refusal[]>();
  const tokens = new Set(['token']);
  const receipts = new Map<string, Receipt[]>();
  const online = new Set<string>();
  const chosen = { readReceipts: true };
  let [keys, opened] = [0, 0];
  const settings = { epoch: '1', pageEntries: limits.changesEntries as number, tokenMs: 60 * 60_000, isDeaf: false };

  const isIn = (conversationId: string) => logs.has(conversationId) && rows.get(conversationId)?.left === undefined;
  const logOf = (conversationId: string): Log => {
    const log = logs.get(conversationId);
    return log && isIn(conversationId) ? log : refuse('not_a_member');
  };
  const headOf = ({ entries }: Log) => entries.length;
  const push = (frame: Frame) => {
    for (const socket of sockets.values()) if (socket.isSubscribed) socket.push(frame);
  };

  type Asks = { conversationId: string; key: string; after: number };
  const append = (author: string, { conversationId, key, after }: Asks, change: Change, basedOn?: number): Entry => {
    const log = logs.get(conversationId) ?? refuse('not_a_member');
    const head = headOf(log);
    if (after > head) refuse('ahead_of_log');
    if (head - after > limits.afterReach) refuse('too_far_behind');
    // LOG-4: the key is looked for before anything that depends on state is refused.
    const mine = log.entries.slice(after).find((entry) => entry.author === author && entry.key === key);
    if (mine) {
      if (author === 'ana' && mine.kind === 'message.discarded' && change.kind === 'message.posted')
        refuse('discarded');
      push({ type: 'entries', conversationId, entries: [mine] });
      return mine;
    }
    if (author === 'ana' && !isIn(conversationId)) refuse('not_a_member');
    check(log.entries, author, change, basedOn);
    const n = (log.entries.at(-1)?.n ?? 0) + (change.kind === 'message.posted' ? 1 : 0);
    const calls = callsAfter(log.entries.at(-1)?.calls ?? [], head + 1, change);
    const more = { n, m: 1, ...(calls.length > 0 && { calls }) };
    const entry: Entry = { seq: head + 1, at: clock.now(), author, key, ...more, ...change };
    log.entries.push(entry);
    project(log.entries, entry);
    if (change.kind === 'conversation.renamed') log.conversation = { ...log.conversation, name: change.body.name };
    push({ type: 'entries', conversationId, entries: [entry] });
    return entry;
  };
  const discard = ({ deleteKey, ...asks }: Asks & { deleteKey: string }): Entry => {
    const entry = append('ana', asks, { kind: 'message.discarded', body: {} });
    if (!isKnown(entry) || entry.kind !== 'message.posted' || entry.body.deleted) return entry;
    return append('ana', { ...asks, key: deleteKey }, { kind: 'message.deleted', body: { target: entry.seq } });
  };

  const changeRow = (conversationId: string, change: Partial<InboxRow>): InboxRow => {
    const held = rows.get(conversationId) ?? { conversationId, rev: 0, joined: 1, read: 0, readN: 0 };
    const row = { ...held, ...change, rev: held.rev + 1 };
    rows.set(conversationId, row);
    if (row.read < held.read) backs.set(conversationId, row.rev);
    push({ type: 'inbox', rows: [row] });
    return row;
  };

  const summaryOf = (conversationId: string): ConversationSummary => {
    const log = logOf(conversationId);
    const { seq, n, calls } = log.entries.at(-1)!;
    const shown = log.entries.findLast(({ kind }) => !standsAside(kind))!;
    const { at, author, kind } = shown;
    const isSaid = isKnown(shown) && shown.kind === 'message.posted' && !shown.body.deleted;
    return {
      conversation: log.conversation,
      row: rows.get(conversationId)!,
      latest: {
        ...{ seq, n, at, author, kind },
        ...(isSaid && { preview: shown.body.text.slice(0, 120) }),
        ...(shown.seq !== seq && { shown: shown.seq }),
        ...(calls && { calls }),
      },
    };
  };
  const mine = () => [...rows.values()].filter(({ left }) => left === undefined);

  const standingOf = ({ conversationId, seq }: Position): Standing => {
    if (!mine().some((row) => row.conversationId === conversationId)) return { conversationId, state: 'gone', head: 0 };
    const head = headOf(logOf(conversationId));
    return { conversationId, state: head === seq ? 'ok' : head > seq ? 'behind' : 'reset', head };
  };
  const standings = (positions: Position[], digest: string | undefined) => ({
    serverTime: clock.now(),
    positions: positions.map(standingOf),
    inboxChanged: (digest ?? inboxDigest([])) !== inboxDigest(mine()),
  });

  const answer = ({ type, body }: Asked): unknown => {
    switch (type) {
      case 'connections.hello':
        return {
          ...standings(body.positions, body.inboxDigest),
          person: ana,
          epoch: settings.epoch,
          renewBefore: clock.now() + settings.tokenMs,
          rotateAt: clock.now() + 105 * 60_000,
          limits: { frameBytes: limits.frameBytes, textBytes: limits.textBytes, pingMs: 240_000 },
        };
      case 'connections.renew':
        return tokens.has(body.token) ? { renewBefore: clock.now() + settings.tokenMs } : refuse('not_signed_in');
      case 'connections.ping':
        return standings(body.positions, body.inboxDigest);
      case 'conversations.list': {
        // Two a page, so that pages are tested.
        const rest = mine().slice(mine().findIndex(({ conversationId }) => conversationId === body.cursor) + 1);
        const page = rest.slice(0, 2).map(({ conversationId }) => conversationId);
        return { conversations: page.map(summaryOf), ...(rest.length > 2 && { cursor: page[1] }) };
      }
      case 'conversations.get':
        return summaryOf(body.conversationId);
      case 'messages.send': {
        const { text, replyTo } = body;
        const said = { text, ...(replyTo !== undefined && { replyTo }) };
        return { entry: append('ana', body, { kind: 'message.posted', body: said }) };
      }
      case 'messages.edit': {
        const { target, text, basedOn } = body;
        return { entry: append('ana', body, { kind: 'message.edited', body: { target, text } }, basedOn) };
      }
      case 'messages.delete':
        return { entry: append('ana', body, { kind: 'message.deleted', body: { target: body.target } }) };
      case 'messages.discard':
        return { entry: discard(body) };
      case 'messages.react':
      case 'messages.unreact': {
        const kind = type === 'messages.react' ? ('reaction.added' as const) : ('reaction.removed' as const);
        return { entry: append('ana', body, { kind, body: { target: body.target, emoji: body.emoji } }) };
      }
      case 'conversations.rename':
        return { entry: append('ana', body, { kind: 'conversation.renamed', body: { name: body.name } }) };
      case 'memberships.remove':
        return { entry: append('ana', body, { kind: 'member.removed', body: { personId: body.personId } }) };
      case 'memberships.role': {
        const { personId, role } = body;
        return { entry: append('ana', body, { kind: 'member.role', body: { personId, role } }) };
      }
      case 'memberships.ban':
      case 'memberships.unban': {
        const kind = type === 'memberships.ban' ? ('member.banned' as const) : ('member.unbanned' as const);
        return { entry: append('ana', body, { kind, body: { personId: body.personId } }) };
      }
      case 'connections.focus':
      case 'delivery.typing':
      case 'delivery.received':
        return {};
      case 'delivery.receipts':
        return { receipts: receipts.get(body.conversationId) ?? [] };
      case 'delivery.unread': {
        const entry = logOf(body.conversationId).entries[body.seq - 1] ?? refuse('ahead_of_log');
        if (rows.get(body.conversationId)?.rev !== body.rev) refuse('row_moved');
        const before = logOf(body.conversationId).entries[body.seq - 2];
        return { row: changeRow(body.conversationId, { read: entry.seq - 1, readN: before?.n ?? 0 }) };
      }
      case 'people.presence':
        return { online: body.ids.filter((id) => online.has(id)) };
      case 'people.settings':
        Object.assign(chosen, body);
        return { settings: chosen };
      case 'messages.history': {
        const { entries } = logOf(body.conversationId);
        const before = body.before ?? entries.length + 1;
        return { entries: entries.slice(Math.max(0, before - 1 - body.limit), before - 1), head: entries.length };
      }
      case 'messages.changes': {
        const { entries } = logOf(body.conversationId);
        if (body.after > entries.length) refuse('ahead_of_log');
        const limit = Math.min(body.limit, settings.pageEntries);
        return { entries: entries.slice(body.after, body.after + limit), head: entries.length };
      }
      case 'delivery.read': {
        const entry = logOf(body.conversationId).entries[body.seq - 1] ?? refuse('ahead_of_log');
        const row = rows.get(body.conversationId)!;
        if (row.read >= entry.seq || (body.rev ?? Infinity) < (backs.get(body.conversationId) ?? 0)) return { row };
        return { row: changeRow(body.conversationId, { read: entry.seq, readN: entry.n }) };
      }
      case 'memberships.leave':
        return { row: changeRow(body.conversationId, { left: headOf(logOf(body.conversationId)) }) };
      case 'people.me':
        return { person: ana, settings: chosen };
      case 'people.find':
        return { people: 'ids' in body ? body.ids.map((id) => ({ id, name: id, email: `${id}@example.com` })) : [] };
      default:
        return refuse('internal');
    }
  };
  const handle = (asked: Asked, door: 'socket' | 'http'): unknown => {
    answered.push({ ...asked, door });
    const because = next.get(asked.type)?.shift();
    if (because) throw new Refused(because);
    return answer(asked);
  };

  /** Bo, or another, does something. */
  const does = (conversationId: string, change: Change, author = 'bo', basedOn?: number): Entry => {
    const asks = { conversationId, key: theirKey((keys += 1)), after: logs.get(conversationId)?.entries.length ?? 0 };
    return append(author, asks, change, basedOn);
  };
  const say = (conversationId: string, text: string, author = 'bo') =>
    does(conversationId, { kind: 'message.posted', body: { text } }, author);

  return {
    /** What was asked and by which door, in order; also what was refused. */
    answered,
    asked: (type: string) => answered.filter((one) => one.type === type),
    settings,
    tokens,
    /** The next request of that type is refused for `code`. */
    refuses: (type: string, code: RefusalCode, more: Partial<Refusal> = {}) =>
      next.set(type, [...(next.get(type) ?? []), { ...refusal(code), ...more }]),
    log: (conversationId: string): Entry[] => logs.get(conversationId)?.entries ?? [],
    row: (conversationId: string) => rows.get(conversationId),
    summary: summaryOf,
    sockets,
    push,
    changeRow,
    /** Ana is in a new conversation, in which `messages` messages stand already. */
    converse: (conversationId: string, messages = 0) => {
      const conversation: Conversation = {
        id: conversationId,
        kind: 'channel',
        name: 'general',
        createdBy: 'bo',
        createdAt: clock.now(),
      };
      const body = { kind: 'channel' as const, people: ['ana', 'bo'] };
      const created: Entry = {
        seq: 1,
        at: clock.now(),
        author: 'bo',
        key: theirKey((keys += 1)),
        n: 0,
        m: 0,
        kind: 'conversation.created',
        body,
      };
      logs.set(conversationId, { conversation, entries: [created] });
      changeRow(conversationId, { read: 1 });
      for (let i = 1; i <= messages; i += 1) say(conversationId, `message ${i}`);
    },
    say,
    does,
    receipts,
    online,
    http: (request: { method: string; url: string; token: string; text: string }): { status: number; text: string } => {
      if (!tokens.has(request.token)) return { status: 401, text: '{"message":"Unauthorized"}' };
      const { pathname, searchParams } = new URL(request.url);
      const query = Object.fromEntries(searchParams);
      const asked = decodeHttp({
        method: request.method,
        path: decodeURIComponent(pathname),
        query,
        text: request.text,
      });
      try {
        if (!asked.ok) throw new Refused(asked.refusal);
        return { status: 200, text: JSON.stringify(handle(asked.value, 'http')) };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return { status: refusals[error.refusal.code].http, text: JSON.stringify(error.refusal) };
      }
    },
    /** A handshake: undefined where it is refused. */
    connect: (protocols: string[], send: Push): ServerSocket | undefined => {
      if (protocols[0] !== 'chat.v1' || !tokens.has(protocols[1]?.replace(/^bearer\./, '') ?? '')) return undefined;
      const id = (opened += 1);
      const socket = { push: send, isSubscribed: false };
      sockets.set(id, socket);
      return {
        receive: (text) => {
          if (settings.isDeaf) return;
          const asked = decodeRequest(text);
          const requestId = asked.id ?? '';
          try {
            if (!asked.ok) throw new Refused(asked.refusal);
            // SYNC-1: the lease is written before the heads are read.
            if (asked.value.type === 'connections.hello') socket.isSubscribed = true;
            send({ type: 'reply', id: requestId, body: handle(asked.value, 'socket') });
          } catch (error) {
            if (!(error instanceof Refused)) throw error;
            send({ type: 'refusal', id: requestId, ...error.refusal });
          }
        },
        closed: () => void sockets.delete(id),
      };
    },
  };
};
export type ModelServer = ReturnType<typeof modelServer>;
