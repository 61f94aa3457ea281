import { describe, expect, it } from 'vitest';
import { unlimited } from '../limits/rates';
import { aWorkspace } from '../testing/a-workspace';

const next = 'ana@elsewhere.example';

/** Ana, whom the user pool knows, on a device of a sign-in of now. */
const workspaceOfTwo = (...replaced: Parameters<typeof aWorkspace>) => {
  const workspace = aWorkspace(...replaced);
  const [ana, bo] = workspace.people('ana', 'bo');
  workspace.identity.add('ana', 'ana@example.com');
  workspace.identity.add('bo', 'bo@example.com');
  return { ...workspace, ana, bo };
};

describe('asking for another address', () => {
  it('[AUTH-7] has a code mailed there; the one before counts until it was entered', async () => {
    const { ana, bo, identity } = workspaceOfTwo();
    expect(await ana.gets('people.changeAddress', { email: 'Ana@Elsewhere.example' })).toEqual({ mailed: true });
    expect(identity.mailed).toEqual([next]);
    expect((await ana.gets('people.address', {})).person.email).toBe('ana@example.com');
    identity.entersCode('ana');
    expect((await ana.gets('people.address', {})).person.email).toBe(next);
    expect((await bo.gets('people.find', { email: next })).people).toMatchObject([{ id: 'ana' }]);
  });

  it('[AUTH-7] takes a sign-in of the last five minutes, which a copied token is not, however often it is refreshed', async () => {
    const { ana, signsIn, identity, clock } = workspaceOfTwo();
    await clock.pass(5 * 60_000 + 1);
    expect(await ana.refusedFor('people.changeAddress', { email: next })).toBe('sign_in_again');
    expect(identity.mailed).toEqual([]);
    const again = signsIn(ana);
    await clock.pass(5 * 60_000);
    expect(await again.gets('people.changeAddress', { email: next })).toEqual({ mailed: true });
  });

  it('[AUTH-7] needs no code for the address that the account has', async () => {
    const { ana, identity } = workspaceOfTwo();
    expect(await ana.gets('people.changeAddress', { email: 'ANA@example.com' })).toEqual({ mailed: false });
    expect(identity.mailed).toEqual([]);
  });

  it('[AUTH-7] tells nobody that an address is taken but who reads its mail', async () => {
    const { ana, identity } = workspaceOfTwo();
    expect(await ana.gets('people.changeAddress', { email: 'bo@example.com' })).toEqual({ mailed: true });
    expect(identity.entersCode('ana')).toBe(false);
    expect((await ana.gets('people.address', {})).person.email).toBe('ana@example.com');
  });

  it('[LIMIT-1] mails only so many codes, each of them to what may be the address of somebody else', async () => {
    const rates = { ...unlimited, addressCodes: { burst: 1, everyMs: 60_000 } };
    const { ana, identity, clock } = workspaceOfTwo(() => ({ rates }));
    await ana.gets('people.changeAddress', { email: next });
    expect(await ana.refusedFor('people.changeAddress', { email: next })).toBe('slow_down');
    await clock.pass(60_000);
    await ana.gets('people.changeAddress', { email: next });
    expect(identity.mailed).toEqual([next, next]);
  });
});
