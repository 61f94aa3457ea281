import { limits, refusals, utf8Bytes } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace } from './testing/a-workspace';

describe('the core', () => {
  it('answers a frame with a reply that carries its id', async () => {
    const { people } = aWorkspace();
    const [ana] = people('ana');
    const socket = await ana.connects();
    expect(await socket.says('{"type":"people.me","id":"seven","body":{}}')).toEqual({
      type: 'reply',
      id: 'seven',
      body: { person: { id: 'ana', name: 'ana', email: 'ana@example.com' }, settings: { readReceipts: true } },
    });
  });

  it.each([
    ['{', { id: null, code: 'malformed' }],
    ['[]', { id: null, code: 'malformed' }],
    ['{"id":"7"}', { id: '7', code: 'malformed' }],
    ['{"type":"messages.shout","id":"7","body":{}}', { id: '7', code: 'unknown_request' }],
    ['{"type":"constructor","id":"7","body":{}}', { id: '7', code: 'unknown_request' }],
    ['{"type":"messages.send","id":"7","body":{"text":7}}', { id: '7', code: 'invalid' }],
    [' '.repeat(limits.frameBytes + 1), { id: null, code: 'too_large' }],
  ])('answers bad input with a refusal, stores nothing and keeps the connection: %.40s', async (text, refusal) => {
    const { people, tables, reports } = aWorkspace();
    const [ana] = people('ana');
    const socket = await ana.connects();
    const before = structuredClone(tables);
    expect(await socket.says(text)).toMatchObject({ type: 'refusal', ...refusal });
    expect(tables).toEqual(before);
    expect(await socket.gets('people.me', {})).toMatchObject({ person: { id: 'ana' } });
    expect(reports).toEqual([]);
  });

  it('reports a bug of ours with its cause, and tells the caller nothing of it', async () => {
    const error = new Error('the table secret-table-name is on fire');
    const { people, reports } = aWorkspace(({ inbox }) => ({
      inbox: { ...inbox, rowsOf: () => Promise.reject(error) },
    }));
    const [ana] = people('ana');
    const socket = await ana.connects();
    const ask = { conversationId: `c-${'0'.repeat(32)}` };
    const refusal = { code: 'internal', message: refusals.internal.message };
    expect(await ana.asks('conversations.get', ask)).toEqual({ ok: false, refusal });
    expect(await socket.asks('conversations.get', ask)).toEqual({ type: 'refusal', id: '2', ...refusal });
    const report = { what: 'request failed', details: { type: 'conversations.get', error } };
    expect(reports).toEqual([report, report]);
  });

  it('names what could not be written by the key that its author made up', async () => {
    const error = new Error('no capacity');
    let isFull = false;
    const { people, reports, nextKey } = aWorkspace(({ log }) => ({
      log: { ...log, claim: (...slot) => (isFull ? Promise.reject(error) : log.claim(...slot)) },
    }));
    const [ana, bo] = people('ana', 'bo');
    const { conversation } = await ana.opensChannel('general', [bo]);
    const [socket, key] = [await ana.connects(), nextKey()];
    isFull = true;
    const message = { conversationId: conversation.id, key, after: 1, text: 'of this nothing is told' };
    expect(await socket.asks('messages.send', message)).toMatchObject({ type: 'refusal', code: 'internal' });
    expect(reports).toEqual([{ what: 'request failed', details: { type: 'messages.send', key, error } }]);
  });

  it('refuses an answer that no frame holds, and says where it can be asked', async () => {
    const { people, tables } = aWorkspace();
    const crowd = people(...Array.from({ length: 100 }, (_, nth) => `${nth}`.padStart(64, 'p')));
    for (const person of tables.people.values()) person.name = '🦜'.repeat(40);
    const ids = crowd.map(({ id }) => id);
    const socket = await crowd[0]!.connects();
    const frame = await socket.asks('people.find', { ids });
    expect(frame).toMatchObject({ type: 'refusal', id: '2', code: 'too_large' });
    expect(frame).toHaveProperty('message', expect.stringContaining('HTTP'));
    const page = await crowd[0]!.gets('people.find', { ids });
    expect(page.people).toHaveLength(100);
    expect(utf8Bytes(JSON.stringify(page))).toBeGreaterThan(limits.frameBytes);
  });

  it('[DEL-3] forgets exactly the connection that closed', async () => {
    const { people, core, tables } = aWorkspace();
    const [ana] = people('ana');
    const [phone, desk] = [await ana.connects(), await ana.connects()];
    await core().closed('ana', phone.id);
    await core().closed('ana', 'never-heard-of');
    await core().closed('nobody', phone.id);
    expect([...tables.leases.get('ana')!.keys()]).toEqual([desk.id]);
  });
});
