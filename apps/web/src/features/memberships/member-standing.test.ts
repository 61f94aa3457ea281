import { type MemberRole } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { byStanding, memberActs, moderates } from './member-standing';

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
