import { describe, expect, it } from 'vitest';
import type { Ports } from '../ports';
import { aWorkspace } from '../testing/a-workspace';

/** A channel of Ana and Bo, and what was measured since. */
const aTalk = async (ports?: (real: Ports) => Partial<Ports>) => {
  const measured: [what: string, value: number, key: string][] = [];
  const workspace = aWorkspace((real) => ({
    ...ports?.(real),
    measure: (...told) => void measured.push(told),
  }));
  const [ana, bo] = workspace.people('ana', 'bo');
  const { conversation } = await ana.opensChannel('general', [bo]);
  measured.length = 0;
  const values = (of: string) => measured.flatMap(([what, value]) => (what === of ? [value] : []));
  return { ...workspace, ana, bo, id: conversation.id, measured, values };
};

describe('what is measured', () => {
  it('[LOG-2] counts a message once, however often it is tried', async () => {
    const { ana, id, nextKey, values } = await aTalk();
    const attempt = { key: nextKey(), after: await ana.holds(id) };
    await ana.says(id, 'hi', attempt);
    await ana.says(id, 'hi', attempt);
    await ana.says(id, 'again');
    expect(values('messageAccepted')).toEqual([1, 1]);
    expect(values('deliveryMs')).toHaveLength(2);
  });

  it('counts no change of a message as one, and times it all the same', async () => {
    const { ana, id, values } = await aTalk();
    const { seq } = await ana.says(id, 'hi');
    await ana.changes('messages.edit', id, { target: seq, basedOn: seq, text: 'ho' });
    expect(values('messageAccepted')).toEqual([1]);
    expect(values('deliveryMs')).toHaveLength(2);
  });

  it('[LOG-9] times an entry up to where its hand-over is over, a second at the most', async () => {
    const { ana, bo, id, frames, clock, values } = await aTalk();
    const phone = await bo.connects();
    frames.answers.set(phone.id, () => new Promise(() => undefined));
    void ana.says(id, 'hi');
    await clock.pass(999);
    expect(values('deliveryMs')).toEqual([]);
    await clock.pass(1);
    expect(values('deliveryMs')).toEqual([1_000]);
  });

  it('[DEL-5] times each entry of what the queue kept, the wait in the queue included', async () => {
    const { ana, bo, id, core, clock, values, measured } = await aTalk();
    const { seq } = await ana.says(id, 'hi');
    await clock.pass(400);
    await ana.says(id, 'ho');
    await bo.connects();
    await clock.pass(100);
    measured.length = 0;
    const made = core().deliver({ conversationId: id, from: seq, to: seq + 1, shard: 0, of: 1 });
    await clock.pass(300);
    await made;
    expect(values('deliveryMs')).toEqual([500, 100]);
    expect(values('messageAccepted')).toEqual([]);
  });

  it('names a message by the key that its author made up, from the door to the last delivery', async () => {
    const { ana, id, nextKey, core, clock, measured } = await aTalk();
    const key = nextKey();
    const { seq } = await ana.says(id, 'hi', { key });
    const made = core().deliver({ conversationId: id, from: seq, to: seq, shard: 0, of: 1 });
    await clock.pass(300);
    await made;
    expect(measured.map(([what, , about]) => [what, about])).toEqual([
      ['messageAccepted', key],
      ['deliveryMs', key],
      ['deliveryMs', key],
    ]);
  });
});
