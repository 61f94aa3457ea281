import { MemberRole, PersonStatus, WorkspaceRole } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { type Access, plainAccess } from '../access/access-store';
import { heirOf } from './heir';
import type { Member } from './membership-store';

/** Of a member of the workspace or, where more is said, of who is that there; undefined without a profile. */
const accessOf = (here = 'member'): Access | undefined => {
  if (here === 'unknown') return undefined;
  const status = PersonStatus.safeParse(here);
  return status.success ? { ...plainAccess, status: status.data } : { ...plainAccess, role: WorkspaceRole.parse(here) };
};

/**
 * Who gets the channel that Ana leaves, where the others joined in the order in which they are named: each with their role
 * in the channel, and what they are in the workspace.
 */
const heirAmong = async (...others: string[]) => {
  const members = new Map<string, Member>();
  const known = new Map<string, Access>();
  for (const [nth, text] of ['ana owner', ...others].entries()) {
    const [personId = '', role, here] = text.split(' ');
    members.set(personId, { personId, role: MemberRole.parse(role), joined: nth + 1 });
    const access = accessOf(here);
    if (access) known.set(personId, access);
  }
  const asked: number[] = [];
  const of = async (ids: readonly string[]) => {
    asked.push(ids.length);
    return new Map([...known].filter(([id]) => ids.includes(id)));
  };
  const heir = await heirOf({ of }, members, members.size, 'ana');
  return { heir: heir?.personId, asked };
};

describe('the heir of a channel', () => {
  it.each<[string, string[], string | undefined]>([
    ['the longest-standing moderator', ['bo member', 'cy moderator', 'dee moderator'], 'cy'],
    ['the longest-standing member where there is no moderator', ['bo member', 'cy member'], 'bo'],
    ['nobody where nobody else is in', [], undefined],
    ['nobody where another owner is active', ['bo owner', 'cy moderator'], undefined],
    ['nobody where another owner is, who is a guest here', ['bo owner guest', 'cy member'], undefined],
    ['a member rather than a guest who moderates', ['bo moderator guest', 'cy member'], 'cy'],
    ['a guest where all others are', ['bo member guest', 'cy moderator guest'], 'cy'],
    ['a guest rather than who is suspended', ['bo member suspended', 'cy member guest'], 'cy'],
    ['never who is suspended', ['bo moderator suspended'], undefined],
    ['never who was removed', ['bo moderator removed', 'cy member'], 'cy'],
    ['never who has no profile', ['bo moderator unknown', 'cy member'], 'cy'],
    ['somebody else where the other owner is suspended', ['bo owner suspended', 'cy member'], 'cy'],
    ['somebody else where the other owner was removed', ['bo owner removed', 'cy member'], 'cy'],
  ])('[ROLE-5] is %s', async (_, others, heir) => {
    expect((await heirAmong(...others)).heir).toBe(heir);
  });

  it('[ROLE-5] is found however many stand before them, and asked for a hundred at a time', async () => {
    const suspended = Array.from({ length: 150 }, (_, nth) => `s-${nth} moderator suspended`);
    expect(await heirAmong(...suspended, 'zoe member')).toEqual({ heir: 'zoe', asked: [100, 51] });
  });

  it('is asked for where an owner leaves, alone', async () => {
    const members = new Map<string, Member>([['bo', { personId: 'bo', role: 'member', joined: 1 }]]);
    const of = () => Promise.reject(new Error('nobody is to be read'));
    expect(await heirOf({ of }, members, 1, 'bo')).toBeUndefined();
  });
});
