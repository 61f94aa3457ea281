import { describe, expect, it } from 'vitest';
import { createCore } from '../core';
import { aWorkspace } from '../testing/a-workspace';

/** Ana and Bo in a channel; Bo has an account in the user pool, a handle, and a device. */
const workspaceOfTwo = async (...replaced: Parameters<typeof aWorkspace>) => {
  const workspace = aWorkspace(...replaced);
  const [ana, bo] = workspace.people('ana', 'bo');
  workspace.identity.add('bo', 'bo@example.com');
  const { conversation } = await ana.opensChannel('general', [bo]);
  await bo.says(conversation.id, 'I was here');
  await bo.gets('people.profile', { handle: 'bob' });
  const socket = await bo.connects();
  const shown = async () => (await ana.gets('people.find', { ids: ['bo'] })).people[0];
  return { ...workspace, ana, bo, conversation, socket, shown };
};
const email = 'bo@example.com';

describe('deleting my account', () => {
  it('[AUTH-6] leaves what I wrote under a name that says nothing, and nothing else of me', async () => {
    const { ana, bo, conversation, shown, identity } = await workspaceOfTwo();
    await bo.gets('people.delete', { email });
    expect(await shown()).toMatchObject({ id: 'bo', name: 'Former member', status: 'removed' });
    expect(JSON.stringify(await shown())).not.toMatch(/bo@|bob/);
    expect(await ana.reads(conversation.id)).toEqual(['I was here']);
    expect((await ana.gets('people.search', { prefix: 'bo' })).people).toEqual([]);
    expect(await ana.refusedFor('people.find', { email })).toBe('person_not_found');
    expect(identity.accounts.has('bo')).toBe(false);
  });

  it('[AUTH-6] [ROLE-5] takes me out of every channel, and hands on those that I owned, before all eyes', async () => {
    const { ana, bo, conversation, people } = await workspaceOfTwo();
    const [cy] = people('cy');
    const { conversation: mine } = await bo.opensChannel('mine', [ana, cy]);
    await ana.says(mine.id, 'hi');
    const screen = await ana.connects();
    await bo.gets('people.delete', { email });
    const membersOf = async (conversationId: string) =>
      (await ana.gets('memberships.list', { conversationId })).members.map(({ person, role }) => [person.id, role]);
    expect(await membersOf(mine.id)).toEqual([
      ['ana', 'owner'],
      ['cy', 'member'],
    ]);
    expect(await membersOf(conversation.id)).toEqual([['ana', 'owner']]);
    expect(screen.seqs()).toEqual([3, 3]);
  });

  it('[AUTH-6] [ROLE-5] hands my channels on once, though the stream finishes it too', async () => {
    const { ana, bo, core, conversation } = await workspaceOfTwo();
    await Promise.all([bo.gets('people.delete', { email }), core().removed('bo')]);
    await core().removed('bo');
    const { entries } = await ana.gets('messages.changes', { conversationId: conversation.id, after: 0 });
    expect(entries.map(({ kind }) => kind)).toEqual(['conversation.created', 'message.posted', 'member.left']);
  });

  it('[AUTH-6] [ROLE-5] is finished from the stream where a channel could not be handed on, and forgets nothing before', async () => {
    let isThere = false;
    const { ana, bo, core, conversation, shown, reports, identity } = await workspaceOfTwo(({ log }) => ({
      log: {
        ...log,
        claim: async (id, entry, projections) => {
          if (entry.kind === 'member.left' && !isThere) throw new Error('the table is away');
          return log.claim(id, entry, projections);
        },
      },
    }));
    await bo.gets('people.delete', { email });
    expect(reports).toMatchObject([{ what: 'a removal is not finished' }]);
    expect(identity.accounts.has('bo')).toBe(true);
    await expect(core().removed('bo')).rejects.toThrow('1 channels are not left');
    isThere = true;
    await core().removed('bo');
    expect((await ana.gets('memberships.list', { conversationId: conversation.id })).members).toHaveLength(1);
    expect(await shown()).toMatchObject({ name: 'Former member' });
  });

  it('[AUTH-6] frees my handle and my address', async () => {
    const { ana, bo, core, tables, identity } = await workspaceOfTwo();
    await bo.gets('people.delete', { email });
    expect((await ana.gets('people.profile', { handle: 'bob' })).person.handle).toBe('bob');
    await core().register({ id: 'bo-again', email, name: 'Bo', username: 'bo-again', pool: identity });
    expect(tables.people.get('bo-again')).toMatchObject({ email });
  });

  it('[AUTH-6] [DEL-6] shuts every door to me, and closes my connections', async () => {
    const { bo, core, socket, frames, clock } = await workspaceOfTwo();
    await bo.gets('people.delete', { email });
    await core().accessChanged('bo');
    expect([...frames.closed]).toEqual([socket.id]);
    expect(await bo.opensSocket().refusedFor('connections.hello', { positions: [], build: 'test' })).toBe('no_profile');
    await clock.pass(30_001);
    expect(await bo.refusedFor('people.me', {})).toBe('no_profile');
  });

  it('[AUTH-6] lets no process that remembers me write anything of me again', async () => {
    const { ana, bo, ports, restarts, shown } = await workspaceOfTwo();
    const before = createCore(ports);
    const changes = () =>
      before.answer(bo.caller(), { type: 'people.profile', body: { name: 'Bo again', handle: 'bobby' } });
    expect(await changes()).toMatchObject({ ok: true });
    restarts();
    await bo.gets('people.delete', { email });
    const after = await shown();
    expect(await changes()).toMatchObject({ ok: false, refusal: { code: 'no_profile' } });
    expect(await shown()).toEqual(after);
    expect((await ana.gets('people.search', { prefix: 'bo' })).people).toEqual([]);
  });

  it('is refused where the address is not mine: it cannot be taken back', async () => {
    const { bo, shown } = await workspaceOfTwo();
    expect(await bo.refusedFor('people.delete', { email: 'ana@example.com' })).toBe('not_allowed');
    expect(await shown()).toMatchObject({ name: 'bo' });
  });

  it('[AUTH-6] takes a sign-in of the last five minutes, whichever device has it', async () => {
    const { bo, signsIn, shown, clock } = await workspaceOfTwo();
    await clock.pass(5 * 60_000 + 1);
    expect(await bo.refusedFor('people.delete', { email })).toBe('sign_in_again');
    expect(await shown()).toMatchObject({ name: 'bo' });
    const again = signsIn(bo);
    await clock.pass(5 * 60_000);
    await again.gets('people.delete', { email });
    expect(await shown()).toMatchObject({ name: 'Former member' });
  });

  it('[ROLE-4] is refused to the last owner of the workspace, of whom nothing is taken', async () => {
    const { bo, ports, tables, identity, clock } = await workspaceOfTwo();
    const was = (await ports.access.of(['bo'])).get('bo')!;
    await ports.access.change('bo', { role: 'owner' }, was);
    expect(await bo.refusedFor('people.delete', { email })).toBe('last_owner');
    expect(tables.people.get('bo')).toMatchObject({ name: 'bo', email });
    expect(identity.accounts.has('bo')).toBe(true);
    await clock.pass(30_001);
    await bo.gets('people.me', {});
  });

  it('[AUTH-6] is finished from the stream where the user pool was not there, and told to whoever runs this', async () => {
    let isThere = false;
    const workspace = await workspaceOfTwo(({ identity }) => ({
      identity: {
        ...identity,
        deleteAccount: async (username) => {
          if (!isThere) throw new Error('throttled');
          await identity.deleteAccount(username);
        },
      },
    }));
    const { bo, core, shown, reports, identity } = workspace;
    await bo.gets('people.delete', { email });
    expect(reports).toMatchObject([{ what: 'a removal is not finished' }]);
    await expect(core().removed('bo')).rejects.toThrow('throttled');
    expect(identity.accounts.has('bo')).toBe(true);
    isThere = true;
    await core().removed('bo');
    expect(identity.accounts.has('bo')).toBe(false);
    expect(await shown()).toMatchObject({ name: 'Former member' });
  });

  it.each(['members.added', 'conversation.created'] as const)(
    '[AUTH-6] takes me out of a channel that somebody brings me into at that very moment: %s',
    async (kind) => {
      let goes: (() => Promise<unknown>) | undefined;
      const { ana, bo } = await workspaceOfTwo(({ log }) => ({
        log: {
          ...log,
          claim: async (id, entry, projections) => {
            const first = entry.kind === kind ? goes : undefined;
            if (first) goes = undefined;
            await first?.();
            return log.claim(id, entry, projections);
          },
        },
      }));
      const { conversation } = kind === 'members.added' ? await ana.opensChannel('plans') : { conversation: undefined };
      goes = () => bo.gets('people.delete', { email });
      if (conversation) await ana.adds(conversation.id, bo);
      const { id } = conversation ?? (await ana.opensChannel('plans', [bo])).conversation;
      const { members } = await ana.gets('memberships.list', { conversationId: id });
      expect(members.map(({ person }) => person.id)).toEqual(['ana']);
      const { entries } = await ana.gets('messages.changes', { conversationId: id, after: 0 });
      expect(entries.at(-1)).toMatchObject({ kind: 'member.left', author: 'bo' });
    },
  );

  it('[AUTH-6] is finished of nobody who is still here', async () => {
    const { core, ana, bo, conversation, shown, identity } = await workspaceOfTwo();
    await core().removed('bo');
    await core().removed('nobody');
    expect((await ana.gets('memberships.list', { conversationId: conversation.id })).members).toHaveLength(2);
    expect(await shown()).toMatchObject({ name: 'bo' });
    expect(identity.accounts.has('bo')).toBe(true);
    await bo.gets('people.me', {});
  });

  it('[AUTH-6] [DEL-6] keeps no connection open, though a channel cannot be left', async () => {
    const { bo, core, socket, frames } = await workspaceOfTwo(({ log }) => ({
      log: {
        ...log,
        claim: async (id, entry, projections) => {
          if (entry.kind === 'member.left') throw new Error('the table is away');
          return log.claim(id, entry, projections);
        },
      },
    }));
    await bo.gets('people.delete', { email });
    await core().accessChanged('bo');
    expect([...frames.closed]).toEqual([socket.id]);
  });

  it('[AUTH-6] touches no account that gets the same name later, however late the stream comes', async () => {
    const { bo, core, identity } = await workspaceOfTwo();
    await bo.gets('people.delete', { email });
    identity.add('bo', email);
    await core().removed('bo');
    expect(identity.accounts.has('bo')).toBe(true);
  });
});
