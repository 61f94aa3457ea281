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
