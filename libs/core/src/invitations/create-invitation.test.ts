import { type Input, limits, type WorkspaceRole } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { unlimited } from '../limits/rates';
import { aWorkspace } from '../testing/a-workspace';
import { hashOf } from './invitation-token';

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

  it('[LOG-2] [INVITE-2] makes one a key: sent again it is the same, with another token in place of the first', async () => {
    const { ana, tables, asking } = start();
    const asked = asking({ mostUses: 2 });
    const first = await ana.gets('invitations.create', asked);
    const again = await ana.gets('invitations.create', asked);
    expect(again.invitation).toEqual(first.invitation);
    expect(again.token).not.toBe(first.token);
    expect(tables.invitations.size).toBe(1);
    expect([...tables.tokens]).toEqual([[await hashOf(again.token ?? ''), first.invitation.id]]);
  });

  it('by e-mail has the pool send the mail, tells no token, and lets one in', async () => {
    const { ana, identity, tables, asking } = start();
    const asked = asking({ email: 'New@Example.com', role: 'guest', mostUses: 7 });
    const reply = await ana.gets('invitations.create', asked);
    expect(reply).toMatchObject({ invitation: { email: 'new@example.com', mostUses: 1, role: 'guest' } });
    expect(reply.token).toBeUndefined();
    expect(reply.mail).toBe('sent');
    expect(identity.mailed).toEqual(['new@example.com']);
    expect(tables.admissions.get('new@example.com')).toMatchObject({ role: 'guest', invitedBy: 'ana' });
  });

  it('[LOG-2] [INVITE-3] by e-mail is one a key, mailed again for who asks again, until it ended or they have come', async () => {
    const { ana, identity, tables, asking, core } = start();
    const asked = asking({ email: 'new@example.com' });
    await ana.gets('invitations.create', asked);
    expect((await ana.gets('invitations.create', asked)).mail).toBe('sent_again');
    expect(tables.invitations.size).toBe(1);
    identity.comes('new@example.com');
    await core().register({
      id: 'new',
      email: 'new@example.com',
      name: 'New',
      username: 'invited-new@example.com',
      pool: identity,
    });
    expect(await ana.gets('invitations.create', asked)).toEqual({
      invitation: expect.objectContaining({ uses: 1 }),
    });
    expect(identity.mailed).toHaveLength(2);
  });

  it('[INVITE-3] by e-mail that no mail came of is mailed by a retry', async () => {
    let isThere = false;
    const { ana, identity, asking } = start((real) => ({
      identity: {
        ...real.identity,
        invite: async (email) => {
          if (!isThere) throw new Error('throttled');
          return real.identity.invite(email);
        },
      },
    }));
    const asked = asking({ email: 'new@example.com' });
    expect(await ana.refusedFor('invitations.create', asked)).toBe('internal');
    isThere = true;
    expect((await ana.gets('invitations.create', asked)).mail).toBe('sent');
    expect(identity.mailed).toEqual(['new@example.com']);
  });

  it('[INVITE-3] tells of an address that it is invited already, by me or by anybody else', async () => {
    const { ana, bo, identity, asking } = start();
    await ana.gets('invitations.create', asking({ email: 'new@example.com', hours: 1 }));
    for (const who of [ana, bo])
      expect(await who.refusedFor('invitations.create', asking({ email: 'NEW@example.com' }))).toBe('already_invited');
    expect(identity.mailed).toHaveLength(1);
  });

  it('[INVITE-3] mails anew where the invitation before has ended, by its time or with its inviter', async () => {
    const { ana, bo, becomes, identity, tables, asking, clock } = start();
    const asks = (who: typeof ana) => who.gets('invitations.create', asking({ email: 'new@example.com', hours: 1 }));
    await asks(ana);
    await clock.pass(3_600_000);
    expect((await asks(ana)).mail).toBe('sent_again');
    becomes('ana', 'guest');
    const { mail, invitation } = await asks(bo);
    expect(mail).toBe('sent_again');
    expect(tables.admissions.get('new@example.com')).toMatchObject({ invitationId: invitation.id, invitedBy: 'bo' });
    expect(identity.mailed).toHaveLength(3);
  });

  it('[INVITE-3] tells that nobody was mailed, where the address has an account in the pool already', async () => {
    const { ana, identity, tables, asking } = start();
    identity.add('u-old', 'old@example.com');
    expect((await ana.gets('invitations.create', asking({ email: 'old@example.com' }))).mail).toBe('has_account');
    expect(identity.mailed).toEqual([]);
    expect(tables.admissions.has('old@example.com')).toBe(true);
  });

  it('[INVITE-3] of one address by two at once ends in one invitation, and one mail', async () => {
    const { ana, bo, identity, tables, asking } = start();
    const answers = await Promise.all(
      [ana, bo].map((who) => who.asks('invitations.create', asking({ email: 'new@example.com' }))),
    );
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.refusal.code)).toSorted()).toEqual([
      'already_invited',
      'ok',
    ]);
    expect(tables.invitations.size).toBe(1);
    expect(identity.mailed).toEqual(['new@example.com']);
  });

  it('[LIMIT-1] by e-mail costs as much when it is mailed again', async () => {
    const rates = { ...unlimited, invites: { burst: 2, everyMs: 60_000 } };
    const { ana, identity, asking } = start(() => ({ rates }));
    const asked = asking({ email: 'new@example.com' });
    await ana.gets('invitations.create', asked);
    await ana.gets('invitations.create', asked);
    expect(await ana.refusedFor('invitations.create', asked)).toBe('slow_down');
    expect(identity.mailed).toHaveLength(2);
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

  it('[INVITE-3] takes the account along that waits for the address, and none that is used', async () => {
    const { ana, identity, asking } = start();
    const invites = async (email: string) => (await ana.gets('invitations.create', asking({ email }))).invitation.id;
    const [unused, used] = [await invites('new@example.com'), await invites('old@example.com')];
    identity.comes('old@example.com');
    for (const invitationId of [unused, used, unused]) await ana.gets('invitations.revoke', { invitationId });
    expect([...identity.accounts.values()].map(({ email }) => email)).toEqual(['old@example.com']);
    expect((await ana.gets('invitations.create', asking({ email: 'new@example.com' }))).mail).toBe('sent');
  });

  it('[INVITE-3] leaves the account to an invitation that came in its place', async () => {
    const { ana, bo, identity, asking, clock } = start();
    const first = await ana.gets('invitations.create', asking({ email: 'new@example.com', hours: 1 }));
    await clock.pass(3_600_000);
    await bo.gets('invitations.create', asking({ email: 'new@example.com' }));
    await ana.gets('invitations.revoke', { invitationId: first.invitation.id });
    expect(identity.accounts.has('invited-new@example.com')).toBe(true);
  });

  it('[INVITE-3] is done again where the pool was not there', async () => {
    let isThere = false;
    const { ana, identity, tables, asking } = start((real) => ({
      identity: {
        ...real.identity,
        withdraw: async (email) => {
          if (!isThere) throw new Error('throttled');
          await real.identity.withdraw(email);
        },
      },
    }));
    const asked = asking({ email: 'new@example.com' });
    const { invitation } = await ana.gets('invitations.create', asked);
    const revoking = { invitationId: invitation.id };
    expect(await ana.refusedFor('invitations.revoke', revoking)).toBe('internal');
    expect(tables.admissions.size).toBe(0);
    isThere = true;
    await ana.gets('invitations.revoke', revoking);
    expect(identity.accounts.size).toBe(0);
    expect((await ana.gets('invitations.create', asked)).mail).toBeUndefined();
  });
});
