import { type Input, limits, type WorkspaceRole } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { unlimited } from '../limits/rates';
import { aWorkspace } from '../testing/a-workspace';

type Asked = Input<'invitations.create'>;

const start = (...ports: Parameters<typeof aWorkspace>) => {
  const workspace = aWorkspace(...ports);
  const [ana, bo, cy] = workspace.people('ana', 'bo', 'cy');
  const becomes = (id: string, role: WorkspaceRole) => {
    const was = workspace.tables.people.get(id);
    if (was) workspace.tables.people.set(id, { ...was, role });
  };
  const asking = (more: Partial<Asked> = {}): Asked => ({ key: workspace.nextKey(), ...more });
  return { ...workspace, ana, bo, cy, becomes, asking };
};

describe('inviting', () => {
  it('makes a link with 160 bits, of which only a hash is kept', async () => {
    const { ana, tables, asking, clock } = start();
    const { invitation, token } = await ana.gets('invitations.create', asking({ mostUses: 10, hours: 2 }));
    expect(token).toMatch(/^[0-9A-Za-z_-]{27}$/);
    expect(invitation).toMatchObject({ role: 'member', uses: 0, mostUses: 10, createdBy: 'ana', conversations: [] });
    expect(invitation.expiresAt).toBe(clock.now() + 2 * 3_600_000);
    const kept = JSON.stringify([...tables.invitations, ...tables.tokens]);
    expect(kept).not.toContain(token);
    const another = await ana.gets('invitations.create', asking());
    expect(another.token).not.toBe(token);
  });

  it('[LOG-2] makes one a key: sent again it is the same, with another token that leads to it', async () => {
    const { ana, tables, asking } = start();
    const asked = asking({ mostUses: 2 });
    const first = await ana.gets('invitations.create', asked);
    const again = await ana.gets('invitations.create', asked);
    expect(again.invitation).toEqual(first.invitation);
    expect(again.token).not.toBe(first.token);
    expect(tables.invitations.size).toBe(1);
    expect([...tables.tokens.values()]).toEqual([first.invitation.id, first.invitation.id]);
  });

  it('by e-mail has the pool send the mail, tells no token, and lets one in', async () => {
    const { ana, identity, tables, asking } = start();
    const asked = asking({ email: 'New@Example.com', role: 'guest', mostUses: 7 });
    const reply = await ana.gets('invitations.create', asked);
    expect(reply).toMatchObject({ invitation: { email: 'new@example.com', mostUses: 1, role: 'guest' } });
    expect(reply.token).toBeUndefined();
    expect(identity.mailed).toEqual(['new@example.com']);
    expect(tables.admissions.get('new@example.com')).toMatchObject({ role: 'guest', invitedBy: 'ana' });
    await ana.gets('invitations.create', asked);
    expect(tables.invitations.size).toBe(1);
  });

  it('says of an address that it is here already', async () => {
    const { ana, identity, asking } = start();
    expect(await ana.refusedFor('invitations.create', asking({ email: 'BO@example.com' }))).toBe('already_here');
    expect(identity.mailed).toEqual([]);
  });

  it.each([
    ['owner', 'admin', undefined],
    ['admin', 'admin', 'not_allowed'],
    ['admin', 'member', undefined],
    ['member', 'admin', 'not_allowed'],
    ['member', 'member', undefined],
    ['member', 'guest', undefined],
    ['guest', 'guest', 'not_allowed'],
  ] as const)('[ROLE-1] of a %s to be a %s is answered %s', async (mine, role, refused) => {
    const { ana, becomes, asking } = start();
    becomes('ana', mine);
    const answer = await ana.asks('invitations.create', asking({ role }));
    expect(answer.ok ? undefined : answer.refusal.code).toBe(refused);
  });

  it('goes into channels that I am in, and nowhere else', async () => {
    const { ana, bo, asking } = start();
    const [mine, left, foreign, direct] = await Promise.all([
      ana.opensChannel('mine'),
      ana.opensChannel('left', [bo]),
      bo.opensChannel('foreign'),
      ana.opensDirect(bo),
    ]);
    await ana.leaves(left.conversation.id);
    const into = (...ids: string[]) => asking({ conversations: ids });
    const { invitation } = await ana.gets('invitations.create', into(mine.conversation.id, mine.conversation.id));
    expect(invitation.conversations).toEqual([mine.conversation.id]);
    for (const { conversation } of [left, foreign])
      expect(await ana.refusedFor('invitations.create', into(mine.conversation.id, conversation.id))).toBe(
        'not_a_member',
      );
    expect(await ana.refusedFor('invitations.create', into(direct.conversation.id))).toBe('not_allowed');
  });

  it('ends where so many are open; one that ended makes room', async () => {
    const { ana, bo, asking } = start();
    const made = [];
    for (let nth = 0; nth < limits.openInvitations; nth += 1)
      made.push((await ana.gets('invitations.create', asking())).invitation);
    expect(await ana.refusedFor('invitations.create', asking())).toBe('too_many');
    await bo.gets('invitations.create', asking());
    await ana.gets('invitations.revoke', { invitationId: made[0]?.id ?? '' });
    await ana.gets('invitations.create', asking());
  });

  it('[LIMIT-1] is not done all day, and a retry costs nothing', async () => {
    const { ana, asking } = start(() => ({ rates: { ...unlimited, invites: { burst: 1, everyMs: 60_000 } } }));
    const asked = asking();
    await ana.gets('invitations.create', asked);
    await ana.gets('invitations.create', asked);
    expect(await ana.refusedFor('invitations.create', asking())).toBe('slow_down');
  });

  it.each([{ mostUses: 0 }, { mostUses: 501 }, { hours: 721 }, { email: 'nobody' }, { role: 'owner' as 'admin' }])(
    'takes no invitation like %j',
    async (more) => {
      const { ana, asking } = start();
      expect(await ana.refusedFor('invitations.create', asking(more))).toBe('invalid');
    },
  );
});

describe('the invitations that are listed', () => {
  it('are my own, the latest first, or to an admin all', async () => {
    const { ana, bo, cy, becomes, asking, clock } = start();
    const ids: string[] = [];
    for (const who of [ana, bo, ana]) {
      await clock.pass(1);
      ids.unshift((await who.gets('invitations.create', asking())).invitation.id);
    }
    const listed = async (who: typeof ana) => (await who.gets('invitations.list', {})).invitations.map(({ id }) => id);
    expect(await listed(ana)).toEqual([ids[0], ids[2]]);
    expect(await listed(cy)).toEqual([]);
    becomes('cy', 'admin');
    expect(await listed(cy)).toEqual(ids);
  });

  it('come in pages, and go 30 days after they ended', async () => {
    const { ana, asking, clock } = start();
    for (let nth = 0; nth < 25; nth += 1) {
      await clock.pass(1);
      await ana.gets('invitations.create', asking({ hours: 1 }));
    }
    const first = await ana.gets('invitations.list', {});
    const rest = await ana.gets('invitations.list', first.cursor === undefined ? {} : { cursor: first.cursor });
    expect([first.invitations.length, rest.invitations.length, rest.cursor]).toEqual([20, 5, undefined]);
    const day = 24 * 3_600_000;
    await clock.pass(30 * day);
    expect((await ana.gets('invitations.list', {})).invitations).toHaveLength(20);
    await clock.pass(2 * 3_600_000);
    expect((await ana.gets('invitations.list', {})).invitations).toEqual([]);
    await clock.pass(60 * day);
    expect(await ana.gets('invitations.list', { cursor: first.cursor ?? '' })).toEqual({ invitations: [] });
    expect(await ana.refusedFor('invitations.list', { cursor: 'elsewhere' })).toBe('invalid');
  });
});

describe('revoking an invitation', () => {
  it('is for who made it, and for admins; to others there is none', async () => {
    const { ana, bo, cy, becomes, asking } = start();
    const invitationId = (await ana.gets('invitations.create', asking())).invitation.id;
    expect(await bo.refusedFor('invitations.revoke', { invitationId })).toBe('no_such_invitation');
    becomes('cy', 'admin');
    const { invitation } = await cy.gets('invitations.revoke', { invitationId });
    expect(invitation.revokedAt).toBeDefined();
    expect((await ana.gets('invitations.revoke', { invitationId })).invitation).toEqual(invitation);
    expect(await ana.refusedFor('invitations.revoke', { invitationId: '0000000000000000' })).toBe('no_such_invitation');
  });
});
