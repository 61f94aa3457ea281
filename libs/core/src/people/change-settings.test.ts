import { expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

it('changes what is named, for me alone, and shows it with who I am', async () => {
  const { people } = aWorkspace();
  const [ana, bo] = people('ana', 'bo');
  expect((await ana.gets('people.me', {})).settings).toEqual({ readReceipts: true });
  expect(await ana.gets('people.settings', { readReceipts: false })).toEqual({ settings: { readReceipts: false } });
  expect(await ana.gets('people.settings', {})).toEqual({ settings: { readReceipts: false } });
  expect((await ana.gets('people.me', {})).settings).toEqual({ readReceipts: false });
  expect((await bo.gets('people.me', {})).settings).toEqual({ readReceipts: true });
});

it('[AUTH-6] writes nothing of who was removed, whatever a process remembers', async () => {
  const { people, tables } = aWorkspace();
  const [ana] = people('ana');
  await ana.gets('people.me', {});
  tables.people.set('ana', { ...tables.people.get('ana')!, status: 'removed' });
  expect(await ana.refusedFor('people.settings', { readReceipts: false })).toBe('no_profile');
  expect(tables.settings.has('ana')).toBe(false);
});
