import { describe, expect, it } from 'vitest';
import { atOnce, type MakeStores, racers } from '../testing/stores';
import type { StoredSession } from './session-store';

const now = 1_767_225_600_000;
const until = now + 31 * 24 * 3_600_000;
const aSession = (id: string, more: Partial<StoredSession> = {}) => ({ id, signedInAt: now, seenAt: now, ...more });
const byId = (sessions: StoredSession[]) => sessions.sort((a, b) => (a.id < b.id ? -1 : 1));

/** What every session store does, whatever it is made of. */
export const sessionStoreContract = (makeStores: MakeStores): void => {
  describe('a session store', () => {
    it('knows where somebody is signed in, as soon as it was noted, and nothing of others', async () => {
      const { sessions } = await makeStores();
      const [desk, phone] = [aSession('desk', { device: 'Firefox on Linux' }), aSession('phone')];
      expect(await sessions.note('ana', desk, until)).toBe(true);
      expect(await sessions.note('ana', phone, until)).toBe(true);
      expect(await sessions.note('bo', aSession('bos'), until)).toBe(true);
      expect(await sessions.get('ana', ['desk', 'bos', 'nothing'])).toEqual(new Map([['desk', desk]]));
      expect(await sessions.get('ana', ['phone', 'desk'])).toEqual(
        new Map([
          ['desk', desk],
          ['phone', phone],
        ]),
      );
      expect(await sessions.get('ana', [])).toEqual(new Map());
      expect(byId(await sessions.list('ana'))).toEqual([desk, phone]);
      expect(await sessions.list('nobody')).toEqual([]);
    });

    it('says when a session was last seen, and keeps what the device calls itself where it says nothing', async () => {
      const { sessions } = await makeStores();
      await sessions.note('ana', aSession('desk', { device: 'Firefox' }), until);
      const later = { id: 'desk', signedInAt: now, seenAt: now + 3_600_000 };
      expect(await sessions.note('ana', later, until + 3_600_000)).toBe(true);
      expect(await sessions.list('ana')).toEqual([{ ...later, device: 'Firefox' }]);
      await sessions.note('ana', { ...later, device: 'Chrome' }, until + 3_600_000);
      expect(await sessions.list('ana')).toEqual([{ ...later, device: 'Chrome' }]);
    });

    it('[AUTH-3] ends a session once and for good: what is noted of it afterwards changes nothing', async () => {
      const { sessions } = await makeStores();
      await sessions.note('ana', aSession('desk'), until);
      await sessions.note('ana', aSession('phone'), until);
      expect(await sessions.revoke('ana', 'desk', now + 5, until + 5)).toBe(true);
      expect(await sessions.revoke('ana', 'desk', now + 6, until + 6)).toBe(false);
      const ended = aSession('desk', { revokedAt: now + 5 });
      expect((await sessions.get('ana', ['desk'])).get('desk')).toEqual(ended);
      expect(await sessions.note('ana', aSession('desk', { seenAt: now + 3_600_000 }), until)).toBe(false);
      expect(byId(await sessions.list('ana'))).toEqual([ended, aSession('phone')]);
    });

    it('ends nothing that it does not know, and makes nothing of it', async () => {
      const { sessions } = await makeStores();
      await sessions.note('bo', aSession('desk'), until);
      expect(await sessions.revoke('ana', 'desk', now, until)).toBe(false);
      expect(await sessions.list('ana')).toEqual([]);
      expect((await sessions.list('bo'))[0]).toEqual(aSession('desk'));
    });

    it('[AUTH-3] lets nobody note a session back while it is being ended, however many try', async () => {
      const { sessions } = await makeStores();
      await sessions.note('ana', aSession('desk'), until);
      await atOnce(racers, async (nth) => {
        if (nth === racers / 2) await sessions.revoke('ana', 'desk', now + 5, until);
        else await sessions.note('ana', aSession('desk', { seenAt: now + nth }), until);
      });
      expect((await sessions.get('ana', ['desk'])).get('desk')).toMatchObject({ revokedAt: now + 5 });
    });
  });
};
