import { describe, expect, it } from 'vitest';
import { BadConfig, loadConfig } from './config';

const good = { region: 'eu-west-1', userPoolId: 'eu-west-1_AbC123', userPoolClientId: 'web', workspace: 'Acme' };
const load = (body: unknown, init: ResponseInit = {}) =>
  loadConfig(
    () => Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), init)),
    'https://chat.example',
  );

describe('the configuration', () => {
  it('finds API and socket at the page’s own origin', async () => {
    expect(await load(good)).toMatchObject({ apiUrl: 'https://chat.example', socketUrl: 'wss://chat.example/ws' });
  });
  it('takes other addresses where they are given', async () => {
    const elsewhere = { apiUrl: 'https://api.example', socketUrl: 'wss://socket.example/live' };
    expect(await load({ ...good, ...elsewhere })).toMatchObject(elsewhere);
  });
  it('names every field that is wrong', async () => {
    const broken = load({ ...good, userPoolId: '', workspace: 7 });
    await expect(broken).rejects.toThrow(BadConfig);
    await expect(broken).rejects.toThrow(/userPoolId.*workspace/s);
  });
  it('says that it is missing where a page came in its place', async () => {
    await expect(load('<!doctype html>')).rejects.toThrow(BadConfig);
    await expect(load('gone', { status: 404 })).rejects.toThrow(/404/);
  });
});
