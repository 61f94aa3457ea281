import { describe, expect, it } from 'vitest';
import type { Ports } from '../ports';
import { aWorkspace, type Person } from '../testing/a-workspace';
import { shardOf } from './shards';

/** A channel of Ana and so many others; what its making left in the queue is forgotten. */
const aCrowd = async (size: number, ports?: (real: Ports) => Partial<Ports>) => {
  const workspace = aWorkspace(ports);
  const [ana, ...crowd] = workspace.people('ana', ...Array.from({ length: size - 1 }, (_, nth) => `p${nth}`));
  const { conversation } = await ana!.opensChannel('general');
  const id = conversation.id;
  for (let at = 0; at < crowd.length; at += 40) await ana!.adds(id, ...crowd.slice(at, at + 40));
  await workspace.clock.pass(60_001); // so that it is a quiet one
  workspace.queue.take();
  workspace.reports.length = 0;
  /** Says it, and tells whether the sender has been answered. */
  const saying = (text: string) => {
    const said = { answered: false };
    void ana!.says(id, text).then(() => (said.answered = true));
    return said;
  };
  return { ...workspace, ana: ana!, crowd, id, saying };
};
const onlineOf = (people: readonly Person[]) => Promise.all(people.map((person) => person.connects()));
const shardsOf = (deliveries: readonly { shard: number; of: number }[]) =>
  deliveries.map(({ shard, of }) => `${shard}/${of}`).toSorted();

describe('delivery at size', () => {
  it('[DEL-2] posts to one shard of 1,200 members itself, and gives the others to the queue, which reach the rest', async () => {
    const { ana, crowd, id, queue, delivers, ports } = await aCrowd(1_200);
    expect((await ports.memberships.roster(id))?.members).toHaveLength(1_200);
    const devices = await onlineOf(crowd);
    const { seq } = await ana.says(id, 'hi');
    const reached = () => crowd.filter((_, nth) => devices[nth]?.sees().includes('hi'));
    expect(reached().map((person) => person.id)).toEqual(
      crowd.map((person) => person.id).filter((personId) => shardOf(personId, 3) === 0),
    );
    const waiting = await delivers();
    expect(waiting.map(({ shard }) => shard).toSorted()).toEqual([1, 2]);
    for (const delivery of waiting) expect(delivery).toMatchObject({ conversationId: id, from: seq, to: seq, of: 3 });
    expect(devices.map((device) => device.sees())).toEqual(devices.map(() => ['hi']));
    expect(queue.take()).toEqual([]);
  });

  it('[DEL-2] needs no queue for 500 members', async () => {
    const { ana, id, queue, crowd } = await aCrowd(500);
    const devices = await onlineOf(crowd);
    await ana.says(id, 'hi');
    expect(devices.every((device) => device.sees().includes('hi'))).toBe(true);
    expect(queue.take()).toEqual([]);
  });

  it('[LOG-9] [DEL-2] gives to the queue whom it has not reached late in the second, in pieces, and nobody else', async () => {
    const { crowd, id, frames, queue, clock, saying, delivers } = await aCrowd(300);
    const devices = await onlineOf(crowd);
    // As many connections that never answer as there may be posts under way: nobody behind them is reached.
    for (const { id } of devices.slice(0, 128)) frames.answers.set(id, () => new Promise(() => undefined));
    const said = saying('hi');
    await clock.pass(899);
    expect([said.answered, queue.take()]).toEqual([false, []]);
    await clock.pass(1);
    const given = queue.take();
    await clock.pass(99);
    expect(said.answered).toBe(false);
    await clock.pass(1);
    expect(said.answered).toBe(true);
    for (const { id } of devices.slice(0, 128)) frames.answers.delete(id);
    await queue.add(given);
    const waiting = await delivers();
    expect(shardsOf(waiting)).toEqual(['0/8', '1/8', '2/8', '3/8', '4/8', '5/8', '6/8', '7/8']);
    expect(waiting.every((delivery) => delivery.conversationId === id)).toBe(true);
    expect(devices.slice(128).filter((device) => device.sees().length === 0)).toEqual([]);
  });

  it('[LOG-9] gives to the queue only the pieces in which somebody was not reached', async () => {
    const { crowd, frames, queue, clock, saying } = await aCrowd(131);
    const devices = await onlineOf(crowd);
    for (const { id } of devices.slice(0, 128)) frames.answers.set(id, () => new Promise(() => undefined));
    saying('hi');
    await clock.pass(1_000);
    const unreached = crowd.slice(128);
    expect(unreached).toHaveLength(2);
    expect(shardsOf(queue.take())).toEqual([...new Set(unreached.map(({ id }) => `${shardOf(id, 8)}/8`))].toSorted());
  });

  it('[LOG-9] begins no post any more of what the queue has then', async () => {
    const { crowd, frames, clock, saying } = await aCrowd(160);
    const devices = await onlineOf(crowd);
    let answer = () => {};
    const answered = new Promise<'sent'>((done) => (answer = () => done('sent')));
    for (const { id } of devices.slice(0, 128)) frames.answers.set(id, () => answered);
    saying('hi');
    await clock.pass(1_000);
    answer();
    await clock.pass(1_000);
    expect(devices.map((device) => device.sees().length)).toEqual(devices.map((_, nth) => (nth < 128 ? 1 : 0)));
  });

  it('[LOG-9] gives to the queue whom it reached on one connection and not on the other', async () => {
    const { crowd, frames, queue, clock, saying } = await aCrowd(129);
    const devices = await onlineOf(crowd);
    const last = crowd.at(-1)!;
    const second = await last.connects();
    for (const { id } of devices) frames.answers.set(id, () => new Promise(() => undefined));
    saying('hi');
    await clock.pass(1_000);
    expect(second.sees()).toEqual([]);
    expect(shardsOf(queue.take())).toEqual([`${shardOf(last.id, 8)}/8`]);
  });

  it('[LOG-9] answers the sender when the queue has taken its share, and not before', async () => {
    let taken = () => {};
    let isHeld = false;
    const { clock, saying } = await aCrowd(600, ({ queue }) => ({
      queue: {
        add: async (deliveries) => {
          if (isHeld) await new Promise<void>((done) => (taken = done));
          return queue.add(deliveries);
        },
      },
    }));
    isHeld = true;
    const said = saying('hi');
    await clock.pass(499);
    expect(said.answered).toBe(false);
    taken();
    await clock.pass(0);
    expect(said.answered).toBe(true);
  });

  it('[LOG-9] waits half a second for a queue that does not answer, then posts itself, and says so to whoever runs this', async () => {
    let hangs = false;
    const { crowd, id, clock, saying, reports } = await aCrowd(600, ({ queue }) => ({
      queue: { add: (deliveries) => (hangs ? new Promise(() => undefined) : queue.add(deliveries)) },
    }));
    const devices = await onlineOf(crowd);
    hangs = true;
    const said = saying('hi');
    await clock.pass(499);
    expect([said.answered, reports, devices.every((device) => device.sees().length === 1)]).toEqual([false, [], false]);
    await clock.pass(1);
    expect(said.answered).toBe(true);
    expect(devices.map((device) => device.sees())).toEqual(devices.map(() => ['hi']));
    expect(reports).toMatchObject([{ what: 'delivery not queued', details: { conversationId: id, seq: 17 } }]);
  });

  it('[LOG-9] answers the sender after a second, although neither the queue nor anybody’s connection answers', async () => {
    let hangs = false;
    const { crowd, frames, clock, saying, reports } = await aCrowd(600, ({ queue }) => ({
      queue: { add: (deliveries) => (hangs ? new Promise(() => undefined) : queue.add(deliveries)) },
    }));
    const devices = await onlineOf(crowd);
    for (const { id } of devices) frames.answers.set(id, () => new Promise(() => undefined));
    hangs = true;
    const said = saying('hi');
    await clock.pass(999);
    expect(said.answered).toBe(false);
    await clock.pass(1);
    expect(said.answered).toBe(true);
    expect(reports.map(({ what }) => what)).toEqual(['delivery not queued', 'delivery not queued']);
  });

  it('[LOG-9] gives everybody to the queue where nobody could be looked up', async () => {
    let broken = false;
    const { ana, crowd, id, reports, delivers } = await aCrowd(30, ({ connections }) => ({
      connections: {
        ...connections,
        leases: (ids) => (broken ? Promise.reject(new Error('throttled')) : connections.leases(ids)),
      },
    }));
    const devices = await onlineOf(crowd);
    broken = true;
    expect((await ana.says(id, 'hi')).seq).toBe(3);
    broken = false;
    expect(reports).toMatchObject([{ what: 'hand-over failed' }]);
    await delivers();
    expect(devices.map((device) => device.sees())).toEqual(devices.map(() => ['hi']));
  });

  it('[LOG-9] [DEL-2] posts to all of them itself where the queue takes nothing, and says so to whoever runs this', async () => {
    const error = new Error('no queue');
    let broken = false;
    const { ana, crowd, id, reports } = await aCrowd(600, ({ queue }) => ({
      queue: { add: (deliveries) => (broken ? Promise.reject(error) : queue.add(deliveries)) },
    }));
    const devices = await onlineOf(crowd);
    broken = true;
    const { seq } = await ana.says(id, 'hi');
    expect(devices.map((device) => device.sees())).toEqual(devices.map(() => ['hi']));
    expect(reports).toEqual([{ what: 'delivery not queued', details: { conversationId: id, seq, error } }]);
  });

  it('[LOG-9] answers the sender although neither the queue nor anybody’s connection takes anything', async () => {
    const { crowd, frames, clock, saying, reports } = await aCrowd(600, () => ({
      queue: { add: () => Promise.reject(new Error('no queue')) },
    }));
    const devices = await onlineOf(crowd);
    for (const { id } of devices) frames.answers.set(id, () => new Promise(() => undefined));
    const said = saying('hi');
    await clock.pass(999);
    expect(said.answered).toBe(false);
    await clock.pass(1);
    expect(said.answered).toBe(true);
    expect(reports.map(({ what }) => what)).toEqual(['delivery not queued', 'delivery not queued']);
  });

  it('[LOG-9] hands over again through the queue when a key is tried again', async () => {
    const { ana, crowd, id, nextKey, queue, delivers, clock } = await aCrowd(600);
    const [key, after] = [nextKey(), await ana.holds(id)];
    const first = await ana.says(id, 'hi', { key, after });
    queue.take(); // and there it was lost
    const devices = await onlineOf(crowd);
    await clock.pass(60_000);
    expect(await ana.says(id, 'hi', { key, after })).toEqual(first);
    await delivers();
    expect(devices.map((device) => device.sees())).toEqual(devices.map(() => ['hi']));
  });

  it('[DEL-5] gives a busy conversation to the queue, so that what is said meanwhile travels in one frame', async () => {
    const { ana, crowd, id, clock, queue, core } = await aCrowd(20);
    const devices = await onlineOf(crowd);
    const says = async (text: string) => {
      await clock.pass(100);
      await ana.says(id, text);
    };
    for (let nth = 1; nth <= 60; nth += 1) await says(`${nth}`);
    const queued = queue.take();
    expect(queued.length).toBeGreaterThan(20);
    expect(shardsOf(queued)).toEqual(queued.map(() => '0/1'));
    const before = devices.map((device) => device.frames().length);
    // A consumer takes what follows on as one delivery.
    const { from } = queued[0]!;
    const made = core().deliver({ ...queued[0]!, to: queued.at(-1)!.to });
    await clock.pass(200);
    await made;
    expect(devices.map((device) => device.frames().length)).toEqual(before.map((frames) => frames + 1));
    const all = Array.from({ length: 60 }, (_, nth) => `${nth + 1}`);
    expect(devices.map((device) => device.sees())).toEqual(devices.map(() => all));
    expect(queued.map((delivery) => delivery.from)).toEqual(queued.map((_, nth) => from + nth));
  });

  it('[DEL-5] posts itself in a busy conversation of a few, whom the queue would only keep waiting', async () => {
    const { ana, crowd, id, clock, queue } = await aCrowd(10);
    const devices = await onlineOf(crowd);
    for (let nth = 1; nth <= 60; nth += 1) {
      await clock.pass(100);
      await ana.says(id, `${nth}`);
    }
    expect(queue.take()).toEqual([]);
    expect(devices.every((device) => device.sees().length === 60)).toBe(true);
  });
});
