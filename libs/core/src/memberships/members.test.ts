import type { Change, Entry, MemberRole } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { keyNumber } from '../testing/stores';
import { afterEntry, inAt, isInAt, type Members, peopleChangedBy, receives, successors } from './members';

const entry = (seq: number, author: string, change: Change): Entry => ({
  ...{ seq, at: 0, author, key: keyNumber(seq), n: 0, m: 0 },
  ...change,
});
const created = (...people: string[]) =>
  entry(1, 'ana', { kind: 'conversation.created', body: { kind: 'channel', people } });
const added = (seq: number, ...people: string[]) => entry(seq, 'ana', { kind: 'members.added', body: { people } });
const left = (seq: number, author: string, heir?: string) =>
  entry(seq, author, { kind: 'member.left', body: { heir } });
const ranked = (seq: number, personId: string, role: MemberRole) =>
  entry(seq, 'ana', { kind: 'member.role', body: { personId, role } });
const banned = (seq: number, personId: string) => entry(seq, 'ana', { kind: 'member.banned', body: { personId } });
const unbanned = (seq: number, personId: string) => entry(seq, 'ana', { kind: 'member.unbanned', body: { personId } });
const bo = { personId: 'bo', role: 'member', joined: 1 } as const;
const removed = (seq: number, personId: string) => entry(seq, 'ana', { kind: 'member.removed', body: { personId } });
const posted = (seq: number) => entry(seq, 'ana', { kind: 'message.posted', body: { text: 'hi' } });
const after = (...entries: Entry[]): Members => entries.reduce(afterEntry, new Map());
const who = (members: Members, seq: number) => inAt(members, seq).map(({ personId }) => personId);

describe('membership as of a seq', () => {
  it('[DEL-1] begins with the entry that brings somebody in, and ends with the one by which they leave', () => {
    const members = after(created('ana'), added(4, 'bo'), left(7, 'bo'));
    const bo = members.get('bo');
    expect([3, 4, 6, 7, 8].map((seq) => isInAt(bo, seq))).toEqual([false, true, true, false, false]);
    expect([3, 4, 6, 7, 8].map((seq) => receives(bo!, seq))).toEqual([false, true, true, true, false]);
    expect(isInAt(undefined, 4)).toBe(false);
  });

  it('makes the founder the owner, and nobody else', () => {
    const members = after(created('ana', 'bo'), added(2, 'cy'));
    expect([...members.values()].map(({ personId, role }) => [personId, role])).toEqual([
      ['ana', 'owner'],
      ['bo', 'member'],
      ['cy', 'member'],
    ]);
  });

  it('[DEL-1] ends with the entry by which somebody is put out, as if they had left', () => {
    const members = after(created('ana', 'bo'), removed(3, 'bo'));
    expect(members.get('bo')).toEqual({ personId: 'bo', role: 'member', joined: 1, left: 3 });
    expect(receives(members.get('bo')!, 3)).toBe(true);
    expect(who(members, 3)).toEqual(['ana']);
  });

  it('[ROLE-3] gives roles, as of the entry that does', () => {
    const members = after(created('ana', 'bo'), ranked(2, 'bo', 'moderator'), ranked(3, 'bo', 'owner'));
    expect(members.get('bo')).toEqual({ personId: 'bo', role: 'owner', joined: 1, changed: 3 });
    expect([ranked(2, 'bo', 'moderator')].reduce(afterEntry, members)).toEqual(members);
    expect(after(created('ana', 'bo'), ranked(2, 'bo', 'owner'), left(3, 'bo'), added(4, 'bo')).get('bo')).toEqual({
      ...{ personId: 'bo', role: 'member', joined: 4 },
    });
  });

  it('[ROLE-3] ends with a ban, which stays until it is lifted, and names who never was in', () => {
    const members = after(created('ana', 'bo'), banned(3, 'bo'), banned(4, 'cy'));
    expect(members.get('bo')).toEqual({ ...bo, left: 3, banned: true, changed: 3 });
    expect(receives(members.get('bo')!, 3)).toBe(true);
    expect(members.get('cy')).toEqual({ personId: 'cy', role: 'member', joined: 0, left: 0, banned: true, changed: 4 });
    expect([0, 1, 4, 5].some((seq) => isInAt(members.get('cy'), seq))).toBe(false);
    expect([1, 4].some((seq) => receives(members.get('cy')!, seq))).toBe(false);
    expect(afterEntry(members, unbanned(5, 'bo')).get('bo')).toEqual({ ...bo, left: 3, changed: 5 });
    const left3 = after(created('ana', 'bo'), left(3, 'bo'), banned(5, 'bo'));
    expect(left3.get('bo')).toEqual({ ...bo, left: 3, banned: true, changed: 5 });
  });

  it('[ROLE-5] lines up who could own a channel by role, then by stay, and makes the heir its owner', () => {
    const moderated = after(created('ana'), added(2, 'dee'), added(3, 'cy', 'bo'), ranked(4, 'cy', 'moderator'));
    expect(successors(moderated, 4, 'ana').map(({ personId }) => personId)).toEqual(['cy', 'dee', 'bo']);
    expect(successors(moderated, 2, 'ana').map(({ personId }) => personId)).toEqual(['dee']);
    const alike = after(created('ana', 'dee', 'bo'), left(2, 'bo'));
    expect(afterEntry(alike, left(3, 'ana', 'dee')).get('dee')).toEqual({
      ...{ personId: 'dee', role: 'owner', joined: 1, changed: 3 },
    });
  });

  it('names those whose own rows an entry changes: who comes, who goes, and whom a message calls', () => {
    const text = '<@bo> and <@ana>';
    const calling = entry(2, 'ana', { kind: 'message.posted', body: { text } });
    const edited = entry(3, 'ana', { kind: 'message.edited', body: { target: 2, text, unnamed: ['cy'] } });
    const deleted = entry(3, 'ana', { kind: 'message.deleted', body: { target: 2, unnamed: ['cy'] } });
    expect(
      [
        created('ana', 'bo'),
        added(4, 'cy'),
        left(5, 'cy'),
        removed(6, 'bo'),
        banned(8, 'bo'),
        calling,
        edited,
        deleted,
        posted(7),
      ].map(peopleChangedBy),
    ).toEqual([['ana', 'bo'], ['cy'], ['cy'], ['bo'], ['bo'], ['bo'], ['bo', 'cy'], ['cy'], []]);
  });

  it('begins anew for somebody who comes back', () => {
    const members = after(created('ana', 'bo'), left(2, 'bo'), added(5, 'bo'));
    expect(members.get('bo')).toEqual({ personId: 'bo', role: 'member', joined: 5 });
    expect(who(members, 4)).toEqual(['ana']);
    expect(who(members, 5)).toEqual(['ana', 'bo']);
  });

  it('[DEL-1] lets the later seq win for each person, so entries may be applied over rows that are newer', () => {
    const rows = after(created('ana', 'bo'), left(2, 'bo'), added(5, 'bo'));
    expect([added(5, 'bo'), left(2, 'bo'), created('ana', 'bo')].reduce(afterEntry, rows)).toEqual(rows);
  });

  it('is not changed by messages, nor by kinds that this build does not know', () => {
    const members = after(created('ana'));
    expect(afterEntry(members, posted(2))).toBe(members);
    const strange = { ...posted(2), kind: 'poll.opened', body: { people: ['bo'] } } as Entry;
    expect(afterEntry(members, strange)).toBe(members);
  });

  it('is a value: an earlier one stays as it was', () => {
    const before = after(created('ana'));
    afterEntry(before, added(2, 'bo'));
    expect([...before.keys()]).toEqual(['ana']);
  });
});
