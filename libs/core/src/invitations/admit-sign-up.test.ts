import type { Input, SignUpRule } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { unlimited } from '../limits/rates';
import { Refused } from '../refuse';
import { aWorkspace } from '../testing/a-workspace';
import type { SignUp } from './admit-sign-up';

const hour = 3_600_000;
const start = (signUp: SignUpRule = 'invited', ...more: Parameters<typeof aWorkspace>) => {
  const workspace = aWorkspace((real) => ({
    founding: { owner: 'olga@example.com', signUp },
    ...more[0]?.(real),
  }));
  const [ana, bo] = workspace.people('ana', 'bo');
  const admits = async (email: string, how: Partial<SignUp> = {}): Promise<string> => {
    try {
      await workspace.core().admitSignUp({ email, source: 'self', isProvable: true, ...how });
      return 'admitted';
    } catch (error) {
      if (error instanceof Refused) return error.refusal.code;
      throw error;
    }
  };
  const registers = async (id: string, email = `${id}@example.com`): Promise<string> => {
    try {
      await workspace.core().register({ id, email, name: id, username: id, pool: workspace.identity });
      return workspace.tables.people.get(id)?.role ?? (workspace.tables.people.has(id) ? 'member' : 'nobody');
    } catch (error) {
      if (error instanceof Refused) return error.refusal.code;
      throw error;
    }
  };
  const invites = async (more: Partial<Input<'invitations.create'>> = {}) => {
    const { token = '', invitation } = await ana.gets('invitations.create', { key: workspace.nextKey(), ...more });
    return { token, id: invitation.id };
  };
  return { ...workspace, ana, bo, admits, registers, invites };
};
const look = (workspace: ReturnType<typeof start>, token: string, source = '192.0.2.1') =>
  workspace.core().lookAtInvitation({ source }, { token });

describe('who types an address', () => {
  it('[AUTH-11] brings what shows later whose the password is, or begins anew by a page that does', async () => {
    const { admits } = start('open');
    expect(await admits('zoe@example.com', { isProvable: false })).toBe('update_needed');
    expect(await admits('zoe@example.com')).toBe('admitted');
    for (const source of ['server', 'provider'] as const)
      expect(await admits(`${source}@example.com`, { source, isProvable: false })).toBe('admitted');
  });
});

describe('who comes by Google', () => {
  it('[AUTH-8] opens the account that their address has, whatever the rule for new ones is', async () => {
    const { admits } = start('invited');
    const linked: string[] = [];
    const link = async () => (linked.push('linked'), true);
    expect(await admits('ana@example.com', { source: 'provider', link })).toBe('admitted');
    expect(linked).toEqual(['linked']);
  });

  it('[AUTH-8] [INVITE-1] is asked like anybody where it has none, or nobody vouches for it', async () => {
    const { admits, invites } = start('invited');
    const link = async () => false;
    expect(await admits('zoe@example.com', { source: 'provider', link })).toBe('not_invited');
    expect(await admits('zoe@example.com', { source: 'provider' })).toBe('not_invited');
    await invites({ email: 'zoe@example.com' });
    expect(await admits('zoe@example.com', { source: 'provider', link })).toBe('admitted');
  });

  it('[AUTH-8] alone is linked: who types an address gets no account but the one they confirm', async () => {
    const { admits } = start('invited');
    for (const source of ['self', 'server'] as const)
      expect(await admits('ana@example.com', { source, link: async () => true })).toBe('not_invited');
  });
});

describe('who goes to Google with a link', () => {
  const comes = (workspace: ReturnType<typeof start>, token: string, email: string) =>
    workspace.core().lookAtInvitation({ source: '192.0.2.1' }, { token, email });
  const google = { source: 'provider', link: async () => false } as const;

  it('[INVITE-4] says their address before, and comes by it as what they were invited as', async () => {
    const workspace = start('invited');
    const { token } = await workspace.invites({ role: 'guest', mostUses: 2 });
    expect(await comes(workspace, token, 'zoe@example.com')).toMatchObject({ ok: true, body: { role: 'guest' } });
    expect(await workspace.admits('other@example.com', google)).toBe('not_invited');
    expect(await workspace.admits('zoe@example.com', google)).toBe('admitted');
    expect(await workspace.registers('zoe')).toBe('guest');
  });

  it('[INVITE-4] takes no use and lets no address in by saying it, whoever says whichever, until its holder comes', async () => {
    const workspace = start('invited');
    const { token, id } = await workspace.invites({ mostUses: 1 });
    for (const email of ['bo@x.test', 'zoe@example.com', 'zoe@example.com'])
      expect(await comes(workspace, token, email)).toMatchObject({ ok: true });
    expect(await workspace.ports.invitations.get([id])).toMatchObject([{ uses: 0 }]);
    expect(workspace.tables.admissions.size).toBe(0);
    expect(await workspace.admits('zoe@example.com', google)).toBe('admitted');
    expect(await workspace.registers('zoe')).toBe('member');
    expect(await workspace.ports.invitations.get([id])).toMatchObject([{ uses: 1 }]);
    expect(await workspace.admits('bo@x.test', google)).toBe('not_invited');
    expect(await comes(workspace, token, 'bo@x.test')).toMatchObject({ refusal: { code: 'no_such_invitation' } });
  });

  it('[INVITE-4] has an hour to come back', async () => {
    const workspace = start('invited');
    const { token } = await workspace.invites();
    await comes(workspace, token, 'zoe@example.com');
    await workspace.clock.pass(hour - 1);
    expect(await workspace.admits('zoe@example.com', google)).toBe('admitted');
    await workspace.clock.pass(1);
    expect(await workspace.admits('zoe@example.com', google)).toBe('not_invited');
    expect(await workspace.registers('zoe')).toBe('not_invited');
  });

  it('[INVITE-4] is kept out by no other link that their address was said with and that has ended', async () => {
    const workspace = start('invited');
    const [theirs, others] = [await workspace.invites({ role: 'guest' }), await workspace.invites()];
    await comes(workspace, theirs.token, 'zoe@example.com');
    await workspace.clock.pass(1);
    await comes(workspace, others.token, 'zoe@example.com');
    await workspace.ana.gets('invitations.revoke', { invitationId: others.id });
    expect(await workspace.admits('zoe@example.com', google)).toBe('admitted');
    expect(await workspace.registers('zoe')).toBe('guest');
  });

  it('[INVITE-2] is let in by nothing that was revoked, or never was', async () => {
    const workspace = start('invited');
    const { token, id } = await workspace.invites();
    await workspace.ana.gets('invitations.revoke', { invitationId: id });
    for (const bad of [token, 'x'.repeat(27)])
      expect(await comes(workspace, bad, 'zoe@x.test')).toMatchObject({ refusal: { code: 'no_such_invitation' } });
    expect(await workspace.admits('zoe@x.test', google)).toBe('not_invited');
  });
});

describe('who may make an account', () => {
  it('[INVITE-1] by the rule "open" is everybody', async () => {
    const { admits } = start('open');
    expect(await admits('zoe@elsewhere.test')).toBe('admitted');
  });

  it('[INVITE-1] by the rule "domains" is who has an address in one of them, and nothing that looks like it', async () => {
    const { admits, ports } = start('domains');
    expect(await admits('zoe@example.com')).toBe('not_invited');
    await ports.workspace.choose({ domains: ['example.com'] });
    expect(await admits('zoe@example.com')).toBe('admitted');
    for (const domain of ['sub.example.com', 'badexample.com', 'example.com.evil.test', 'example.org'])
      expect([domain, await admits(`zoe@${domain}`)]).toEqual([domain, 'not_invited']);
    expect(await admits('"zoe@example.com"@evil.test')).toBe('not_invited');
  });

  it('[INVITE-1] by the rule "invited" is nobody, but for the founder', async () => {
    const { admits } = start('invited');
    for (const source of ['self', 'server', 'provider'] as const)
      expect(await admits('zoe@example.com', { source })).toBe('not_invited');
    expect(await admits('olga@example.com')).toBe('admitted');
  });

  it('[INVITE-1] is who came by a link, as often as it may be used, each address once', async () => {
    const { admits, registers, invites } = start();
    const { token } = await invites({ mostUses: 2 });
    for (const email of ['c@x.test', 'c@x.test', 'd@x.test', 'd@x.test'])
      expect(await admits(email, { invitation: token })).toBe('admitted');
    for (const id of ['c', 'c', 'd', 'd']) expect(await registers(id, `${id}@x.test`)).toBe('member');
    expect(await admits('e@x.test', { invitation: token })).toBe('not_invited');
    expect(await admits('e@x.test', { invitation: 'x'.repeat(27) })).toBe('not_invited');
  });

  it('[INVITE-4] is whoever signs up while a use of their link is left, and it is taken by who confirms first', async () => {
    const { admits, registers, invites, ports, tables } = start();
    const { token, id } = await invites({ mostUses: 1, role: 'guest' });
    const names = ['c', 'd', 'e', 'f'];
    for (const name of names) expect(await admits(`${name}@x.test`, { invitation: token })).toBe('admitted');
    expect(await ports.invitations.get([id])).toMatchObject([{ uses: 0 }]);
    expect(tables.admissions.size).toBe(0);
    const outcomes = await Promise.all(names.map((name) => registers(name, `${name}@x.test`)));
    expect(outcomes.toSorted()).toEqual(['guest', 'not_invited', 'not_invited', 'not_invited']);
    expect(await ports.invitations.get([id])).toMatchObject([{ uses: 1 }]);
    expect(tables.admissions.size).toBe(0);
    expect(tables.people.size).toBe(3);
    const late = names[outcomes.indexOf('not_invited')] ?? '';
    const another = await invites();
    expect(await admits(`${late}@x.test`, { invitation: another.token })).toBe('admitted');
    expect(await registers(late, `${late}@x.test`)).toBe('member');
  });

  it('[INVITE-4] is who comes by a link where what invited them before lets them in no more', async () => {
    const { admits, registers, invites, bo, tables, nextKey } = start();
    await bo.gets('invitations.create', { key: nextKey(), email: 'c@x.test' });
    const was = tables.people.get('bo');
    if (!was) throw new Error('Bo is gone.');
    tables.people.set('bo', { ...was, status: 'suspended' });
    const { token } = await invites({ role: 'guest' });
    expect(await admits('c@x.test')).toBe('not_invited');
    expect(await admits('c@x.test', { invitation: token })).toBe('admitted');
    expect(await registers('c', 'c@x.test')).toBe('guest');
  });

  it('[INVITE-1] is who was invited by e-mail, whoever makes the account', async () => {
    const { admits, invites, ana } = start();
    const { id } = await invites({ email: 'c@x.test' });
    expect(await admits('c@x.test', { source: 'server' })).toBe('admitted');
    expect(await admits('c@x.test', { source: 'provider' })).toBe('admitted');
    await ana.gets('invitations.revoke', { invitationId: id });
    expect(await admits('c@x.test')).toBe('not_invited');
  });

  it('[INVITE-2] ends with the invitation, and with the right of whoever made it', async () => {
    const { admits, invites, clock, ana, tables } = start();
    const [short, revoked, kept] = [await invites({ hours: 1 }), await invites(), await invites({ hours: 720 })];
    await invites({ email: 'mailed@x.test', hours: 720 });
    await clock.pass(hour);
    await ana.gets('invitations.revoke', { invitationId: revoked.id });
    expect(await admits('c@x.test', { invitation: short.token })).toBe('not_invited');
    expect(await admits('c@x.test', { invitation: revoked.token })).toBe('not_invited');
    const was = tables.people.get('ana');
    if (!was) throw new Error('Ana is gone.');
    for (const change of [{ status: 'suspended' }, { status: 'removed' }, { role: 'guest' }] as const) {
      tables.people.set('ana', { ...was, ...change });
      expect(await admits('c@x.test', { invitation: kept.token })).toBe('not_invited');
      expect(await admits('mailed@x.test')).toBe('not_invited');
    }
    tables.people.set('ana', was);
    expect(await admits('c@x.test', { invitation: kept.token })).toBe('admitted');
  });

  it('is not told by whether somebody has the address', async () => {
    const { admits, invites } = start();
    const { token } = await invites();
    expect(await admits('bo@example.com')).toBe(await admits('zoe@example.com'));
    expect(await admits('bo@example.com', { invitation: token })).toBe('admitted');
  });

  it('[LIMIT-1] is not asked for one address all day', async () => {
    const rates = { ...unlimited, signUps: { burst: 2, everyMs: hour } };
    const { admits } = start('open', () => ({ rates }));
    expect([await admits('c@x.test'), await admits('c@x.test'), await admits('c@x.test')]).toEqual([
      ...['admitted', 'admitted', 'slow_down'],
    ]);
    expect(await admits('c@x.test', { source: 'provider' })).toBe('admitted');
    expect(await admits('d@x.test')).toBe('admitted');
  });

  it('[LIMIT-1] is not kept by strangers from who holds a link, who is held by a bucket of their own', async () => {
    const rates = { ...unlimited, signUps: { burst: 2, everyMs: hour } };
    const { admits, invites } = start('invited', () => ({ rates }));
    const { token } = await invites();
    const byStranger = (invitation?: string) => admits('c@x.test', invitation === undefined ? {} : { invitation });
    const madeUp = `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`;
    expect([await byStranger(), await byStranger(madeUp), await byStranger(), await byStranger(madeUp)]).toEqual([
      ...['not_invited', 'not_invited', 'slow_down', 'slow_down'],
    ]);
    const byHolder = () => admits('c@x.test', { invitation: token });
    expect([await byHolder(), await byHolder(), await byHolder()]).toEqual(['admitted', 'admitted', 'slow_down']);
  });

  it('[LIMIT-1] is not asked by one link for ever more addresses', async () => {
    const rates = { ...unlimited, linkSignUps: { burst: 2, everyMs: hour } };
    const { admits, invites } = start('invited', () => ({ rates }));
    const [{ token }, another] = [await invites(), await invites()];
    const told = [];
    for (const name of ['c', 'd', 'e']) told.push(await admits(`${name}@x.test`, { invitation: token }));
    expect(told).toEqual(['admitted', 'admitted', 'slow_down']);
    expect(await admits('e@x.test', { invitation: another.token })).toBe('admitted');
  });
});

describe('who comes', () => {
  it('[INVITE-1] has the role and the channels of their invitation, brought in by the inviter', async () => {
    const { ana, bo, admits, registers, invites, tables } = start();
    const [plans, news] = [await ana.opensChannel('plans', [bo]), await ana.opensChannel('news')];
    const conversations = [plans.conversation.id, news.conversation.id];
    const device = await bo.connects();
    const { token } = await invites({ role: 'guest', conversations });
    await admits('cy@example.com', { invitation: token });
    expect(await registers('cy')).toBe('guest');
    for (const id of conversations) expect(tables.members.get(id)?.get('cy')).toMatchObject({ role: 'member' });
    expect(device.frames()).toMatchObject([
      { type: 'entries', entries: [{ kind: 'members.added', author: 'ana', body: { people: ['cy'] } }] },
    ]);
    expect(tables.admissions.size).toBe(0);
    expect(await registers('cy')).toBe('guest');
    expect(await ana.holds(plans.conversation.id)).toBe(2);
  });

  it('gets in although the inviter cannot bring them everywhere any more, and whoever runs this is told', async () => {
    const { ana, bo, admits, registers, invites, reports, tables } = start();
    const { id } = (await bo.opensChannel('plans', [ana])).conversation;
    const { token } = await invites({ conversations: [id] });
    await ana.leaves(id);
    await admits('cy@example.com', { invitation: token });
    expect(await registers('cy')).toBe('member');
    expect(tables.members.get(id)?.has('cy')).toBe(false);
    expect(reports).toEqual([
      { what: 'an invitation could not bring somebody in', details: { conversationId: id, code: 'not_a_member' } },
    ]);
  });

  it('is brought in by the next sign-in where a process died half-way', async () => {
    const fault = { kills: true };
    const workspace = start('invited', ({ log }) => ({
      log: {
        ...log,
        claim: (...claim) => {
          if (fault.kills && claim[1].kind === 'members.added') throw new Error('The process died.');
          return log.claim(...claim);
        },
      },
    }));
    const { ana, admits, registers, invites, tables } = workspace;
    const { id } = (await ana.opensChannel('plans')).conversation;
    const { token } = await invites({ conversations: [id] });
    await admits('cy@example.com', { invitation: token });
    await expect(registers('cy')).rejects.toThrow('The process died.');
    fault.kills = false;
    expect(await registers('cy')).toBe('member');
    expect(tables.members.get(id)?.has('cy')).toBe(true);
    expect(tables.admissions.size).toBe(0);
  });

  it('[AUTH-6] is in no channel of their invitation where they delete their account as they are brought in', async () => {
    let goes: (() => Promise<unknown>) | undefined;
    const { ana, admits, registers, invites, tables, identity, signsIn } = start('invited', ({ log }) => ({
      log: {
        ...log,
        claim: async (id, entry, projections) => {
          const first = entry.kind === 'members.added' ? goes : undefined;
          if (first) goes = undefined;
          await first?.();
          return log.claim(id, entry, projections);
        },
      },
    }));
    const { id } = (await ana.opensChannel('plans')).conversation;
    const { token } = await invites({ conversations: [id] });
    const email = 'cy@example.com';
    await admits(email, { invitation: token });
    identity.add('cy', email);
    goes = () => signsIn({ id: 'cy' }).gets('people.delete', { email });
    await registers('cy');
    expect(tables.people.get('cy')).toMatchObject({ status: 'removed' });
    const { members } = await ana.gets('memberships.list', { conversationId: id });
    expect(members.map(({ person }) => person.id)).toEqual(['ana']);
    const { entries } = await ana.gets('messages.changes', { conversationId: id, after: 0 });
    expect(entries.map(({ kind }) => kind)).toEqual(['conversation.created', 'members.added', 'member.left']);
  });

  it('[INVITE-1] gets no profile where nobody lets them in, whatever account the pool may have', async () => {
    const { registers, tables, invites, ana } = start();
    expect(await registers('zoe')).toBe('not_invited');
    const { id } = await invites({ email: 'cy@example.com' });
    await ana.gets('invitations.revoke', { invitationId: id });
    expect(await registers('cy')).toBe('not_invited');
    expect([...tables.people.keys()].toSorted()).toEqual(['ana', 'bo']);
  });

  it('is an owner by the founder’s address, once: an owner who became a member stays one', async () => {
    const { registers, ports } = start();
    expect(await registers('o1', 'Olga@Example.com')).toBe('owner');
    await ports.access.change('ana', { role: 'owner' }, { role: 'member', status: 'active', validFrom: 0 });
    const was = (await ports.access.of(['o1'])).get('o1');
    if (!was) throw new Error('There is no founder.');
    await ports.access.change('o1', { role: 'member' }, was);
    expect(await registers('o1', 'olga@example.com')).toBe('member');
  });

  it('[INVITE-1] is nobody special by the founder’s address, once the workspace has an owner', async () => {
    const { admits, registers, ports } = start();
    expect(await registers('o1', 'olga@example.com')).toBe('owner');
    // Whoever comes by that address again: an account that was deleted, or a mailbox that changed hands.
    expect(await admits('olga@example.com')).toBe('not_invited');
    await ports.people.forget('o1');
    expect(await registers('o2', 'olga@example.com')).toBe('not_invited');
  });

  it('[INVITE-2] is kept out by a revocation, who came by the link and has not confirmed their address yet', async () => {
    const { admits, registers, invites, ana } = start();
    const { token, id } = await invites();
    expect(await admits('cy@example.com', { invitation: token })).toBe('admitted');
    await ana.gets('invitations.revoke', { invitationId: id });
    expect(await admits('cy@example.com')).toBe('not_invited');
    expect(await registers('cy')).toBe('not_invited');
  });

  it('[INVITE-2] is kept out by a revocation, for whom a use was taken by a process that died before their profile', async () => {
    const { admits, registers, invites, ana, tables } = start('invited', ({ people }) => ({
      people: { ...people, create: () => Promise.reject(new Error('The process died.')) },
    }));
    const { token, id } = await invites();
    await admits('cy@example.com', { invitation: token });
    await expect(registers('cy')).rejects.toThrow('The process died.');
    expect(tables.admissions.has('cy@example.com')).toBe(true);
    await ana.gets('invitations.revoke', { invitationId: id });
    expect(await registers('cy')).toBe('not_invited');
  });

  it('[AUTH-3] ends what was signed in before, where the password was reset, and not what is signed in with the new one', async () => {
    const { registers, ports, clock, core, identity } = start('open');
    await registers('cy');
    identity.add('cy', 'cy@example.com');
    await clock.pass(5_300);
    const account = { id: 'cy', email: 'cy@example.com', name: 'cy', username: 'cy', pool: identity };
    await core().register({ ...account, passwordWasReset: true });
    const { validFrom = 0 } = (await ports.access.of(['cy'])).get('cy') ?? {};
    const second = clock.now() - (clock.now() % 1_000);
    expect(validFrom).toBe(second);
    expect(identity.accounts.get('cy')?.signOuts).toBe(1);
    await clock.pass(60_000);
    await core().register({ ...account, passwordWasReset: false });
    expect((await ports.access.of(['cy'])).get('cy')).toMatchObject({ validFrom: second });
    expect(identity.accounts.get('cy')?.signOuts).toBe(1);
  });

  it('is known by the name that the pool gives them', async () => {
    const { registers, ports } = start('open');
    await registers('cy');
    expect((await ports.access.of(['cy'])).get('cy')).toMatchObject({ username: 'cy', role: 'member' });
  });
});

describe('looking at an invitation', () => {
  it('tells who has its link what it is to', async () => {
    const workspace = start();
    await workspace.ports.workspace.choose({ name: 'Acme' });
    const { token } = await workspace.invites({ role: 'guest', hours: 1 });
    expect(await look(workspace, token)).toEqual({
      ok: true,
      body: { workspace: 'Acme', role: 'guest', invitedBy: 'ana', expiresAt: workspace.clock.now() + hour },
    });
  });

  it('[INVITE-2] tells nobody what it was once it ended, nor whether there was one', async () => {
    const workspace = start();
    const { token, id } = await workspace.invites();
    await workspace.ana.gets('invitations.revoke', { invitationId: id });
    const answers = [await look(workspace, token), await look(workspace, 'x'.repeat(27))];
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ ok: false, refusal: { code: 'no_such_invitation' } });
  });

  it('[LIMIT-1] is limited by where one looks from', async () => {
    const rates = { ...unlimited, looks: { burst: 1, everyMs: 1_000 } };
    const workspace = start('invited', () => ({ rates }));
    const { token } = await workspace.invites();
    await look(workspace, token);
    expect(await look(workspace, token)).toMatchObject({ refusal: { code: 'slow_down', retryAfterMs: 1_000 } });
    expect(await look(workspace, token, '192.0.2.2')).toMatchObject({ ok: true });
  });

  it('tells nothing of what went wrong on our side', async () => {
    const workspace = start('invited', ({ invitations }) => ({
      invitations: { ...invitations, byToken: () => Promise.reject(new Error('The table is on fire.')) },
    }));
    expect(await look(workspace, 'x'.repeat(27))).toMatchObject({ ok: false, refusal: { code: 'internal' } });
    expect(workspace.reports).toMatchObject([{ what: 'request failed', details: { type: 'invitations.look' } }]);
  });
});
