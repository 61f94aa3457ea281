import { describe, expect, it } from 'vitest';
import { aWorkspace, type Device, tokenMs } from '../testing/a-workspace';

const minute = 60_000;
const hello = { positions: [], build: 'test' };

/** A workspace in which `connection` says hello, and in which the pool issues newer tokens. */
const connected = async () => {
  const workspace = aWorkspace();
  const { people, tokens, clock, tables } = workspace;
  const [ana, bo] = people('ana', 'bo');
  const connection = await ana.connects();
  let issued = 0;
  /** A token of `caller`'s sign-in that is good for another hour. */
  const issue = (caller = connection.caller, lastsMs = tokenMs) => {
    const token = `token-${(issued += 1)}`;
    const { personId, username, sessionId, authTime } = caller;
    tokens.set(token, { personId, username, sessionId, authTime, tokenExpires: clock.now() + lastsMs });
    return token;
  };
  const renews = (token = issue(), on: Device = connection) => on.gets('connections.renew', { token });
  const lease = () => tables.leases.get('ana')?.get(connection.id);
  return { ...workspace, ana, bo, connection, issue, renews, lease };
};

describe('renewing a connection', () => {
  it('[AUTH-4] lets it outlive the token that it was opened with', async () => {
    const { connection, renews, clock } = await connected();
    await clock.pass(50 * minute);
    expect(await renews()).toEqual({ renewBefore: clock.now() + 59 * minute });
    await clock.pass(50 * minute);
    await connection.gets('people.me', {});
    await clock.pass(10 * minute);
    expect(await connection.refusedFor('people.me', {})).toBe('hello_again');
  });

  it('[AUTH-4] is known to processes that did not see it, and to those that knew the old end', async () => {
    const { connection, renews, restarts, clock } = await connected();
    await clock.pass(50 * minute);
    await connection.gets('people.me', {});
    await renews();
    restarts();
    await clock.pass(30 * minute);
    await connection.gets('people.me', {});
  });

  it('[AUTH-4] keeps what is pushed coming: over three tokens nothing is missed', async () => {
    const { ana, bo, connection, renews, clock } = await connected();
    const { conversation } = await bo.opensChannel('general', [ana]);
    const said = ['first', 'second', 'third', 'fourth'];
    for (const text of said.slice(0, 2)) {
      await clock.pass(50 * minute);
      await renews();
      await bo.says(conversation.id, text);
    }
    expect(connection.sees()).toEqual(said.slice(0, 2));
  });

  it('[AUTH-4] ends with the two hours that API Gateway gives, whatever the token', async () => {
    const { renews, issue, connection, lease } = await connected();
    const { connectedAt } = connection.caller.connection;
    expect(await renews(issue(connection.caller, 300 * minute))).toEqual({ renewBefore: connectedAt + 119 * minute });
    expect(lease()?.expires).toBe(connectedAt + 120 * minute);
  });

  it('lets hello be said again on it, which keeps its new end', async () => {
    const { connection, renews, clock, lease } = await connected();
    await clock.pass(50 * minute);
    await renews();
    const until = lease()?.expires;
    expect(await connection.gets('connections.hello', hello)).toMatchObject({ renewBefore: clock.now() + 59 * minute });
    await clock.pass(40 * minute);
    await connection.gets('connections.hello', hello);
    expect(lease()?.expires).toBe(until);
  });

  it('[AUTH-4] does not bring back a connection that has run out', async () => {
    const { renews, issue, connection, clock } = await connected();
    await clock.pass(tokenMs);
    expect(await connection.refusedFor('connections.renew', { token: issue() })).toBe('hello_again');
    await expect(renews()).rejects.toThrow('hello_again');
  });

  it('[AUTH-4] closes a connection on which somebody else shows a token, and says so on it', async () => {
    const { bo, connection, issue, frames, tables } = await connected();
    expect(
      await connection.refusedFor('connections.renew', { token: issue({ ...connection.caller, ...bo.caller() }) }),
    ).toBe('not_signed_in');
    expect(connection.frames()).toEqual([{ type: 'bye', reason: 'signed_out' }]);
    expect([...frames.closed]).toEqual([connection.id]);
    expect(tables.leases.get('ana')?.size).toBe(0);
  });

  it.each([
    ['of another sign-in of the same person', { sessionId: 'another' }],
    ['that is none', undefined],
  ])('[AUTH-4] closes a connection on which a token is shown %s', async (_, changes) => {
    const { connection, issue, frames } = await connected();
    const token = changes ? issue({ ...connection.caller, ...changes }) : 'nonsense';
    expect(await connection.refusedFor('connections.renew', { token })).toBe('not_signed_in');
    expect([...frames.closed]).toEqual([connection.id]);
  });

  it('closes nothing where nobody can tell now whether the token is good', async () => {
    const { people, frames } = aWorkspace(() => ({ verify: () => Promise.reject(new Error('no keys')) }));
    const [ana] = people('ana');
    const connection = await ana.connects();
    expect(await connection.refusedFor('connections.renew', { token: 'x' })).toBe('internal');
    expect(frames.closed.size).toBe(0);
    await connection.gets('people.me', {});
  });

  it('belongs on a socket that has said hello', async () => {
    const { ana } = await connected();
    expect(await ana.refusedFor('connections.renew', { token: 'x' })).toBe('socket_only');
    expect(await ana.opensSocket().refusedFor('connections.renew', { token: 'x' })).toBe('hello_first');
  });
});
