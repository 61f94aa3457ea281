import { type Asked, decodeBody, everyoneToken, type Input, type RequestType } from '@parley/protocol';
import { access, type Rule } from '../access/access';
import { mayAsk, mayCallMany, mayIn } from '../access/permit';
import { type kinds, myInvitation, type Outcome, type Place, type Rank, type Standing } from './access-cells';

/** One way to make a request, valid but for who makes it. `calls`: it calls everyone, more than ten in a channel. */
type Case<T extends RequestType> = { of?: string; body: (place: Place) => Input<T>; theirs?: true; calls?: true };

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
  'messages.send': [
    { body: (place) => ({ ...change(place), text: 'hi' }) },
    { of: 'calling many', calls: true, body: (place) => ({ ...change(place), text: everyoneToken }) },
  ],
  'messages.edit': [
    { of: 'mine', body: (place) => ({ ...toMine(place), basedOn: place.mine, text: 'hi' }) },
    {
      ...{ of: 'mine, calling many', calls: true },
      body: (place) => ({ ...toMine(place), basedOn: place.mine, text: everyoneToken }),
    },
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
  'people.changeAddress': [{ body: () => ({ email: 'me@elsewhere.example' }) }],
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

/** Every way to make every request. */
export const accessRows = Object.entries(cases).flatMap(([type, ways]) =>
  (ways as readonly Case<RequestType>[]).map((way) => ({
    ...way,
    type: type as RequestType,
    name: way.of ? `${type}, ${way.of}` : type,
  })),
);
export type AccessRow = (typeof accessRows)[number];

const refusedAtTheDoor: { [R in Rank]?: Outcome } = {
  suspended: 'suspended',
  removed: 'no_profile',
  unknown: 'no_profile',
  'signed out': 'not_signed_in',
};

/** What the table says of a cell. */
export const expectedOutcome = (
  { type, body, theirs, calls }: AccessRow,
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
  if (calls && kind === 'channel' && !mayCallMany(type, rank as 'member', at)) return 'not_allowed';
  return mayIn(type, { kind, role: at, wrote: !theirs }) ? 'ok' : 'not_yours';
};
