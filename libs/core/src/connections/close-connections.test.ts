import { describe, expect, it } from 'vitest';
import { plainAccess } from '../access/access-store';
import { aWorkspace } from '../testing/a-workspace';

/** Bo with two devices, each signed in by itself, in a channel with Ana. */
const twoDevices = async (...replaced: Parameters<typeof aWorkspace>) => {
  const workspace = aWorkspace(...replaced);
  const { people, signsIn, clock } = workspace;
  const [ana, desk] = people('ana', 'bo');
  const { conversation } = await ana.opensChannel('general', [desk]);
  await clock.pass(5_000);
  const phone = signsIn(desk);
  const [onDesk, onPhone] = [await desk.connects(), await phone.connects()];
  const suspend = () => workspace.ports.access.change('bo', { status: 'suspended' }, plainAccess);
  return { ...workspace, ana, desk, phone, onDesk, onPhone, conversation, suspend };
};

describe('closing connections', () => {
  it('[DEL-6] closes all of somebody who was suspended, says why, and sends nothing there any more', async () => {
    const { core, ana, conversation, onDesk, onPhone, frames, tables, suspend } = await twoDevices();
    await suspend();
    await core().accessChanged('bo');
    expect(frames.closed).toEqual(new Set([onDesk.id, onPhone.id]));
    expect(tables.leases.get('bo')?.size).toBe(0);
    await ana.says(conversation.id, 'without Bo');
    for (const device of [onDesk, onPhone]) expect(device.frames()).toEqual([{ type: 'bye', reason: 'suspended' }]);
  });

  it('[DEL-6] closes the connections of a session that was revoked, and no other', async () => {
    const { core, desk, ana, conversation, onDesk, onPhone, frames } = await twoDevices();
    await desk.gets('sessions.revoke', { sessionId: onPhone.caller.sessionId });
    await core().accessChanged('bo');
    expect([...frames.closed]).toEqual([onPhone.id]);
    expect(onPhone.frames()).toEqual([{ type: 'bye', reason: 'signed_out' }]);
    await ana.says(conversation.id, 'hi');
    expect(onDesk.sees()).toEqual(['hi']);
  });

  it('[DEL-6] closes what was signed in before a sign-out everywhere, and nothing that was signed in since', async () => {
    const { core, desk, phone, onDesk, onPhone, frames, signsIn, clock } = await twoDevices();
    await phone.gets('sessions.revokeAll', {});
    await clock.pass(2_000);
    const tablet = await signsIn(desk).connects();
    await core().accessChanged('bo');
    expect(frames.closed).toEqual(new Set([onDesk.id, onPhone.id]));
    expect(tablet.frames()).toEqual([]);
    await tablet.gets('people.me', {});
  });

  it('closes nothing of somebody to whom nothing happened, however often it is asked', async () => {
    const { core, frames } = await twoDevices();
    await core().accessChanged('bo');
    await core().accessChanged('ana');
    await core().accessChanged('nobody');
    expect(frames.closed.size).toBe(0);
  });

  it('[F30] takes a connection that is gone for closed', async () => {
    const { core, onDesk, frames, tables, suspend } = await twoDevices();
    frames.answers.set(onDesk.id, async () => 'gone');
    await suspend();
    await core().accessChanged('bo');
    expect(tables.leases.get('bo')?.size).toBe(0);
  });

  it('[DEL-6] tries all, sends nothing on one that did not close, and closes it when it is asked again', async () => {
    const { core, ana, conversation, onDesk, onPhone, frames, tables, suspend } = await twoDevices();
    frames.answers.set(onDesk.id, async () => 'failed');
    await suspend();
    await expect(core().accessChanged('bo')).rejects.toThrow('1 connections are still open');
    expect([...frames.closed]).toEqual([onPhone.id]);
    frames.answers.delete(onDesk.id);
    await ana.says(conversation.id, 'without Bo');
    expect(onDesk.frames()).toEqual([]);
    await core().accessChanged('bo');
    expect(frames.closed.has(onDesk.id)).toBe(true);
    expect(tables.leases.get('bo')?.size).toBe(0);
  });

  it('[DEL-6] leaves no connection open whose hello runs at the same time: the hello itself sees what happened', async () => {
    let whileItReads = async () => {};
    const workspace = await twoDevices(({ inbox }) => ({
      inbox: { ...inbox, rows: async (...args) => (await whileItReads(), inbox.rows(...args)) },
    }));
    const { core, desk, phone, tables } = workspace;
    const late = desk.opensSocket();
    whileItReads = async () => {
      whileItReads = async () => {};
      await phone.gets('sessions.revoke', { sessionId: desk.caller().sessionId });
      await core().accessChanged('bo');
    };
    await late.asks('connections.hello', { positions: [], build: 'test' });
    expect([...tables.leases.get('bo')!.values()].map(({ sessionId }) => sessionId)).toEqual([
      phone.caller().sessionId,
    ]);
  });
});
