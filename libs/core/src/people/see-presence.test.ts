import { expect, it } from 'vitest';
import { aWorkspace, tokenMs } from '../testing/a-workspace';

it('[DEL-4] tells who has a connection by their leases, and nothing of those that expired or closed', async () => {
  const { people, core, clock } = aWorkspace();
  const [ana, bo, cy, di] = people('ana', 'bo', 'cy', 'di');
  const ids = ['ana', 'bo', 'cy', 'di', 'bo', 'nobody'];
  const online = async () => (await ana.gets('people.presence', { ids })).online.toSorted();
  expect(await online()).toEqual([]);
  const [, phone] = [await bo.connects(), await di.connects()];
  await clock.pass(tokenMs / 2);
  const [desk] = [await bo.connects(), await cy.connects()];
  expect(await online()).toEqual(['bo', 'cy', 'di']);
  await core().closed('di', phone.id);
  expect(await online()).toEqual(['bo', 'cy']);
  await clock.pass(tokenMs / 2);
  expect(await online()).toEqual(['bo', 'cy']);
  await core().closed('bo', desk.id);
  expect(await online()).toEqual(['cy']);
});
