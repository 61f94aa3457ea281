import { describe, expect, it } from 'vitest';
import type { Ports } from '../ports';
import { aWorkspace } from '../testing/a-workspace';
import { shardOf } from './shards';

/** A channel of Ana and Bo with some messages of which nobody was told. */
const aTalk = async (ports?: (real: Ports) => Partial<Ports>) => {
  const workspace = aWorkspace(ports);
  const [ana, bo] = workspace.people('ana', 'bo');
  const { conversation } = await ana.opensChannel('general', [bo]);
  const id = conversation.id;
  for (const text of ['two', 'three', 'four']) await ana.says(id, text);
  workspace.queue.take();
  workspace.reports.length = 0;
  const delivers = async (from: number, to: number, { shard = 0, of = 1 } = {}) => {
    const made = workspace.core().deliver({ conversationId: id, from, to, shard, of });
    made.catch(() => {}); // told to whoever awaits it below
    await workspace.clock.pass(1_000);
    await made;
  };
  return { ...workspace, ana, bo, id, delivers };
};

describe('what the queue kept', () => {
  it('[DEL-5] is posted as one frame a connection: exactly the entries that were asked for', async () => {
    const { ana, bo, delivers } = await aTalk();
    const devices = [await ana.connects(), await bo.connects(), await bo.connects()];
    await delivers(2, 3);
    for (const device of devices) {
      expect(device.frames()).toHaveLength(1);
      expect(device.sees()).toEqual(['two', 'three']);
    }
  });

  it('[DEL-2] goes to the people of its shard alone, every one of them in one shard', async () => {
    const { ana, bo, id, people, delivers } = await aTalk();
    const crowd = people('cy', 'di', 'ed', 'flo', 'gus', 'hal');
    await ana.adds(id, ...crowd);
    await ana.says(id, 'six');
    const devices = await Promise.all([ana, bo, ...crowd].map((person) => person.connects()));
    await delivers(6, 6, { shard: 0, of: 2 });
    const first = devices.map((device) => device.seqs().length);
    expect(first).toContain(1);
    expect(first).toContain(0);
    await delivers(6, 6, { shard: 1, of: 2 });
    expect(devices.map((device) => device.seqs())).toEqual(devices.map(() => [6]));
  });

  it('[DEL-1] goes to those who were in as of each entry, however late it comes', async () => {
    const { ana, bo, id, people, delivers } = await aTalk();
    const [cy] = people('cy');
    await bo.leaves(id); // 5
    await ana.adds(id, cy); // 6
    await ana.says(id, 'seven');
    const [hers, theirs, late] = [await ana.connects(), await bo.connects(), await cy.connects()];
    await delivers(2, 7);
    expect(hers.seqs()).toEqual([2, 3, 4, 5, 6, 7]);
    expect(theirs.seqs()).toEqual([2, 3, 4, 5]);
    expect(late.seqs()).toEqual([6, 7]);
  });

  it('[DEL-1] [SYNC-7] brings those who come or go by it their row first', async () => {
    const { ana, id, people, delivers } = await aTalk();
    const [cy] = people('cy');
    await ana.adds(id, cy);
    const phone = await cy.connects();
    await delivers(5, 5);
    expect(phone.frames()).toMatchObject([
      { type: 'inbox', rows: [{ conversationId: id, joined: 5 }] },
      { type: 'entries', entries: [{ seq: 5 }] },
    ]);
  });

  it('reads the rows of its own shard alone', async () => {
    const asked: string[] = [];
    const { ana, id, people, delivers } = await aTalk(({ inbox }) => ({
      inbox: { ...inbox, rowsOf: (of, ids) => (asked.push(...ids), inbox.rowsOf(of, ids)) },
    }));
    const crowd = people('cy', 'di', 'ed', 'flo', 'gus', 'hal');
    await ana.adds(id, ...crowd);
    asked.length = 0;
    await delivers(5, 5, { shard: 1, of: 2 });
    expect(asked.toSorted()).toEqual(crowd.map((p) => p.id).filter((personId) => shardOf(personId, 2) === 1));
    expect(asked.length).toBeLessThan(crowd.length);
  });

  it('reads the log as often where its members changed seven times within a minute as where they changed once', async () => {
    let queries = 0;
    const { ana, id, delivers } = await aTalk(({ log }) => ({
      log: {
        ...log,
        from: (...asked) => ((queries += 1), log.from(...asked)),
        last: (...asked) => ((queries += 1), log.last(...asked)),
      },
    }));
    const changes = async (role: 'moderator' | 'member') => {
      await ana.changes('memberships.role', id, { personId: 'bo', role });
      await ana.says(id, 'hi');
    };
    const costs = async () => {
      queries = 0;
      await delivers(4, 4);
      return queries;
    };
    await changes('moderator');
    const atFirst = await costs();
    expect(atFirst).toBeGreaterThan(0);
    for (const role of ['member', 'moderator', 'member', 'moderator', 'member', 'moderator'] as const)
      await changes(role);
    expect(await costs()).toBe(atFirst);
  });

  it('[DEL-5] takes a shard at least 200 ms, in which the next entries gather', async () => {
    const { bo, id, core, clock } = await aTalk();
    const phone = await bo.connects();
    let isDone = false;
    void core()
      .deliver({ conversationId: id, from: 2, to: 2, shard: 0, of: 1 })
      .then(() => (isDone = true));
    await clock.pass(199);
    expect([phone.sees(), isDone]).toEqual([['two'], false]);
    await clock.pass(1);
    expect(isDone).toBe(true);
  });

  it('[DEL-3] takes a shard no longer than 300 ms for a slow connection: the others wait for the next frame', async () => {
    const { bo, id, core, clock, frames } = await aTalk();
    const [slow, fine] = [await bo.connects(), await bo.connects()];
    let tries = 0;
    frames.answers.set(slow.id, async () => ((tries += 1) <= 2 ? 'slow' : 'sent'));
    let isDone = false;
    void core()
      .deliver({ conversationId: id, from: 2, to: 2, shard: 0, of: 1 })
      .then(() => (isDone = true));
    await clock.pass(299);
    expect([fine.sees(), slow.frames(), isDone]).toEqual([['two'], [], false]);
    await clock.pass(1);
    expect([slow.frames(), isDone]).toEqual([[{ type: 'behind', conversationId: id, head: 2 }], true]);
  });

  it('[DEL-3] holds a shard no longer than that for connections that never answer, though they are as many as are tried at once', async () => {
    const { bo, id, core, clock, frames } = await aTalk();
    const never = () => new Promise<never>(() => {});
    for (let nth = 0; nth < 128; nth += 1) frames.answers.set((await bo.connects()).id, never);
    const fine = await bo.connects();
    let isDone = false;
    void core()
      .deliver({ conversationId: id, from: 2, to: 2, shard: 0, of: 1 })
      .then(() => (isDone = true));
    await clock.pass(299);
    expect([fine.sees(), isDone]).toEqual([[], false]);
    await clock.pass(1);
    expect([fine.sees(), isDone]).toEqual([['two'], true]);
  });

  it('[DEL-3] removes what is gone, tells who is slow that they are behind, and is done', async () => {
    const { bo, id, frames, tables, delivers, reports } = await aTalk();
    const [gone, slow, fine] = [await bo.connects(), await bo.connects(), await bo.connects()];
    frames.answers.set(gone.id, async () => 'gone');
    let tries = 0;
    frames.answers.set(slow.id, async () => ((tries += 1) <= 2 ? 'slow' : 'sent'));
    await delivers(3, 4);
    expect([...tables.leases.get('bo')!.keys()]).toEqual([slow.id, fine.id]);
    expect(slow.frames()).toEqual([{ type: 'behind', conversationId: id, head: 4 }]);
    expect(fine.sees()).toEqual(['three', 'four']);
    expect(reports).toEqual([]);
  });

  it.each(['log', 'memberships', 'connections'] as const)(
    '[DEL-2] comes again where the %s cannot be read',
    async (port) => {
      let broken = false;
      const breaking = <T extends object>(real: T): T =>
        new Proxy(real, {
          get: (target, method) =>
            broken ? () => Promise.reject(new Error('throttled')) : (Reflect.get(target, method) as unknown),
        });
      const { bo, delivers } = await aTalk((real) => ({ [port]: breaking(real[port]) }));
      const phone = await bo.connects();
      broken = true;
      await expect(delivers(2, 4)).rejects.toThrow('throttled');
      broken = false;
      await delivers(2, 4);
      expect(phone.sees()).toEqual(['two', 'three', 'four']);
    },
  );

  it('[F37] is only posted again when it comes twice', async () => {
    const { bo, delivers, tables } = await aTalk();
    const phone = await bo.connects();
    const before = structuredClone(tables);
    await delivers(2, 4);
    await delivers(2, 4);
    expect(phone.seqs()).toEqual([2, 3, 4, 2, 3, 4]);
    expect(tables).toEqual(before);
  });

  it('is refused where the log does not go that far: it comes again, and then stands apart', async () => {
    const { delivers } = await aTalk();
    await expect(delivers(4, 5)).rejects.toThrow('has no entry 5');
  });
});
