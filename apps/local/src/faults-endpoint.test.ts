import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createFaults, faultIds, usualRates } from '@parley/emulators';
import { describe, expect, it, onTestFinished } from 'vitest';
import { faultsEndpoint } from './faults-endpoint';
import { call } from './testing/over-http';

/** The endpoint over two connections of Ana's and one of Bo's; what was struck is kept. */
const served = async () => {
  const faults = createFaults({ seed: 7, rates: { F26: 0.5, F31: 0.25 } });
  const peers = [
    { connectionId: 'a1', connectedAt: 1, principalId: 'ana' },
    { connectionId: 'a2', connectedAt: 2, principalId: 'ana' },
    { connectionId: 'b1', connectedAt: 3, principalId: 'bo' },
  ];
  const struck: string[] = [];
  const strike = (connectionId: string, fault: string) => struck.push(`${fault} ${connectionId}`) > 0;
  const server = createServer(faultsEndpoint(faults, { peers: () => peers, strike }, 60)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const post = (path: string, body: unknown, type = 'application/json') =>
    call(url, {
      method: 'POST',
      path,
      headers: { 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { faults, peers, struck, post, get: (path: string) => call(url, { path }) };
};

describe('the switch of the faults', () => {
  it('shows each with its rate, its range and how often it struck, and the open connections', async () => {
    const { get, faults, peers } = await served();
    while (!faults.strikes('F31'));
    const { status, body } = await get('/_faults');
    expect(status).toBe(200);
    expect(body).toMatchObject({ seed: 7, timeScale: 60, connections: peers });
    const rows = (body as { faults: { id: string }[] }).faults;
    expect(rows.map(({ id }) => id)).toEqual(faultIds);
    expect(rows).toContainEqual(expect.objectContaining({ id: 'F31', number: 'F31', rate: 0.25, count: 1 }));
    expect(rows).toContainEqual(expect.objectContaining({ id: 'F35', rate: 0, range: expect.anything() }));
  });

  it('changes the rates and ranges that are named, and leaves the others', async () => {
    const { post, faults } = await served();
    const changed = await post('/_faults', { rates: { F26: 0, F25: 1 }, ranges: { F35: { min: 1, max: 2 } } });
    expect(changed.status).toBe(200);
    expect(faults.rates()).toMatchObject({ F26: 0, F31: 0.25, 'F25-lost': 1, 'F25-late': 1 });
    expect(faults.ranges()['F35']).toEqual({ min: 1, max: 2 });
  });

  it('sets all rates at once by a text, as on the command line', async () => {
    const { post, faults } = await served();
    await post('/_faults', { schedule: 'all,F26=0' });
    expect(faults.rates()).toEqual({ ...usualRates(), F26: 0 });
    await post('/_faults', { schedule: 'none', rates: { F26: 0 } });
    expect(Object.values(faults.rates()).every((rate) => rate === 0)).toBe(true);
  });

  it('strikes one connection, all of a person, or all there are', async () => {
    const { post, struck } = await served();
    expect(await post('/_faults/strike', { fault: 'F26', connectionId: 'b1' })).toMatchObject({
      status: 200,
      body: { struck: ['b1'] },
    });
    await post('/_faults/strike', { fault: 'cut', principalId: 'ana' });
    expect(struck).toEqual(['F26 b1', 'cut a1', 'cut a2']);
    await post('/_faults/strike', { fault: 'F24', all: true });
    expect(struck.slice(3)).toEqual(['F24 a1', 'F24 a2', 'F24 b1']);
  });

  it.each([
    ['/_faults', { rates: { F99: 1 } }, 400, 'There is no fault "F99"'],
    ['/_faults', { rates: { F26: 2 } }, 400, 'F26'],
    ['/_faults', { schedule: 'F99=1' }, 400, 'There is no fault "F99"'],
    ['/_faults', { ranges: { F26: { min: 1, max: 2 } } }, 400, 'no fault "F26" with a range'],
    ['/_faults', { rate: {} }, 400, 'rate'],
    ['/_faults', '{', 400, 'expected object'],
    ['/_faults', ' '.repeat(70_000), 400, 'expected object'],
    ['/_faults/strike', { fault: 'F12', connectionId: 'a1' }, 400, 'F23'],
    ['/_faults/strike', { fault: 'F26' }, 400, 'Name a connectionId or a principalId'],
    ['/_faults/strike', { fault: 'F26', connectionId: 'a1', all: true }, 400, 'Name a connectionId or a principalId'],
    ['/_faults/strike', { fault: 'F26', connectionId: 'nobody' }, 404, 'There is no such connection.'],
    ['/_faults/hide', {}, 404, 'There are /_faults and /_faults/strike.'],
  ])('refuses at %s %j with %i in words', async (path, body, status, words) => {
    const { post, faults, struck } = await served();
    const before = faults.rates();
    const answer = await post(path, body);
    expect(answer.status).toBe(status);
    expect((answer.body as { message: string }).message).toContain(words);
    expect([faults.rates(), struck]).toEqual([before, []]);
  });

  it('takes nothing that a foreign page could send without asking', async () => {
    const { post, faults } = await served();
    expect((await post('/_faults', '{"schedule":"none"}', 'text/plain')).status).toBe(415);
    expect(faults.rates().F26).toBe(0.5);
  });
});
