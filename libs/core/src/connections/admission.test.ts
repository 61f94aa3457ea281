import { describe, expect, it } from 'vitest';
import { aWorkspace, tokenMs } from '../testing/a-workspace';

const hello = { positions: [], build: 'test' };

describe('admission', () => {
  it('[DEL-6] serves nothing but hello on a connection before hello', async () => {
    const { people, tables } = aWorkspace();
    const [ana] = people('ana');
    const { conversation } = await ana.opensChannel('general');
    const socket = ana.opensSocket();
    const send = { conversationId: conversation.id, key: '0'.repeat(26), after: 1, text: 'hi' };
    expect(await socket.refusedFor('messages.send', send)).toBe('hello_first');
    expect(await socket.refusedFor('connections.ping', { positions: [] })).toBe('hello_first');
    expect(await socket.refusedFor('people.me', {})).toBe('hello_first');
    expect(tables.logs.get(conversation.id)?.size).toBe(1);
    await socket.gets('connections.hello', hello);
    expect((await socket.gets('messages.send', send)).entry.seq).toBe(2);
  });

  it('[DEL-6] takes a hello that another process served, and asks for its lease once', async () => {
    let asked = 0;
    const { people, restarts } = aWorkspace(({ connections }) => ({
      connections: { ...connections, leases: (ids) => ((asked += 1), connections.leases(ids)) },
    }));
    const [ana] = people('ana');
    const socket = await ana.connects();
    restarts();
    asked = 0;
    await socket.gets('people.me', {});
    await socket.gets('people.me', {});
    expect(asked).toBe(1);
  });

  it('does not take the hello of one connection for that of another', async () => {
    const { people } = aWorkspace();
    const [ana] = people('ana');
    await ana.connects();
    expect(await ana.opensSocket().refusedFor('people.me', {})).toBe('hello_first');
  });

  it('[DEL-6] uses a profile that was read at most 30 s ago, at either door', async () => {
    const { people, tables, clock } = aWorkspace();
    const [ana] = people('ana');
    const socket = await ana.connects();
    await ana.gets('conversations.list', {});
    tables.people.clear();
    await clock.pass(30_000);
    await ana.gets('conversations.list', {});
    await socket.gets('conversations.list', {});
    await clock.pass(1);
    expect(await ana.refusedFor('conversations.list', {})).toBe('no_profile');
    expect(await socket.refusedFor('conversations.list', {})).toBe('no_profile');
  });

  it('lets an account in as soon as it has its profile', async () => {
    const { people, tables } = aWorkspace();
    const [ana] = people('ana');
    const profile = tables.people.get('ana')!;
    tables.people.clear();
    expect(await ana.refusedFor('people.me', {})).toBe('no_profile');
    tables.people.set('ana', profile);
    expect(await ana.gets('people.me', {})).toMatchObject({ person: profile });
  });

  it('[DEL-6] refuses nobody by what it remembers: who was let in again, or got a role, is served at once', async () => {
    const { people, tables } = aWorkspace();
    const [ana] = people('ana');
    const is = (more: object) => tables.people.set('ana', { ...tables.people.get('ana')!, ...more });
    is({ status: 'suspended' });
    expect(await ana.refusedFor('people.me', {})).toBe('suspended');
    is({ status: 'active', role: 'guest' });
    expect(await ana.refusedFor('people.search', { prefix: 'a' })).toBe('not_allowed');
    is({ role: 'member' });
    expect((await ana.gets('people.search', { prefix: 'a' })).people).toMatchObject([{ id: 'ana' }]);
  });

  it('[DEL-6] serves no connection beyond the token that was shown on it, hello included', async () => {
    const { people, clock } = aWorkspace();
    const [ana] = people('ana');
    const [socket, late] = [await ana.connects(), ana.opensSocket()];
    await clock.pass(tokenMs - 1);
    await socket.gets('people.me', {});
    await clock.pass(1);
    expect(await socket.refusedFor('people.me', {})).toBe('hello_again');
    expect(await socket.refusedFor('connections.hello', hello)).toBe('hello_again');
    expect(await late.refusedFor('connections.hello', hello)).toBe('hello_again');
  });

  it('takes no token over HTTP once it has run out', async () => {
    const { people, core, clock } = aWorkspace();
    const [ana] = people('ana');
    const asked = { type: 'people.me', body: {} } as const;
    const caller = { ...ana.caller(), tokenExpires: clock.now() + 1 };
    expect(await core().answer(caller, asked)).toMatchObject({ ok: true });
    await clock.pass(1);
    expect(await core().answer(caller, asked)).toMatchObject({ ok: false, refusal: { code: 'not_signed_in' } });
  });
});
