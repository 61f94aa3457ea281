import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';
import type { Account } from './register-person';

const start = (...more: Parameters<typeof aWorkspace>) => {
  const workspace = aWorkspace(...more);
  const { identity, core } = workspace;
  identity.add('ana', 'ana@example.com');
  const account = { id: 'ana', username: 'ana', email: 'ana@example.com', name: 'Ana', pool: identity };
  return {
    ...workspace,
    /** `registered`, or what it is refused with. */
    registers: (how: Partial<Account> = {}): Promise<string> =>
      core()
        .register({ ...account, ...how })
        .then(
          () => 'registered',
          (error: { refusal?: { code: string }; message: string }) => error.refusal?.code ?? error.message,
        ),
    replaced: () => identity.accounts.get('ana')?.passwordsReplaced ?? 0,
  };
};

describe('an account whose password may be of anybody', () => {
  it('[AUTH-11] makes nobody: the password is replaced, and its holder is asked to choose one', async () => {
    const { registers, replaced, tables } = start();
    expect(await registers({ isPasswordUnproven: true })).toBe('choose_password');
    expect(replaced()).toBe(1);
    expect(tables.people.size).toBe(0);
  });

  it('[AUTH-11] is registered once its holder reset the password, and left alone from then on', async () => {
    const { registers, replaced, tables } = start();
    await registers({ isPasswordUnproven: true });
    expect(await registers({ passwordWasReset: true })).toBe('registered');
    // Later sign-ins prove nothing by themselves, and a trigger may come late.
    expect(await registers({ isPasswordUnproven: true })).toBe('registered');
    expect(replaced()).toBe(1);
    expect(tables.people.get('ana')).toMatchObject({ name: 'Ana' });
  });

  it('[AUTH-11] makes nobody where the pool does not replace it, and is tried again by whoever signs in', async () => {
    const { registers, replaced, tables, identity } = start();
    const pool = { ...identity, replacePassword: () => Promise.reject(new Error('throttled')) };
    expect(await registers({ isPasswordUnproven: true, pool })).toBe('throttled');
    expect(tables.people.size).toBe(0);
    expect(await registers({ isPasswordUnproven: true })).toBe('choose_password');
    expect(replaced()).toBe(1);
  });

  it('[AUTH-11] keeps no password of a stranger where nobody lets the address in either', async () => {
    const { registers, replaced } = start(() => ({ founding: { owner: 'olga@example.com', signUp: 'invited' } }));
    expect(await registers({ isPasswordUnproven: true })).toBe('not_invited');
    expect(replaced()).toBe(1);
  });

  it('[INVITE-4] takes no use of a link until its holder has chosen a password', async () => {
    const { registers, ports, core, clock, people } = start(() => ({
      founding: { owner: 'olga@example.com', signUp: 'invited' },
    }));
    const [bo] = people('bo');
    const { token = '', invitation } = await bo.gets('invitations.create', { key: '0'.repeat(26), role: 'guest' });
    await core().admitSignUp({ email: 'ana@example.com', source: 'self', isProvable: true, invitation: token });
    expect(await registers({ isPasswordUnproven: true })).toBe('choose_password');
    expect(await ports.invitations.get([invitation.id])).toMatchObject([{ uses: 0 }]);
    await clock.pass(60_000);
    expect(await registers({ passwordWasReset: true })).toBe('registered');
    expect(await ports.invitations.get([invitation.id])).toMatchObject([{ uses: 1 }]);
    expect((await ports.access.of(['ana'])).get('ana')).toMatchObject({ role: 'guest' });
  });

  it('[AUTH-11] makes no owner of a stranger who took the address of the founder', async () => {
    const founding = { owner: 'ana@example.com', signUp: 'invited' } as const;
    const { registers, ports } = start(() => ({ founding }));
    expect(await registers({ isPasswordUnproven: true })).toBe('choose_password');
    expect(await ports.access.hasOwner()).toBe(false);
    expect(await registers({ passwordWasReset: true })).toBe('registered');
    expect((await ports.access.of(['ana'])).get('ana')).toMatchObject({ role: 'owner' });
  });

  it('[AUTH-11] asks for another password where registering it died halfway', async () => {
    let dies = true;
    const { registers, ports, core } = start(({ access }) => ({
      access: { ...access, note: (id, known) => (dies ? Promise.reject(new Error('died')) : access.note(id, known)) },
    }));
    expect(await registers()).toBe('died');
    dies = false;
    expect(await registers({ isPasswordUnproven: true })).toBe('choose_password');
    const given = core().issueToken({ personId: 'ana', isSelfMade: true });
    await expect(given).rejects.toMatchObject({ refusal: { code: 'choose_password' } });
    expect(await registers({ passwordWasReset: true })).toBe('registered');
    expect((await ports.access.of(['ana'])).get('ana')).toMatchObject({ username: 'ana' });
  });
});

describe('a sign-in that began before a password was chosen', () => {
  const chosen = async (how: Partial<Account> = { passwordWasReset: true, secretHash: 'hers' }) => {
    const workspace = start();
    await workspace.registers({ isPasswordUnproven: true });
    await workspace.registers(how);
    const signsIn = (secretHash?: string, more: object = {}) =>
      workspace
        .core()
        .issueToken({ personId: 'ana', isSelfMade: true, secretHash, ...more })
        .then(
          () => 'signed in',
          (error: { refusal: { code: string; retryAfterMs?: number } }) => error.refusal,
        );
    return { ...workspace, signsIn };
  };
  const minutes = 60_000;

  it('[AUTH-11] comes to nothing for three minutes, in which whoever chose it signs in by their secret', async () => {
    const { signsIn, clock } = await chosen();
    expect(await signsIn()).toMatchObject({ code: 'just_reset', retryAfterMs: 3 * minutes });
    expect(await signsIn('of somebody else')).toMatchObject({ code: 'just_reset' });
    expect(await signsIn('hers')).toBe('signed in');
    await clock.pass(3 * minutes - 1);
    expect(await signsIn()).toMatchObject({ code: 'just_reset', retryAfterMs: 1 });
    await clock.pass(1);
    expect(await signsIn()).toBe('signed in');
  });

  it('[AUTH-11] waits also where whoever chose it brought no secret', async () => {
    const { signsIn, clock } = await chosen({ passwordWasReset: true });
    expect(await signsIn()).toMatchObject({ code: 'just_reset' });
    await clock.pass(3 * minutes);
    expect(await signsIn()).toBe('signed in');
  });

  it('[AUTH-11] holds up neither a renewal nor Google', async () => {
    const { signsIn } = await chosen();
    expect(await signsIn(undefined, { isRenewal: true })).toBe('signed in');
    expect(await signsIn(undefined, { hasSecondStep: async () => false })).toBe('signed in');
  });

  it('[AUTH-3] comes to nothing after a reset that comes later either, whose own secret counts from then on', async () => {
    const { signsIn, registers, clock } = await chosen();
    await clock.pass(60 * minutes);
    expect(await signsIn()).toBe('signed in');
    expect(await registers({ passwordWasReset: true, secretHash: 'another' })).toBe('registered');
    expect(await signsIn()).toMatchObject({ code: 'just_reset', retryAfterMs: 3 * minutes });
    expect(await signsIn('hers')).toMatchObject({ code: 'just_reset' });
    expect(await signsIn('another')).toBe('signed in');
    await clock.pass(3 * minutes);
    expect(await signsIn()).toBe('signed in');
  });

  it('[AUTH-3] is held up by nothing but a reset: a sign-in that registers nobody anew leaves the others alone', async () => {
    const { signsIn, registers, clock } = await chosen();
    await clock.pass(3 * minutes);
    await registers({ secretHash: 'another' });
    expect(await signsIn()).toBe('signed in');
  });
});

it('[AUTH-3] a reset goes on where the pool does not end the other sign-ins, and whoever runs this is told', async () => {
  const { registers, reports, identity } = start();
  await registers();
  const error = new Error('throttled');
  const pool = { ...identity, signOutEverywhere: () => Promise.reject(error) };
  expect(await registers({ passwordWasReset: true, pool })).toBe('registered');
  expect(reports).toEqual([{ what: 'sign-out did not reach the user pool', details: { personId: 'ana', error } }]);
});

it('[AUTH-3] a reset holds up who began before, and only then ends the other sign-ins: nobody comes in between', async () => {
  const { registers, ports, identity, clock } = start();
  await registers();
  const until = clock.now() + 3 * 60_000;
  const heldThen: unknown[] = [];
  const signOutEverywhere = async () => void heldThen.push((await ports.access.of(['ana'])).get('ana')?.held);
  const pool = { ...identity, signOutEverywhere };
  expect(await registers({ passwordWasReset: true, secretHash: 'hers', pool })).toBe('registered');
  expect(heldThen).toEqual([{ until, hash: 'hers' }]);
});
