import { type Asked, type Body, decodeBody, type Input, type RequestType } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import {
  aScene,
  type Door,
  hasDoor,
  kinds,
  myInvitation,
  type Outcome,
  outcomeOf,
  type Place,
  type Rank,
  ranks,
  type Scene,
  type Standing,
  standings,
} from '../testing/access-cells';
import { access, type Rule } from './access';
import { mayAsk, mayIn } from './permit';

/** One way to make a request, valid but for who makes it. */
type Case<T extends RequestType> = { of?: string; body: (place: Place) => Input<T>; theirs?: true };

const key = '01KB3W9M6Q4X7V2T8Y5Z1N0RJC';
const change = ({ conversationId, head: after }: Place) => ({ conversationId, key, after });
const here = ({ conversationId }: Place) => ({ conversationId });
const position = ({ conversationId, head: seq }: Place) => ({ conversationId, seq });
const toMine = (place: Place) => ({ ...change(place), target: place.mine });
const toTheirs = (place: Place) => ({ ...change(place), target: place.theirs });
const toBo = (place: Place) => ({ ...change(place), personId: 'bo' });

/** Every request. One that is not here does not compile. */
const cases: { [T in RequestType]: readonly Case<T>[] } = {
  'connections.hello': [{ body: (place) => ({ positions: [position(place)], build: 'test' }) }],
  'connections.ping': [{ body: (place) => ({ positions: [position(place)] }) }],
  'connections.focus': [{ body: here }],
  'connections.renew': [{ body: () => ({ token: 'a newer token of mine' }) }],
  'conversations.open': [
    { of: 'channel', body: () => ({ kind: 'channel', key, name: 'plans', people: ['bo'] }) },
    { of: 'direct', body: () => ({ kind: 'direct', key, people: ['zoe'] }) },
  ],
  'conversations.list': [{ body: () => ({}) }],
  'conversations.get': [{ body: here }],
  'conversations.rename': [{ body: (place) => ({ ...change(place), name: 'plans' }) }],
  'memberships.add': [{ body: (place) => ({ ...change(place), people: ['zoe'] }) }],
  'memberships.leave': [{ body: change }],
  'memberships.remove': [{ body: toBo }],
  'memberships.role': [{ body: (place) => ({ ...toBo(place), role: 'moderator' }) }],
  'memberships.ban': [{ body: toBo }],
  'memberships.unban': [{ body: (place) => ({ ...change(place), personId: 'yan' }) }],
  'memberships.bans': [{ body: here }],
  'memberships.list': [{ body: here }],
  'messages.send': [{ body: (place) => ({ ...change(place), text: 'hi' }) }],
  'messages.edit': [
    { of: 'mine', body: (place) => ({ ...toMine(place), basedOn: place.mine, text: 'hi' }) },
    { of: 'theirs', theirs: true, body: (place) => ({ ...toTheirs(place), basedOn: place.theirs, text: 'hi' }) },
  ],
  'messages.delete': [
    { of: 'mine', body: toMine },
    { of: 'theirs', theirs: true, body: toTheirs },
  ],
  'messages.discard': [{ body: (place) => ({ ...change(place), deleteKey: '01KB3W9M6Q4X7V2T8Y5Z1N0RJD' }) }],
  'messages.react': [
    { of: 'mine', body: (place) => ({ ...toMine(place), emoji: '👍' }) },
    { of: 'theirs', theirs: true, body: (place) => ({ ...toTheirs(place), emoji: '👍' }) },
  ],
  'messages.unreact': [{ of: 'theirs', theirs: true, body: (place) => ({ ...toTheirs(place), emoji: '🎉' }) }],
  'messages.history': [{ body: here }],
  'messages.changes': [{ body: (place) => ({ ...here(place), after: 0 }) }],
  'delivery.read': [{ body: position }],
  'delivery.unread': [{ body: (place) => ({ ...here(place), seq: place.theirs, rev: place.rev }) }],
  'delivery.received': [{ body: (place) => ({ positions: [position(place)] }) }],
  'delivery.receipts': [{ body: here }],
  'delivery.typing': [{ body: here }],
  'people.me': [{ body: () => ({}) }],
  'people.find': [
    { of: 'by id', body: () => ({ ids: ['bo'] }) },
    { of: 'by address', body: () => ({ email: 'bo@example.com' }) },
  ],
  'people.presence': [{ body: () => ({ ids: ['bo'] }) }],
  'people.settings': [{ body: () => ({ readReceipts: false }) }],
  'people.profile': [{ body: () => ({ name: 'Me' }) }],
  'people.address': [{ body: () => ({}) }],
  'people.search': [{ body: () => ({ prefix: 'b' }) }],
  'people.block': [{ body: () => ({ personId: 'zoe' }) }],
  'people.unblock': [{ body: () => ({ personId: 'zoe' }) }],
  'people.blocked': [{ body: () => ({}) }],
  'invitations.create': [{ body: () => ({ key }) }],
  'invitations.list': [{ body: () => ({}) }],
  'invitations.revoke': [{ body: () => ({ invitationId: myInvitation }) }],
  'workspace.get': [{ body: () => ({}) }],
  'workspace.change': [{ body: () => ({ name: 'Acme' }) }],
  'people.role': [{ body: () => ({ personId: 'bo', role: 'guest' }) }],
  'people.suspend': [{ body: () => ({ personId: 'bo' }) }],
  'people.reinstate': [{ body: () => ({ personId: 'sue' }) }],
  'people.resetSecondStep': [{ body: () => ({ personId: 'bo' }) }],
  'people.delete': [{ body: () => ({ email: 'me@example.com' }) }],
  'sessions.list': [{ body: () => ({}) }],
  'sessions.revoke': [{ body: () => ({ sessionId: 'session-me-7' }) }],
  'sessions.revokeAll': [{ body: () => ({}) }],
};

const rows = Object.entries(cases).flatMap(([type, ways]) =>
  (ways as readonly Case<RequestType>[]).map((way) => ({
    ...way,
    type: type as RequestType,
    name: way.of ? `${type}, ${way.of}` : type,
  })),
);
type Row = (typeof rows)[number];

const refusedAtTheDoor: { [R in Rank]?: Outcome } = {
  suspended: 'suspended',
  removed: 'no_profile',
  unknown: 'no_profile',
  'signed out': 'not_signed_in',
};

/** What the table says of a cell. */
const expected = (
  { type, body, theirs }: Row,
  rank: Rank,
  kind: (typeof kinds)[number],
  at: Standing,
  place: Place,
) => {
  const barred = refusedAtTheDoor[rank];
  if (barred) return barred;
  const decoded = decodeBody(type, body(place));
  if (!decoded.ok) throw new Error(`${type} is tried with a body that is wrong: ${decoded.refusal.message}`);
  if (!mayAsk(rank as 'member', decoded.value satisfies Asked)) return 'not_allowed';
  if (!(access[type] as Rule<RequestType>).in) return 'ok';
  if (at === 'outsider') return 'not_a_member';
  if (!mayIn(type, { kind, role: at })) return kind === 'direct' ? 'direct_is_fixed' : 'not_allowed';
  return mayIn(type, { kind, role: at, wrote: !theirs }) ? 'ok' : 'not_yours';
};

const doors: readonly Door[] = ['socket', 'http'];
const letters: Record<Standing, string> = { outsider: 'x', member: 'm', moderator: 'M', owner: 'O' };

/** Cells of one request and one rank, in eight letters: who in a direct conversation may, and who in a channel. */
const shortened = (allowed: readonly (readonly [Standing, boolean])[]): string => {
  if (allowed.every(([, may]) => may)) return 'all';
  if (!allowed.some(([, may]) => may)) return '–';
  const text = allowed.map(([standing, may]) => (may ? letters[standing] : '·')).join('');
  return `${text.slice(0, standings.length)} ${text.slice(standings.length)}`;
};

/** The table as people read it. */
const pageOf = (lines: readonly string[][], answers: number): string => {
  const heads = ['request', ...ranks];
  const widths = heads.map((head, column) => Math.max(head.length, ...lines.map((line) => line[column]?.length ?? 0)));
  const written = (texts: readonly string[]) =>
    `| ${texts.map((text, i) => text.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [
    '# Who may do what',
    '',
    'Written by `access-matrix.test.ts` from what both doors answered. A column is what somebody is in the workspace. In a',
    'cell, who may: in a direct conversation, then in a channel; `x` who is not in it, `m` its members, `M` its moderators,',
    '`O` its owners, `·` not; `all` of these, or `–` none.',
    '',
    written(heads),
    written(widths.map((width) => '-'.repeat(width))),
    ...lines.map(written),
    '',
    `${lines.length} requests × ${ranks.length} ranks × ${standings.length * kinds.length} standings, at each of their doors: ${answers} answers.`,
    '',
  ].join('\n');
};

describe('the table of who may do what', async () => {
  const scenes = new Map<string, Scene>();
  for (const kind of kinds)
    for (const standing of standings) scenes.set(`${kind} ${standing}`, await aScene(kind, standing));

  /** What a row's cells are, one text a rank, and where they are not as the table says. */
  const walk = async (row: Row, among: readonly Rank[] = ranks) => {
    const [wrong, line]: [string[], string[]] = [[], []];
    let answers = 0;
    for (const rank of among) {
      const allowed: [Standing, boolean][] = [];
      for (const kind of kinds)
        for (const standing of standings) {
          const scene = scenes.get(`${kind} ${standing}`)!;
          const says = expected(row, rank, kind, standing, scene.place);
          let may = false;
          for (const door of doors.filter((door) => hasDoor(row.type, door))) {
            const outcome = await outcomeOf(scene, rank, door, row.type, row.body);
            answers += 1;
            may ||= outcome === 'ok';
            if (outcome !== says) wrong.push(`${rank}, ${standing}, ${kind}, ${door}: ${outcome}, not ${says}`);
          }
          allowed.push([standing, may]);
        }
      line.push(shortened(allowed));
    }
    return { wrong, line, answers };
  };
  const walks = new Map<Row, ReturnType<typeof walk>>();
  const walked = (row: Row): ReturnType<typeof walk> => {
    const known = walks.get(row) ?? walk(row);
    walks.set(row, known);
    return known;
  };

  // A row is up to 128 small workspaces; a machine that does much else at the time takes seconds for them.
  const timeout = 60_000;
  it.each(rows)('[ROLE-1] holds at both doors for $name', { timeout }, async (row) => {
    expect((await walked(row)).wrong).toEqual([]);
  });

  it(
    '[ROLE-1] is the one that people have read: access-matrix.md shows every cell as it came out',
    { timeout: 2 * timeout },
    async () => {
      const lines: string[][] = [];
      let answers = 0;
      for (const row of rows) {
        const { line, answers: given } = await walked(row);
        lines.push([row.name, ...line]);
        answers += given;
      }
      await expect(pageOf(lines, answers)).toMatchFileSnapshot('access-matrix.md');
    },
  );

  /** Runs with another rule in the table. */
  const withRule = async <T>(type: RequestType, change: (rule: Rule<RequestType>) => object, run: () => Promise<T>) => {
    const table = access as Record<RequestType, object>;
    const rule = table[type];
    table[type] = { ...rule, ...change(rule as Rule<RequestType>) };
    return run().finally(() => (table[type] = rule));
  };
  const flipped = <R>(roles: readonly R[], role: R): R[] =>
    roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role];
  // Whoever follows the table shows another line than the one that stands in access-matrix.md, or a refusal that the
  // catalogue does not declare; whoever does not follow it is wrong by it.
  const isNoticed = async (row: Row, change: (rule: Rule<RequestType>) => object): Promise<boolean> => {
    const before = (await walked(row)).line[ranks.indexOf('guest')];
    try {
      const { wrong, line } = await withRule(row.type, change, () => walk(row, ['guest']));
      return wrong.length > 0 || line[0] !== before;
    } catch (error) {
      if (error instanceof Error && error.message.includes('which the catalogue does not say of it')) return true;
      throw error;
    }
  };

  it.each(rows)('[ROLE-1] fails this where one cell of $name is another', { timeout }, async (row) => {
    const { by, in: own } = access[row.type] as Rule<RequestType>;
    const guest = {
      by: flipped(typeof by === 'function' ? by(row.body({} as Place) as Body<RequestType>) : by, 'guest'),
    };
    expect(await isNoticed(row, () => guest)).toBe(true);
    const isForGuests = !guest.by.includes('guest');
    if (!own || !isForGuests) return;
    const field = row.theirs && (access[row.type] as Rule<RequestType>).inOfOthers ? 'inOfOthers' : 'in';
    for (const kind of kinds)
      for (const role of ['member', 'owner'] as const) {
        const change = ({ [field]: was = own }: Rule<RequestType>) => ({
          [field]: { ...was, [kind]: flipped(was[kind], role) },
        });
        expect([kind, role, await isNoticed(row, change)]).toEqual([kind, role, true]);
      }
  });
});
