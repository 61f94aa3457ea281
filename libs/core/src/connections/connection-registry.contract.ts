import { describe, expect, it } from 'vitest';
import { atOnce, conversationNumber, type MakeStores, racers } from '../testing/stores';
import type { ConnectionRegistry, Lease } from './connection-registry';

const now = 1_767_225_600_000;
const lease = (connectionId: string, expires = now + 60_000): Lease => ({
  ...{ connectionId, expires, sessionId: `session-of-${connectionId}`, authTime: now - 1_000 },
});
const idsOf = async (connections: ConnectionRegistry, personId: string) =>
  (await connections.leases([personId]))
    .get(personId)
    ?.map(({ connectionId }) => connectionId)
    .sort();

/** What every connection registry does, whatever it is made of. */
export const connectionRegistryContract = (makeStores: MakeStores): void => {
  describe('a connection registry', () => {
    it('knows how to reach people, as soon as they are here', async () => {
      const { connections } = await makeStores();
      await connections.open('ana', lease('Abc+/d0="#.:='), now);
      await connections.open('bo', lease('phone', now + 1), now);
      await connections.open('bo', lease('laptop', now + 2), now);
      const leases = await connections.leases(['ana', 'bo']);
      expect(leases.get('ana')).toEqual([lease('Abc+/d0="#.:=')]);
      expect(leases.get('bo')).toHaveLength(2);
      expect(leases.get('bo')).toEqual(expect.arrayContaining([lease('phone', now + 1), lease('laptop', now + 2)]));
    });

    it('loses none of the connections that a person opens at once', async () => {
      const { connections } = await makeStores();
      await atOnce(racers, (nth) => connections.open('ana', lease(`c-${nth}`), now));
      expect(await idsOf(connections, 'ana')).toEqual(Array.from({ length: racers }, (_, i) => `c-${i + 1}`).sort());
    });

    it('loses none when some close while others open', async () => {
      const { connections } = await makeStores();
      await atOnce(racers, (nth) => connections.open('ana', lease(`old-${nth}`), now));
      await atOnce(racers, async (nth) => {
        await Promise.all([connections.close('ana', `old-${nth}`), connections.open('ana', lease(`new-${nth}`), now)]);
      });
      expect(await idsOf(connections, 'ana')).toEqual(Array.from({ length: racers }, (_, i) => `new-${i + 1}`).sort());
    });

    it('[DEL-3] removes exactly the connection that closed', async () => {
      const { connections } = await makeStores();
      await connections.open('ana', lease('phone'), now);
      await connections.open('ana', lease('laptop'), now);
      await connections.open('bo', lease('phone'), now);
      await connections.close('ana', 'phone');
      expect(await idsOf(connections, 'ana')).toEqual(['laptop']);
      expect(await idsOf(connections, 'bo')).toEqual(['phone']);
    });

    it('[DEL-4] knows which conversation a connection has open, and that it has none', async () => {
      const { connections } = await makeStores();
      const [here, there] = [conversationNumber(1), conversationNumber(2)];
      await connections.open('ana', lease('phone'), now);
      await connections.open('ana', lease('laptop'), now);
      const phone = async () =>
        (await connections.leases(['ana'])).get('ana')?.find(({ connectionId }) => connectionId === 'phone');
      expect(await connections.focus('ana', 'phone', here)).toBe(true);
      expect(await phone()).toEqual({ ...lease('phone'), open: here });
      expect(await connections.focus('ana', 'phone', there)).toBe(true);
      expect(await phone()).toEqual({ ...lease('phone'), open: there });
      expect(await connections.focus('ana', 'phone', undefined)).toBe(true);
      expect(await connections.focus('ana', 'phone', undefined)).toBe(true);
      expect(await phone()).toEqual(lease('phone'));
      expect((await connections.leases(['ana'])).get('ana')).toHaveLength(2);
    });

    it('[DEL-4] makes no lease of what a connection without one has open', async () => {
      const { connections } = await makeStores();
      expect(await connections.focus('ana', 'phone', conversationNumber(1))).toBe(false);
      await connections.open('ana', lease('laptop'), now);
      await connections.open('ana', lease('phone'), now);
      await connections.close('ana', 'phone');
      expect(await connections.focus('ana', 'phone', conversationNumber(1))).toBe(false);
      expect(await connections.focus('ana', 'phone', undefined)).toBe(false);
      expect(await connections.leases(['ana'])).toEqual(new Map([['ana', [lease('laptop')]]]));
    });

    it('sweeps what expired although it had something open', async () => {
      const { connections } = await makeStores();
      await connections.open('ana', lease('dead', now - 1), now - 60_000);
      await connections.focus('ana', 'dead', conversationNumber(1));
      await connections.open('ana', lease('new'), now);
      expect(await idsOf(connections, 'ana')).toEqual(['new']);
    });

    it('takes a close for nothing where there is no such connection', async () => {
      const { connections } = await makeStores();
      await connections.close('ana', 'phone');
      await connections.open('ana', lease('laptop'), now);
      await connections.close('ana', 'phone');
      await connections.close('ana', 'phone');
      expect(await connections.leases(['ana'])).toEqual(new Map([['ana', [lease('laptop')]]]));
    });

    it('replaces the lease of a connection that is opened again', async () => {
      const { connections } = await makeStores();
      await connections.open('ana', lease('phone', now + 1), now);
      await connections.open('ana', lease('phone', now + 9), now);
      expect((await connections.leases(['ana'])).get('ana')).toEqual([lease('phone', now + 9)]);
    });

    it('lets a lease that lasts longer stand when its connection is opened again: it was renewed', async () => {
      const { connections } = await makeStores();
      expect(await connections.open('ana', lease('phone', now + 9), now)).toBe(now + 9);
      expect(await connections.open('ana', lease('phone', now + 1), now)).toBe(now + 9);
      expect((await connections.leases(['ana'])).get('ana')).toEqual([lease('phone', now + 9)]);
      expect(await connections.open('ana', lease('phone', now + 12), now)).toBe(now + 12);
    });

    it('[AUTH-4] prolongs a lease, and shortens none, whichever of two renewals comes last', async () => {
      const { connections } = await makeStores();
      await connections.open('ana', lease('phone', now + 5), now);
      await connections.open('ana', lease('laptop', now + 5), now);
      await connections.focus('ana', 'phone', conversationNumber(1));
      expect(await connections.renew('ana', 'phone', now + 50, now)).toBe(now + 50);
      expect(await connections.renew('ana', 'phone', now + 20, now)).toBe(now + 50);
      expect((await connections.leases(['ana'])).get('ana')).toEqual(
        expect.arrayContaining([
          { ...lease('phone', now + 50), open: conversationNumber(1) },
          lease('laptop', now + 5),
        ]),
      );
    });

    it('[AUTH-4] renews no lease that is gone or has run out, and makes none', async () => {
      const { connections } = await makeStores();
      expect(await connections.renew('ana', 'phone', now + 50, now)).toBeUndefined();
      await connections.open('ana', lease('phone', now + 5), now);
      expect(await connections.renew('ana', 'laptop', now + 50, now)).toBeUndefined();
      expect(await connections.renew('ana', 'phone', now + 50, now + 5)).toBeUndefined();
      expect((await connections.leases(['ana'])).get('ana')).toEqual([lease('phone', now + 5)]);
    });

    it('[DEL-6] lets a lease run out at once, for good, and makes none of it', async () => {
      const { connections } = await makeStores();
      await connections.end('ana', 'phone', now);
      await connections.open('ana', lease('laptop'), now);
      await connections.end('ana', 'phone', now);
      await connections.end('ana', 'laptop', now + 7);
      expect(await connections.renew('ana', 'laptop', now + 90_000, now + 7)).toBeUndefined();
      expect((await connections.leases(['ana'])).get('ana')).toEqual([lease('laptop', now + 7)]);
    });

    it('sweeps what expired when its person opens a connection, and only then', async () => {
      const { connections } = await makeStores();
      await connections.open('ana', lease('dead', now - 1), now - 60_000);
      await connections.open('ana', lease('also dead', now - 1), now - 60_000);
      await connections.open('ana', lease('alive', now + 1), now - 60_000);
      await connections.open('bo', lease('dead', now - 1), now - 60_000);
      expect(await idsOf(connections, 'ana')).toEqual(['alive', 'also dead', 'dead']);
      await connections.open('ana', lease('new'), now);
      expect(await idsOf(connections, 'ana')).toEqual(['alive', 'new']);
      expect(await idsOf(connections, 'bo')).toEqual(['dead']);
    });

    it('[DEL-2] gives the leases of more than a hundred people in one call, and an empty list for strangers', async () => {
      const { connections } = await makeStores();
      const people = Array.from({ length: 230 }, (_, nth) => `p-${nth}`);
      await Promise.all(people.map((id) => connections.open(id, lease(`of-${id}`), now)));
      const leases = await connections.leases([...people, 'nobody', 'p-0']);
      expect(leases.size).toBe(231);
      expect(people.map((id) => leases.get(id))).toEqual(people.map((id) => [lease(`of-${id}`)]));
      expect(leases.get('nobody')).toEqual([]);
      expect(await connections.leases([])).toEqual(new Map());
    });
  });
};
