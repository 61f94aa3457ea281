import { type MemberRole } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { byStanding, everyoneNote, mayCallEveryone, memberActs, moderates } from './member-standing';

const offered = (mine: MemberRole | undefined, role: MemberRole, isMe = false) =>
  memberActs(mine, { role, isMe }).map((one) => (one.act === 'role' ? one.role : one.act));

describe('[ROLE-3] what is offered of a member', () => {
  it('is every other role to owners, and to put out and ban anybody', () => {
    expect(offered('owner', 'member')).toEqual(['owner', 'moderator', 'remove', 'ban']);
    expect(offered('owner', 'moderator')).toEqual(['owner', 'member', 'remove', 'ban']);
    expect(offered('owner', 'owner')).toEqual(['moderator', 'member', 'remove', 'ban']);
  });
  it('is to put out and ban members, and nobody beside or above them, to moderators', () => {
    expect(offered('moderator', 'member')).toEqual(['remove', 'ban']);
    expect(offered('moderator', 'moderator')).toEqual([]);
    expect(offered('moderator', 'owner')).toEqual([]);
  });
  it('is nothing to members, nor while it is not known what I am', () => {
    for (const role of ['owner', 'moderator', 'member'] as const)
      for (const mine of ['member', undefined] as const) expect(offered(mine, role)).toEqual([]);
  });
  it('is to step down of an owner’s own, never to put out oneself', () => {
    expect(offered('owner', 'owner', true)).toEqual(['moderator', 'member']);
    expect(offered('moderator', 'moderator', true)).toEqual([]);
  });
});

it('[ROLE-3] owners and moderators moderate', () => {
  expect((['owner', 'moderator', 'member', undefined] as const).map(moderates)).toEqual([true, true, false, false]);
});

it('members stand by what they are, then by name', () => {
  const member = (name: string, role: MemberRole) => ({
    person: { id: name, name, email: `${name}@example.com` },
    role,
  });
  const list = [member('Zoe', 'owner'), member('Ana', 'member'), member('Bo', 'moderator'), member('Al', 'member')];
  expect(list.sort(byStanding).map(({ person }) => person.name)).toEqual(['Zoe', 'Bo', 'Al', 'Ana']);
});

describe('[ROLE-6] to notify everyone', () => {
  const roles = ['owner', 'moderator', 'member'] as const;
  const may = (members: number, rank: 'owner' | 'admin' | 'member' | 'guest') =>
    roles.map((role) => mayCallEveryone(members, { role, rank }));
  it('is for anybody where ten are in', () => {
    expect(may(10, 'member')).toEqual([true, true, true]);
    expect(may(10, 'guest')).toEqual([true, true, true]);
  });
  it('is where more are for owners and moderators, here or of the workspace, and never for guests', () => {
    expect(may(11, 'member')).toEqual([true, true, false]);
    for (const rank of ['owner', 'admin'] as const) expect(may(11, rank)).toEqual([true, true, true]);
    expect(may(11, 'guest')).toEqual([false, false, false]);
    expect(mayCallEveryone(11, { role: undefined, rank: undefined })).toBe(false);
  });
  it('says how many it notifies, or who may', () => {
    const mine = { role: 'member', rank: 'member' } as const;
    expect([undefined, 2, 10, 11].map((members) => everyoneNote(members, mine))).toEqual([
      ...['', 'notifies 1 person', 'notifies 9 people', 'only for owners and moderators'],
    ]);
  });
});
