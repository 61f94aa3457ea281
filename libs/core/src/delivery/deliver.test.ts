import { describe, expect, it } from 'vitest';
import { aWorkspace, tokenMs } from '../testing/a-workspace';
import type { Ports } from '../ports';

const aTalk = async (ports?: (real: Ports) => Partial<Ports>) => {
  const workspace = aWorkspace(ports);
  const [ana, bo] = workspace.people('ana', 'bo');
  const { conversation } = await ana.opensChannel('general', [bo]);
  const id = conversation.id;
  /** Says it, and tells whether the sender has been answered. */
  const saying = (text: string) => {
    const said = { answered: false };
    void ana.says(id, text).then(() => (said.answered = true));
    return said;
  };
  return { ...workspace, ana, bo, id, saying };
};

describe('delivery', () => {
  it('[DEL-2] finds recipients by their leases, every connection of everybody who is in', async () => {
    const { ana, bo, id, people } = await aTalk();
    const [cy] = people('cy');
    const devices = [await ana.connects(), await bo.connects(), await bo.connects()];
    const stranger = await cy.connects();
    await ana.says(id, 'hi');
    expect(devices.map((device) => device.sees())).toEqual([['hi'], ['hi'], ['hi']]);
    expect(stranger.frames()).toEqual([]);
  });

  it('[DEL-2] [SYNC-1] looks for recipients after the entry is committed, so that who says hello meanwhile is found', async () => {
    const calls: string[] = [];
    const { ana, id } = await aTalk(({ log, connections }) => ({
      log: {
        ...log,
        claim: async (...args) => {
          const claim = await log.claim(...args);
          calls.push(claim.outcome);
          return claim;
        },
      },
      connections: { ...connections, leases: (ids) => (calls.push('leases'), connections.leases(ids)) },
    }));
    calls.length = 0;
    await ana.says(id, 'hi');
    expect(calls).toEqual(['claimed', 'leases']);
  });

  it('[DEL-2] reaches 500 members from the process that appended', async () => {
    const { ana, id, people } = await aTalk();
    const crowd = people(...Array.from({ length: 498 }, (_, nth) => `p${nth}`));
    for (let at = 0; at < crowd.length; at += 40) await ana.adds(id, ...crowd.slice(at, at + 40));
    const devices = await Promise.all(crowd.map((person) => person.connects()));
    await ana.says(id, 'hi');
    expect(devices.filter((device) => device.sees().includes('hi'))).toHaveLength(498);
  });

  it('[DEL-2] passes over leases that have expired', async () => {
    const { ana, bo, id, clock } = await aTalk();
    const phone = await bo.connects();
    await clock.pass(tokenMs);
    await ana.says(id, 'hi');
    expect(phone.frames()).toEqual([]);
  });

  it('[DEL-3] removes the one connection that is gone, and reaches the others', async () => {
    const { ana, bo, id, frames, tables, reports, core } = await aTalk();
    const [phone, desk, mine] = [await bo.connects(), await bo.connects(), await ana.connects()];
    frames.answers.set(phone.id, async () => 'gone');
    await ana.says(id, 'hi');
    await core().idle();
    expect([...tables.leases.get('bo')!.keys()]).toEqual([desk.id]);
    expect([...tables.leases.get('ana')!.keys()]).toEqual([mine.id]);
    expect(desk.sees()).toEqual(['hi']);
    expect(reports).toEqual([]);
  });

  it('[DEL-3] tries a slow connection once more, 100 to 300 ms later', async () => {
    const { bo, frames, clock, saying } = await aTalk();
    const phone = await bo.connects();
    let tries = 0;
    frames.answers.set(phone.id, async () => ((tries += 1) === 1 ? 'slow' : 'sent'));
    const said = saying('hi');
    await clock.pass(99);
    expect([tries, said.answered]).toEqual([1, true]);
    await clock.pass(201);
    expect(phone.sees()).toEqual(['hi']);
  });

  it('[DEL-3] holds up neither the sender nor anybody behind it for a slow connection, however many there are', async () => {
    const { bo, frames, clock, saying } = await aTalk();
    // More than posts may be under way at once: were they waited for, nobody behind them would be reached meanwhile.
    for (let nth = 0; nth < 130; nth += 1) frames.answers.set((await bo.connects()).id, async () => 'slow');
    const fine = await bo.connects();
    const said = saying('hi');
    await clock.pass(0);
    expect([fine.sees(), said.answered]).toEqual([['hi'], true]);
  });

  it('[DEL-3] has a slow connection’s frames in their order, whichever of them it was too slow for', async () => {
    const { ana, id, people, frames, clock } = await aTalk();
    const [cy] = people('cy');
    const phone = await cy.connects();
    let tries = 0;
    frames.answers.set(phone.id, async () => ((tries += 1) === 2 ? 'slow' : 'sent'));
    await ana.adds(id, cy);
    expect(phone.frames().map(({ type }) => type)).toEqual(['inbox']);
    await clock.pass(300);
    expect(phone.frames().map(({ type }) => type)).toEqual(['inbox', 'entries']);
  });

  it('[DEL-3] is idle when slow connections were told, and no later than the second after an answer', async () => {
    const { bo, frames, clock, saying, core } = await aTalk();
    const phone = await bo.connects();
    const isIdle = async () => {
      let idle = false;
      void core()
        .idle()
        .then(() => (idle = true));
      await clock.pass(0);
      return idle;
    };
    frames.answers.set(phone.id, async () => 'slow');
    saying('one');
    await clock.pass(899);
    expect(await isIdle()).toBe(false);
    await clock.pass(1);
    expect(await isIdle()).toBe(true);
    frames.answers.set(phone.id, () => new Promise(() => undefined));
    saying('two');
    await clock.pass(999);
    expect(await isIdle()).toBe(false);
    await clock.pass(1);
    expect(await isIdle()).toBe(true);
  });

  it('[DEL-3] leaves a connection that stays slow, or fails, its lease, and says so to whoever runs this', async () => {
    const { bo, frames, clock, saying, tables, reports } = await aTalk();
    const [slow, broken, fine] = [await bo.connects(), await bo.connects(), await bo.connects()];
    frames.answers.set(slow.id, async () => 'slow');
    frames.answers.set(broken.id, async () => 'failed');
    const said = saying('hi');
    await clock.pass(0);
    expect(fine.sees()).toEqual(['hi']);
    await clock.pass(900);
    expect(said.answered).toBe(true);
    expect(tables.leases.get('bo')?.size).toBe(3);
    expect(reports.map(({ details }) => details).toSorted()).toEqual([
      { connectionId: broken.id, outcome: 'failed' },
      { connectionId: slow.id, outcome: 'slow' },
    ]);
  });

  it('[DEL-3] tells a connection that stays slow at the end of the second that it is behind', async () => {
    const { bo, frames, clock, saying, reports, id } = await aTalk();
    const phone = await bo.connects();
    let tries = 0;
    frames.answers.set(phone.id, async () => ((tries += 1) <= 2 ? 'slow' : 'sent'));
    const said = saying('hi');
    await clock.pass(899);
    expect([tries, said.answered]).toEqual([2, true]);
    await clock.pass(1);
    expect(phone.frames()).toEqual([{ type: 'behind', conversationId: id, head: 2 }]);
    expect(reports).toEqual([]);
  });

  it('[DEL-3] removes what is gone, and tells who is behind, although another connection never answers', async () => {
    const { bo, frames, clock, saying, tables } = await aTalk();
    const [silent, gone, slow] = [await bo.connects(), await bo.connects(), await bo.connects()];
    let tries = 0;
    frames.answers.set(silent.id, () => new Promise(() => undefined));
    frames.answers.set(gone.id, async () => 'gone');
    frames.answers.set(slow.id, async () => ((tries += 1) <= 2 ? 'slow' : 'sent'));
    const said = saying('hi');
    await clock.pass(1_000);
    expect(said.answered).toBe(true);
    expect([...tables.leases.get('bo')!.keys()]).toEqual([silent.id, slow.id]);
    expect(slow.frames()).toMatchObject([{ type: 'behind', head: 2 }]);
  });

  it('[LOG-9] [DEL-3] answers the sender after a second, whoever does not answer us', async () => {
    const { bo, frames, clock, saying } = await aTalk();
    const [silent, fine] = [await bo.connects(), await bo.connects()];
    frames.answers.set(silent.id, () => new Promise(() => undefined));
    const said = saying('hi');
    await clock.pass(999);
    expect(fine.sees()).toEqual(['hi']);
    expect(said.answered).toBe(false);
    await clock.pass(1);
    expect(said.answered).toBe(true);
  });

  it('[LOG-9] answers the sender when everybody was reached, and not before', async () => {
    const { bo, frames, clock, saying } = await aTalk();
    const phone = await bo.connects();
    let arrives = () => {};
    frames.answers.set(phone.id, () => new Promise((done) => (arrives = () => done('sent'))));
    const said = saying('hi');
    await clock.pass(500);
    expect(said.answered).toBe(false);
    arrives();
    await clock.pass(0);
    expect(said.answered).toBe(true);
  });

  it('[DEL-3] reaches the others although hundreds of connections fail in ways that nobody expected', async () => {
    const { ana, bo, id, frames, reports } = await aTalk();
    for (let nth = 0; nth < 300; nth += 1) {
      const { id } = await bo.connects();
      frames.answers.set(id, () => Promise.reject(new Error('unexpected')));
    }
    const fine = await bo.connects();
    await ana.says(id, 'hi');
    expect(fine.sees()).toEqual(['hi']);
    expect(reports).toHaveLength(300);
  });

  it('[LOG-9] answers the sender although nobody can be looked up: the entry is committed', async () => {
    const error = new Error('throttled');
    const { ana, bo, id, reports } = await aTalk(({ connections }) => ({
      connections: { ...connections, leases: () => Promise.reject(error) },
    }));
    reports.length = 0; // opening the channel was told of too
    expect((await ana.says(id, 'hi')).seq).toBe(2);
    expect(reports).toEqual([{ what: 'hand-over failed', details: { error } }]);
    expect(await bo.reads(id)).toEqual(['hi']);
  });

  it('[DEL-1] pushes an entry to those who are in as of it: not to who joined later, not to who left before', async () => {
    const { ana, bo, id, people } = await aTalk();
    const [cy] = people('cy');
    const [theirs, late] = [await bo.connects(), await cy.connects()];
    await ana.says(id, 'two');
    await bo.leaves(id);
    await ana.says(id, 'four');
    await ana.adds(id, cy);
    await ana.says(id, 'six');
    expect(theirs.seqs()).toEqual([2, 3]);
    expect(late.seqs()).toEqual([5, 6]);
  });
});
