import type { Change, Entry, Person } from '@parley/protocol';
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { sentence } from './system-row';

afterEach(cleanup);

const people = Object.fromEntries(
  ['Ana', 'Bo'].map((name): [string, Person] => [name, { id: name, name, email: `${name}@example.com` }]),
);
const words = (change: Change): string | null => {
  const entry: Entry = {
    ...{ seq: 7, n: 4, at: 1, author: 'Ana', key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', m: 0 },
    ...change,
  };
  return render(sentence(entry, people)).container.textContent;
};

it('[ROLE-3] says in words who made whom what, and who is kept out', () => {
  const role = (personId: string, to: 'owner' | 'moderator' | 'member'): Change => ({
    kind: 'member.role',
    body: { personId, role: to },
  });
  expect(words(role('Bo', 'owner'))).toBe('Ana made Bo an owner');
  expect(words(role('Bo', 'moderator'))).toBe('Ana made Bo a moderator');
  expect(words(role('Bo', 'member'))).toBe('Ana made Bo a member');
  expect(words(role('Ana', 'moderator'))).toBe('Ana stepped down and is a moderator now');
  expect(words({ kind: 'member.banned', body: { personId: 'Bo' } })).toBe('Ana banned Bo');
  expect(words({ kind: 'member.unbanned', body: { personId: 'Bo' } })).toBe('Ana lifted the ban of Bo');
});

it('[ROLE-5] says whom the last owner left the channel to', () => {
  expect(words({ kind: 'member.left', body: { heir: 'Bo' } })).toBe('Ana left; Bo is the owner now');
  expect(words({ kind: 'member.left', body: {} })).toBe('Ana left');
});
