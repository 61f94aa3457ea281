import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

const hour = 60 * 60_000;
const hello = { positions: [], build: 'test' };
const asDevice = (device: string) => ({ ...hello, device });

describe('my sessions', () => {
  it('are listed by what each device calls itself, this one first, then the latest', async () => {
    const { people, signsIn, clock } = aWorkspace();
    const [desk] = people('ana');
    const signedInAt = clock.now();
    await desk.opensSocket().gets('connections.hello', asDevice('Firefox on Linux'));
    await clock.pass(3 * hour);
    const [phone, script] = [signsIn(desk), signsIn(desk)];
    await phone.opensSocket().gets('connections.hello', asDevice('Chrome on Android'));
    await script.gets('people.me', {});
    const { sessions } = await desk.gets('sessions.list', {});
    expect(sessions.map(({ device, isThis }) => [device, isThis])).toEqual([
      ['Firefox on Linux', true],
      ['Chrome on Android', false],
      [undefined, false],
    ]);
    expect(sessions[0]).toMatchObject({ id: desk.caller().sessionId, signedInAt });
    expect(sessions[1]?.seenAt).toBe(clock.now() - (clock.now() % hour));
  });

  it('were seen no earlier than they were signed in, though that is written down to the hour', async () => {
    const { people, signsIn, clock } = aWorkspace();
    const [desk] = people('ana');
    await clock.pass(hour - (clock.now() % hour) + 50 * 60_000);
    const phone = signsIn(desk);
    const signedInAt = clock.now();
    await phone.gets('people.me', {});
    expect((await phone.gets('sessions.list', {})).sessions[0]).toMatchObject({ signedInAt, seenAt: signedInAt });
    await clock.pass(hour);
    await phone.gets('people.me', {});
    const seenAt = clock.now() - (clock.now() % hour);
    expect((await phone.gets('sessions.list', {})).sessions[0]).toMatchObject({ signedInAt, seenAt });
  });

  it('are those of nobody else', async () => {
    const { people } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    await ana.gets('people.me', {});
    const { sessions } = await bo.gets('sessions.list', {});
    expect(sessions.map(({ id }) => id)).toEqual([bo.caller().sessionId]);
    expect(await bo.refusedFor('sessions.revoke', { sessionId: ana.caller().sessionId })).toBe('nothing_to_change');
    await ana.gets('people.me', {});
  });

  it('[AUTH-7] are not those that were signed in for one request, as long as they ask nothing else', async () => {
    const { people, signsIn, identity, clock } = aWorkspace();
    const [desk] = people('ana');
    identity.add('ana', 'ana@example.com');
    const proof = signsIn(desk);
    await proof.gets('people.changeAddress', { email: 'new@example.com' });
    const listed = async () => (await desk.gets('sessions.list', {})).sessions.map(({ id }) => id);
    expect(await listed()).toEqual([desk.caller().sessionId]);
    await clock.pass(30_001);
    await proof.gets('people.me', {});
    expect(await listed()).toContain(proof.caller().sessionId);
  });

  it('[AUTH-3] are refused once revoked, also for what takes a fresh sign-in', async () => {
    const { people, signsIn, restarts } = aWorkspace();
    const [desk] = people('ana');
    const proof = signsIn(desk);
    await proof.gets('people.me', {});
    await desk.gets('sessions.revoke', { sessionId: proof.caller().sessionId });
    restarts();
    expect(await proof.refusedFor('people.changeAddress', { email: 'new@example.com' })).toBe('not_signed_in');
  });

  it('are written down once an hour, however much is asked', async () => {
    let noted = 0;
    const { people, clock, restarts } = aWorkspace(({ sessions }) => ({
      sessions: { ...sessions, note: (...args) => ((noted += 1), sessions.note(...args)) },
    }));
    const [ana] = people('ana');
    await clock.pass(hour - (clock.now() % hour));
    for (let nth = 0; nth < 5; nth += 1) {
      await ana.gets('people.me', {});
      await ana.connects();
      await clock.pass(2 * 60_000);
      restarts();
    }
    expect(noted).toBe(1);
    await clock.pass(hour);
    await ana.gets('people.me', {});
    expect(noted).toBe(2);
  });

  it('are forgotten when no token of theirs can be left', async () => {
    const { people, signsIn, clock } = aWorkspace();
    const [ana] = people('ana');
    await ana.gets('people.me', {});
    const other = signsIn(ana);
    await clock.pass(31 * 24 * hour);
    expect((await other.gets('sessions.list', {})).sessions).toHaveLength(1);
  });

  it('[DEL-6] are refused at both doors 30 s after they were revoked at the latest, by any process', async () => {
    const { people, signsIn, restarts, clock } = aWorkspace();
    const [desk] = people('ana');
    const phone = signsIn(desk);
    const socket = await phone.connects();
    await desk.gets('sessions.revoke', { sessionId: phone.caller().sessionId });
    await clock.pass(30_001);
    expect(await phone.refusedFor('people.me', {})).toBe('not_signed_in');
    expect(await socket.refusedFor('people.me', {})).toBe('not_signed_in');
    restarts();
    expect(await socket.refusedFor('people.me', {})).toBe('not_signed_in');
    await desk.gets('people.me', {});
  });

  it('[AUTH-3] are refused at the next hello, whatever a process remembers, and it leaves no lease', async () => {
    const { people, signsIn, tables } = aWorkspace();
    const [desk] = people('ana');
    const phone = signsIn(desk);
    await phone.gets('people.me', {});
    await desk.gets('sessions.revoke', { sessionId: phone.caller().sessionId });
    expect(await phone.opensSocket().refusedFor('connections.hello', hello)).toBe('not_signed_in');
    expect(tables.leases.get('ana')?.size).toBe(0);
  });

  it('[AUTH-3] do not come back, however often the token is refreshed: 30 days later neither', async () => {
    const { people, signsIn, clock } = aWorkspace();
    const [desk] = people('ana');
    const phone = signsIn(desk);
    await phone.gets('people.me', {});
    await desk.gets('sessions.revoke', { sessionId: phone.caller().sessionId });
    for (let day = 0; day < 30; day += 1) await clock.pass(24 * hour);
    expect(await phone.refusedFor('people.me', {})).toBe('not_signed_in');
    expect((await desk.gets('sessions.list', {})).sessions.map(({ isThis }) => isThis)).toEqual([true]);
  });

  it('may be the one that asks: that signs out here', async () => {
    const { people, clock } = aWorkspace();
    const [ana] = people('ana');
    await ana.gets('people.me', {});
    await ana.gets('sessions.revoke', { sessionId: ana.caller().sessionId });
    await clock.pass(30_001);
    expect(await ana.refusedFor('people.me', {})).toBe('not_signed_in');
  });

  it('cannot be revoked twice, nor those that are not known', async () => {
    const { people, signsIn } = aWorkspace();
    const [desk] = people('ana');
    const phone = signsIn(desk);
    await phone.gets('people.me', {});
    const { sessionId } = phone.caller();
    await desk.gets('sessions.revoke', { sessionId });
    expect(await desk.refusedFor('sessions.revoke', { sessionId })).toBe('nothing_to_change');
    expect(await desk.refusedFor('sessions.revoke', { sessionId: 'never-seen' })).toBe('nothing_to_change');
  });
});

describe('signing out everywhere', () => {
  it('[AUTH-3] ends every sign-in until now, in the user pool too, and none that comes after', async () => {
    const { people, signsIn, identity, clock } = aWorkspace();
    const [desk] = people('ana');
    identity.add('ana', 'ana@example.com');
    const phone = signsIn(desk);
    await phone.connects();
    await desk.gets('sessions.revokeAll', {});
    expect(identity.accounts.get('ana')?.signOuts).toBe(1);
    await clock.pass(30_001);
    for (const device of [desk, phone]) expect(await device.refusedFor('people.me', {})).toBe('not_signed_in');
    const again = signsIn(desk);
    expect((await again.gets('sessions.list', {})).sessions.map(({ id }) => id)).toEqual([again.caller().sessionId]);
  });

  it('[AUTH-3] ends a sign-in of the same second: they are dated to the second', async () => {
    const { people, tables, clock } = aWorkspace();
    const [ana] = people('ana');
    await clock.pass(400);
    const signedInAt = Math.floor(clock.now() / 1000) * 1000;
    await ana.gets('sessions.revokeAll', {});
    expect(tables.access.get('ana')?.validFrom).toBeGreaterThan(signedInAt);
    expect(tables.access.get('ana')?.validFrom).toBeLessThanOrEqual(clock.now() + 1000);
  });

  it('[AUTH-3] shuts our doors where the user pool cannot be reached, says so, and tells it when asked by the next sign-in', async () => {
    let isThere = false;
    const { people, signsIn, reports, clock, identity } = aWorkspace((real) => ({
      identity: {
        ...real.identity,
        signOutEverywhere: (username) =>
          isThere ? real.identity.signOutEverywhere(username) : Promise.reject(new Error('throttled')),
      },
    }));
    const [ana] = people('ana');
    identity.add('ana', 'ana@example.com');
    expect(await ana.refusedFor('sessions.revokeAll', {})).toBe('pool_behind');
    expect(reports).toMatchObject([{ what: 'the user pool was not told' }]);
    await clock.pass(30_001);
    expect(await ana.refusedFor('people.me', {})).toBe('not_signed_in');
    isThere = true;
    await signsIn(ana).gets('sessions.revokeAll', {});
    expect(identity.accounts.get('ana')?.signOuts).toBe(1);
  });
});
