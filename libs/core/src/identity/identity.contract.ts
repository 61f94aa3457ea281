import { describe, expect, it } from 'vitest';
import type { Identity } from './identity';

/** A user pool, and a look behind it. */
export type IdentityWorld = {
  identity: Identity;
  /** Makes an account that is signed in on one device; what the pool calls it. */
  account(email: string): Promise<string>;
  /** Somebody signs up, and has not entered the code that this mails; what the pool calls the account. */
  signsUp(email: string): Promise<string>;
  /** Undefined where there is no such account. */
  lookUp(username: string): Promise<{ isEnabled: boolean; groups: readonly string[] } | undefined>;
  /** Has their sign-ins ask for a code beside the password from now on. */
  setUpSecondStep(username: string): Promise<void>;
  hasSecondStep(username: string): Promise<boolean>;
  /** Whether that device can still refresh its tokens. */
  isSignedIn(username: string): Promise<boolean>;
  /** Whom a mail of the pool invited signs in by what it holds, and chooses a password. */
  comes(email: string): Promise<void>;
  /** That device enters the newest code that was mailed to this address; whether it was taken. */
  entersCode(username: string, email: string): Promise<boolean>;
  /** Addresses that got a mail from the pool, without those that come of `account` and `signsUp`. */
  mailed(): Promise<readonly string[]>;
};

/** What every user pool does for us, whatever it is made of. */
export const identityContract = (aWorld: () => Promise<IdentityWorld>): void => {
  describe('a user pool', () => {
    it('signs one person out everywhere, as often as it is told', async () => {
      const { identity, account, isSignedIn } = await aWorld();
      const [ana, bo] = [await account('ana@example.com'), await account('bo@example.com')];
      await identity.signOutEverywhere(ana);
      await identity.signOutEverywhere(ana);
      expect([await isSignedIn(ana), await isSignedIn(bo)]).toEqual([false, true]);
    });

    it('shuts an account and opens it again', async () => {
      const { identity, account, lookUp } = await aWorld();
      const ana = await account('ana@example.com');
      await identity.disable(ana);
      await identity.disable(ana);
      expect(await lookUp(ana)).toMatchObject({ isEnabled: false });
      await identity.enable(ana);
      expect(await lookUp(ana)).toMatchObject({ isEnabled: true });
    });

    it('[AUTH-6] knows whose account one is', async () => {
      const { identity, account } = await aWorld();
      const [ana, bo] = [await account('ana@example.com'), await account('bo@example.com')];
      const told = () => Promise.all([ana, bo, 'nobody'].map((name) => identity.isOf(name, ana)));
      expect(await told()).toEqual([true, false, false]);
      await identity.deleteAccount(ana);
      expect(await told()).toEqual([false, false, false]);
    });

    it('deletes an account, and its address is free', async () => {
      const { identity, account, lookUp } = await aWorld();
      const ana = await account('ana@example.com');
      await identity.deleteAccount(ana);
      expect(await lookUp(ana)).toBeUndefined();
      expect(await identity.invite('ana@example.com')).toBe('invited');
    });

    it('[ROLE-2] takes a second step away, as often as it is told, and ends no sign-in by it', async () => {
      const { identity, account, setUpSecondStep, hasSecondStep, isSignedIn } = await aWorld();
      const [ana, bo] = [await account('ana@example.com'), await account('bo@example.com')];
      for (const one of [ana, bo]) await setUpSecondStep(one);
      await identity.resetSecondStep(ana);
      await identity.resetSecondStep(ana);
      expect([await hasSecondStep(ana), await hasSecondStep(bo)]).toEqual([false, true]);
      expect(await isSignedIn(ana)).toBe(true);
    });

    it('does nothing to somebody whom it does not know', async () => {
      const { identity, lookUp } = await aWorld();
      await identity.signOutEverywhere('nobody');
      await identity.disable('nobody');
      await identity.enable('nobody');
      await identity.deleteAccount('nobody');
      await identity.setGroup('nobody', 'admin');
      await identity.resetSecondStep('nobody');
      expect(await lookUp('nobody')).toBeUndefined();
    });

    it('[INVITE-3] invites an address by mail, again while nobody has used the account, and nobody who is here', async () => {
      const { identity, account, comes, mailed } = await aWorld();
      await account('ana@example.com');
      expect(await identity.invite('bo@example.com')).toBe('invited');
      expect(await identity.invite('bo@example.com')).toBe('invited_again');
      expect(await identity.invite('ana@example.com')).toBe('already_here');
      expect(await mailed()).toEqual(['bo@example.com', 'bo@example.com']);
      await comes('bo@example.com');
      expect(await identity.invite('bo@example.com')).toBe('already_here');
      expect(await mailed()).toHaveLength(2);
    });

    it('[INVITE-3] invites an address that somebody signed up with and has not confirmed, who is out by that', async () => {
      const { identity, signsUp, comes, lookUp, mailed } = await aWorld();
      const squatter = await signsUp('bo@example.com');
      expect(await identity.invite('bo@example.com')).toBe('invited');
      expect(await mailed()).toEqual(['bo@example.com']);
      expect(await lookUp(squatter)).toBeUndefined();
      await comes('bo@example.com');
      expect(await identity.invite('bo@example.com')).toBe('already_here');
    });

    it('[INVITE-3] withdraws an account that nobody used, and no other', async () => {
      const { identity, account, comes, lookUp } = await aWorld();
      const ana = await account('ana@example.com');
      await identity.invite('bo@example.com');
      await identity.invite('cy@example.com');
      await comes('cy@example.com');
      for (const name of ['ana', 'bo', 'cy', 'nobody', 'bo']) await identity.withdraw(`${name}@example.com`);
      expect(await lookUp(ana)).toBeDefined();
      expect(await identity.invite('cy@example.com')).toBe('already_here');
      expect(await identity.invite('bo@example.com')).toBe('invited');
    });

    it('[AUTH-7] mails a code to another address, and the one before counts until it was entered', async () => {
      const { identity, account, entersCode, mailed } = await aWorld();
      const ana = await account('ana@example.com');
      await identity.changeAddress(ana, 'ana@elsewhere.example');
      expect(await mailed()).toEqual(['ana@elsewhere.example']);
      expect(await identity.addressOf(ana)).toBe('ana@example.com');
      expect(await entersCode(ana, 'ana@elsewhere.example')).toBe(true);
      expect(await identity.addressOf(ana)).toBe('ana@elsewhere.example');
      await identity.changeAddress('nobody', 'nobody@elsewhere.example');
      expect(await mailed()).toHaveLength(1);
    });

    it('[AUTH-7] says of an address that somebody has nothing, and does not give it away', async () => {
      const { identity, account, entersCode } = await aWorld();
      const ana = await account('ana@example.com');
      await account('bo@example.com');
      await identity.changeAddress(ana, 'bo@example.com');
      expect(await entersCode(ana, 'bo@example.com')).toBe(false);
      expect(await identity.addressOf(ana)).toBe('ana@example.com');
    });

    it('[AUTH-7] knows the address of an account, in lower case, and of nobody else', async () => {
      const { identity, account } = await aWorld();
      expect(await identity.addressOf(await account('Ana@Example.com'))).toBe('ana@example.com');
      expect(await identity.addressOf('nobody')).toBeUndefined();
    });

    it('keeps somebody in the one group of their role', async () => {
      const { identity, account, lookUp } = await aWorld();
      const ana = await account('ana@example.com');
      for (const role of ['admin', 'admin', 'guest', 'member', 'owner'] as const) {
        await identity.setGroup(ana, role);
        expect((await lookUp(ana))?.groups).toEqual([role]);
      }
    });
  });
};
