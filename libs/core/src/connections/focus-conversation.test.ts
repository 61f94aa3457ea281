import { expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';
import { conversationNumber } from '../testing/stores';

const [here, there] = [conversationNumber(1), conversationNumber(2)];

it('[DEL-4] notes what a connection has open, on its own lease alone', async () => {
  const { people, tables } = aWorkspace();
  const [ana] = people('ana');
  const [phone, desk] = [await ana.connects(), await ana.connects()];
  await phone.gets('connections.focus', { conversationId: here });
  await desk.gets('connections.focus', { conversationId: there });
  const open = () => [...tables.leases.get('ana')!.values()].map((lease) => lease.open);
  expect(open()).toEqual([here, there]);
  await phone.gets('connections.focus', {});
  expect(open()).toEqual([undefined, there]);
});

it('[DEL-4] asks for a hello where the lease is gone, and makes none of half of one', async () => {
  const { people, core, tables } = aWorkspace();
  const [ana] = people('ana');
  const phone = await ana.connects();
  await phone.gets('people.me', {});
  await core().closed('ana', phone.id);
  expect(await phone.refusedFor('connections.focus', { conversationId: here })).toBe('hello_first');
  expect(tables.leases.get('ana')?.size).toBe(0);
  await phone.gets('connections.hello', { positions: [], build: 'test' });
  await phone.gets('connections.focus', { conversationId: here });
  expect(tables.leases.get('ana')?.get(phone.id)?.open).toBe(here);
});

it('belongs on a socket', async () => {
  const { people } = aWorkspace();
  const [ana] = people('ana');
  expect(await ana.refusedFor('connections.focus', {})).toBe('socket_only');
});
