import type { WorkspaceRole } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

const personId = 'bo';

const withBo = (as: { role?: WorkspaceRole; status?: 'active' | 'suspended' | 'removed' } = {}) => {
  const workspace = aWorkspace();
  workspace.people(personId);
  workspace.tables.people.set(personId, { ...workspace.tables.people.get(personId)!, ...as });
  return workspace;
};

describe('tokens that are about to be made', () => {
  it.each(['owner', 'admin', 'member', 'guest'] as const)(
    '[AUTH-9] name the role of somebody who is %s',
    async (role) => {
      expect(await withBo({ role }).core().issueToken({ personId })).toEqual({ role });
    },
  );

  it.each([
    ['suspended', 'suspended'],
    ['removed', 'no_profile'],
  ] as const)('[AUTH-9] are refused to who is %s, as %s', async (status, code) => {
    const given = withBo({ status }).core().issueToken({ personId });
    await expect(given).rejects.toMatchObject({ refusal: { code } });
  });

  it('[AUTH-9] name no role of somebody who has no profile', async () => {
    expect(await aWorkspace().core().issueToken({ personId })).toEqual({});
  });

  it('[AUTH-9] are made as the pool has it where our rows cannot be read, and whoever runs this is told', async () => {
    const error = new Error('the table is away');
    const { core, reports } = aWorkspace(({ access }) => ({
      access: { ...access, of: () => Promise.reject(error) },
    }));
    expect(await core().issueToken({ personId })).toEqual({});
    expect(reports).toEqual([{ what: 'who is given a token could not be read', details: { personId, error } }]);
  });

  it('[AUTH-9] do not wait longer for our rows than the pool waits for us', async () => {
    const { core, reports, clock } = aWorkspace(({ access }) => ({
      access: { ...access, of: () => new Promise(() => {}) },
    }));
    const terms = core().issueToken({ personId });
    await clock.pass(2_500);
    expect(await terms).toEqual({});
    expect(reports).toMatchObject([{ what: 'who is given a token could not be read' }]);
  });
});

describe('who signed up, and was not registered', () => {
  const isSelfMade = true;

  it('[AUTH-11] is given no tokens, at a sign-in or a renewal', async () => {
    for (const isRenewal of [false, true]) {
      const given = aWorkspace().core().issueToken({ personId, isSelfMade, isRenewal });
      await expect(given).rejects.toMatchObject({ refusal: { code: 'choose_password' } });
    }
    const { core, ports } = withBo();
    await ports.access.note(personId, { username: personId });
    expect(await core().issueToken({ personId, isSelfMade })).toEqual({ role: 'member' });
  });

  it('[AUTH-9] [AUTH-11] comes in by no failure of our table, which signs nobody out either', async () => {
    const { core, reports } = aWorkspace(({ access }) => ({
      access: { ...access, of: () => Promise.reject(new Error('the table is away')) },
    }));
    const given = core().issueToken({ personId, isSelfMade });
    await expect(given).rejects.toMatchObject({ refusal: { code: 'busy' } });
    expect(await core().issueToken({ personId, isSelfMade, isRenewal: true })).toEqual({});
    expect(reports).toHaveLength(2);
  });
});

describe('somebody who comes by a provider', () => {
  const comes = (hasSecondStep: () => Promise<boolean>) => withBo().core().issueToken({ personId, hasSecondStep });

  it('[AUTH-10] is given tokens where their account has no second step', async () => {
    expect(await comes(async () => false)).toEqual({ role: 'member' });
  });

  it('[AUTH-10] is refused where it has one, which they would go past', async () => {
    await expect(comes(async () => true)).rejects.toMatchObject({ refusal: { code: 'second_step' } });
  });

  it('[AUTH-10] is given none where that cannot be told', async () => {
    await expect(comes(() => Promise.reject(new Error('the pool is away')))).rejects.toThrow('the pool is away');
  });

  it('[AUTH-10] is told of a suspension first, and asked nothing', async () => {
    const asked: string[] = [];
    const hasSecondStep = async () => asked.push('asked') > 0;
    const given = withBo({ status: 'suspended' }).core().issueToken({ personId, hasSecondStep });
    await expect(given).rejects.toMatchObject({ refusal: { code: 'suspended' } });
    expect(asked).toEqual([]);
  });
});
