import { inboxDigest } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace, tokenMs } from '../testing/a-workspace';
import { conversationNumber } from '../testing/stores';

const hello = { positions: [], build: 'test' };
const minute = 60_000;

describe('hello', () => {
  it('says who I am, what time it is, and until when this connection lasts', async () => {
    const { people, clock } = aWorkspace();
    const [ana] = people('ana');
    const socket = ana.opensSocket();
    await clock.pass(1_000);
    const connectedAt = clock.now() - 1_000;
    expect(await socket.gets('connections.hello', hello)).toEqual({
      person: { id: 'ana', name: 'ana', email: 'ana@example.com' },
      serverTime: clock.now(),
      epoch: '1',
      renewBefore: connectedAt + tokenMs - minute,
      rotateAt: connectedAt + 105 * minute,
      limits: { frameBytes: 28_672, textBytes: 16_384, pingMs: 240_000 },
      positions: [],
      inboxChanged: false,
    });
  });

  it('[SYNC-1] [DEL-6] writes the lease before it reads the person, the rows and the heads', async () => {
    const calls: string[] = [];
    const noting = <T extends object>(port: T, name: string): T =>
      new Proxy(port, {
        get: (target, method: string) => {
          const call = Reflect.get(target, method) as (...args: unknown[]) => Promise<unknown>;
          return async (...args: unknown[]) => {
            calls.push(`${name}.${method} begins`);
            const result = await call.apply(target, args);
            calls.push(`${name}.${method} ends`);
            return result;
          };
        },
      });
    const { people } = aWorkspace(({ connections, access, people, inbox, log }) => ({
      connections: noting(connections, 'connections'),
      access: noting(access, 'access'),
      people: noting(people, 'people'),
      inbox: noting(inbox, 'inbox'),
      log: noting(log, 'log'),
    }));
    const [ana] = people('ana');
    const { conversation } = await ana.opensChannel('general');
    calls.length = 0;
    const positions = [{ conversationId: conversation.id, seq: 1 }];
    await ana.opensSocket().gets('connections.hello', { ...hello, positions });
    expect(calls.splice(0, 2)).toEqual(['access.of begins', 'access.of ends']);
    expect(calls.splice(0, 2)).toEqual(['connections.open begins', 'connections.open ends']);
    expect(calls).toEqual(
      expect.arrayContaining(['access.of begins', 'people.get begins', 'inbox.rows begins', 'log.last begins']),
    );
    expect(calls.indexOf('log.last begins')).toBeGreaterThan(calls.indexOf('access.of ends'));
  });

  it('[DEL-6] writes no lease for who is suspended: they could listen by saying hello again and again', async () => {
    let leases = 0;
    const { people, tables } = aWorkspace(({ connections }) => ({
      connections: { ...connections, open: (...args) => ((leases += 1), connections.open(...args)) },
    }));
    const [ana] = people('ana');
    tables.people.set('ana', { ...tables.people.get('ana')!, status: 'suspended' });
    expect(await ana.opensSocket().refusedFor('connections.hello', hello)).toBe('suspended');
    expect(leases).toBe(0);
  });

  it('[DEL-6] looks again once the lease stands: a suspension in between found none to close', async () => {
    let before = async () => {};
    const { people, tables } = aWorkspace(({ connections }) => ({
      connections: {
        ...connections,
        open: async (...args) => {
          await before();
          return connections.open(...args);
        },
      },
    }));
    const [ana] = people('ana');
    before = async () => void tables.people.set('ana', { ...tables.people.get('ana')!, status: 'suspended' });
    expect(await ana.opensSocket().refusedFor('connections.hello', hello)).toBe('suspended');
    expect(tables.leases.get('ana')?.size).toBe(0);
  });

  it('[SYNC-1] misses nothing that is said while it looks: it is pushed', async () => {
    let whileItLooks = async () => {};
    const { people } = aWorkspace(({ inbox }) => ({
      inbox: {
        ...inbox,
        rows: async (...args) => {
          await whileItLooks();
          return inbox.rows(...args);
        },
      },
    }));
    const [ana, bo] = people('ana', 'bo');
    const { conversation } = await ana.opensChannel('general', [bo]);
    const socket = bo.opensSocket();
    whileItLooks = async () => {
      whileItLooks = async () => {};
      await ana.says(conversation.id, 'just now');
    };
    await socket.gets('connections.hello', hello);
    expect(socket.sees()).toEqual(['just now']);
  });

  it('[SYNC-1] says where each position stands: ok, behind, reset, or gone', async () => {
    const { people } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    const open = async () => (await ana.opensChannel('general', [bo])).conversation.id;
    const [level, behind, ahead, left] = [await open(), await open(), await open(), await open()];
    await ana.says(behind, 'hi');
    await bo.leaves(left);
    const nowhere = conversationNumber(404);
    const positions = [level, behind, ahead, left, nowhere].map((conversationId) => ({ conversationId, seq: 1 }));
    positions[2]!.seq = 7;
    const reply = await bo.opensSocket().gets('connections.hello', { ...hello, positions });
    expect(reply.positions).toEqual([
      { conversationId: level, state: 'ok', head: 1 },
      { conversationId: behind, state: 'behind', head: 2 },
      { conversationId: ahead, state: 'reset', head: 1 },
      { conversationId: left, state: 'gone', head: 0 },
      { conversationId: nowhere, state: 'gone', head: 0 },
    ]);
  });

  it('[SYNC-7] says whether my rows differ from the digest that I send', async () => {
    const { people } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    const changed = async (digest?: string) =>
      (await ana.opensSocket().gets('connections.hello', { ...hello, ...(digest && { inboxDigest: digest }) }))
        .inboxChanged;
    expect(await changed()).toBe(false);
    const { conversation } = await ana.opensChannel('general', [bo]);
    expect(await changed()).toBe(true);
    const listed = async () => (await ana.gets('conversations.list', {})).conversations.map(({ row }) => row);
    expect(await changed(inboxDigest(await listed()))).toBe(false);
    const before = inboxDigest(await listed());
    await ana.says(conversation.id, 'hi');
    expect(await changed(before)).toBe(false);
    await ana.gets('delivery.read', { conversationId: conversation.id, seq: 2 });
    expect(await changed(before)).toBe(true);
  });

  it('[SYNC-7] is level with a new device that only knows the list, also after something was left', async () => {
    const { people } = aWorkspace();
    const [ana] = people('ana');
    await ana.opensChannel('kept');
    const { conversation } = await ana.opensChannel('left');
    await ana.leaves(conversation.id);
    const rows = (await ana.gets('conversations.list', {})).conversations.map(({ row }) => row);
    expect(rows).toHaveLength(1);
    const reply = await ana.opensSocket().gets('connections.hello', { ...hello, inboxDigest: inboxDigest(rows) });
    expect(reply.inboxChanged).toBe(false);
  });

  it('[DEL-6] is refused to an account without a profile, and leaves it no lease', async () => {
    const { people, tables } = aWorkspace();
    const [ana] = people('ana');
    const socket = ana.opensSocket();
    tables.people.clear();
    expect(await socket.refusedFor('connections.hello', hello)).toBe('no_profile');
    expect(tables.leases.get('ana')?.size ?? 0).toBe(0);
  });

  it('leases the connection until its token expires or two hours are over, whichever is first', async () => {
    const { people, tables, clock } = aWorkspace();
    const [ana] = people('ana');
    const phone = await ana.connects();
    expect(tables.leases.get('ana')?.get(phone.id)?.expires).toBe(clock.now() + tokenMs);
    const desk = ana.opensSocket();
    desk.caller.tokenExpires = clock.now() + 24 * 60 * minute;
    await desk.gets('connections.hello', hello);
    expect(tables.leases.get('ana')?.get(desk.id)?.expires).toBe(clock.now() + 120 * minute);
  });

  it('may be said again on the same connection', async () => {
    const { people, tables } = aWorkspace();
    const [ana] = people('ana');
    const phone = await ana.connects();
    await phone.gets('connections.hello', hello);
    expect([...tables.leases.get('ana')!.keys()]).toEqual([phone.id]);
  });

  it('belongs on a socket', async () => {
    const { people } = aWorkspace();
    const [ana] = people('ana');
    expect(await ana.refusedFor('connections.hello', hello)).toBe('socket_only');
    expect(await ana.refusedFor('connections.ping', { positions: [] })).toBe('socket_only');
  });
});

describe('hello and ping of an old build', () => {
  const serving = (protocol: number) => {
    const { people, ports } = aWorkspace(() => ({ protocol }));
    const [ana] = people('ana');
    return { ana, ports };
  };

  it('[SYNC-9] serves the version of the server and the one before, and nobody older', async () => {
    const { ana, ports } = serving(3);
    const old = ana.opensSocket();
    expect(await old.refusedFor('connections.hello', { ...hello, protocol: 1 })).toBe('update_needed');
    expect(await old.refusedFor('connections.hello', hello), 'who says nothing speaks 1').toBe('update_needed');
    expect((await ports.connections.leases(['ana'])).get('ana') ?? [], 'nothing is pushed there').toEqual([]);
    for (const protocol of [2, 3, 4])
      expect(await ana.opensSocket().gets('connections.hello', { ...hello, protocol })).toMatchObject({ epoch: '1' });
  });

  it('[SYNC-9] tells a page that has been open across deploys by its next ping', async () => {
    const { ana } = serving(3);
    const socket = ana.opensSocket();
    await socket.gets('connections.hello', { ...hello, protocol: 2 });
    const ping = { positions: [] };
    expect(await socket.refusedFor('connections.ping', { ...ping, protocol: 1 })).toBe('update_needed');
    expect(await socket.gets('connections.ping', { ...ping, protocol: 2 })).toMatchObject({ positions: [] });
  });
});
