import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

/** A conversation with its head at 2, and how often heads are read from here on. */
const aTalk = async () => {
  const reads: string[] = [];
  const workspace = aWorkspace(({ log }) => ({
    log: { ...log, last: (...args) => (reads.push(args[0]), log.last(...args)) },
  }));
  const [ana, bo] = workspace.people('ana', 'bo');
  const { conversation } = await ana.opensChannel('general', [bo]);
  const conversationId = conversation.id;
  await ana.says(conversationId, 'hi');
  const phone = await bo.connects();
  const ping = async (seq: number) => {
    const before = reads.length;
    const { positions } = await phone.gets('connections.ping', { positions: [{ conversationId, seq }] });
    return { ...positions[0], reads: reads.length - before };
  };
  return { ...workspace, ana, bo, conversationId, ping, reads };
};

describe('the heads that a ping is told', () => {
  it('[DEL-7] come from what this process appended or read in the last 30 s, and are read after that', async () => {
    const { conversationId, ping, clock, restarts } = await aTalk();
    const [ok, behind] = [
      { state: 'ok', head: 2 },
      { state: 'behind', head: 2 },
    ];
    expect(await ping(2)).toEqual({ conversationId, ...ok, reads: 0 });
    await clock.pass(30_000);
    expect(await ping(1)).toEqual({ conversationId, ...behind, reads: 0 });
    await clock.pass(1);
    expect(await ping(2)).toEqual({ conversationId, ...ok, reads: 1 });
    expect(await ping(2)).toEqual({ conversationId, ...ok, reads: 0 });
    restarts();
    expect(await ping(2)).toMatchObject({ ...ok, reads: 1 });
  });

  it('[DEL-7] are never older than what the client holds: that it is ahead is read, not remembered', async () => {
    const { ana, conversationId, ping, restarts, ports } = await aTalk();
    await ping(2);
    // Another process appends.
    const entry = (await ports.log.last(conversationId, 1))[0]!;
    await ports.log.claim(conversationId, { ...entry, seq: 3, key: '0'.repeat(26) } as never);
    expect(await ping(2)).toMatchObject({ state: 'ok', head: 2, reads: 0 });
    expect(await ping(3)).toMatchObject({ state: 'ok', head: 3, reads: 1 });
    expect(await ping(9)).toMatchObject({ state: 'reset', head: 3, reads: 1 });
    restarts();
    await ana.says(conversationId, 'hi');
    expect(await ping(3)).toMatchObject({ state: 'behind', head: 4, reads: 0 });
  });

  it('[DEL-7] are not what a retry found in the middle of a log', async () => {
    const { ana, conversationId, nextKey, ping, restarts } = await aTalk();
    const key = nextKey();
    await ana.says(conversationId, 'three', { key, after: 2 });
    await ana.says(conversationId, 'four');
    restarts();
    await ana.says(conversationId, 'three', { key, after: 2 });
    expect(await ping(3)).toMatchObject({ state: 'behind', head: 4 });
  });

  it('[DEL-7] are read for a hello, however fresh the memory', async () => {
    const { bo, conversationId, ping, reads } = await aTalk();
    await ping(2);
    reads.length = 0;
    const positions = [{ conversationId, seq: 1 }];
    const hello = await bo.opensSocket().gets('connections.hello', { positions, build: 'test' });
    expect(hello.positions).toEqual([{ conversationId, state: 'behind', head: 2 }]);
    expect(reads).toEqual([conversationId]);
  });

  it('[DEL-7] are told to nobody who is not in: there it is gone', async () => {
    const { bo, conversationId, ping } = await aTalk();
    await ping(2);
    await bo.leaves(conversationId);
    expect(await ping(2)).toEqual({ conversationId, state: 'gone', head: 0, reads: 0 });
  });
});
