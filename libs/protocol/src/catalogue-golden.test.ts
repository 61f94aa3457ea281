import { describe, expect, it } from 'vitest';
import { breakingChanges, type Direction } from './breaking-changes';
import golden from './catalogue.golden.json';
import { jsonSchemaOf } from './documents/json-schema';
import { entries } from './entries';
import { frames } from './frames';
import type { Request } from './request';
import { requests } from './requests';

type Shelf = Record<string, Record<string, unknown>>;
const shelves = (): Record<'requests' | 'entries' | 'frames', Shelf> => ({
  requests: Object.fromEntries(
    Object.entries(requests as Record<string, Request>).map(([name, { http, query, body, reply }]) => [
      name,
      {
        http: http ?? null,
        query: query ?? {},
        asked: jsonSchemaOf(body, 'input'),
        said: jsonSchemaOf(reply, 'output'),
      },
    ]),
  ),
  entries: Object.fromEntries(
    Object.entries(entries).map(([kind, { schema }]) => [kind, { said: jsonSchemaOf(schema, 'output') }]),
  ),
  frames: Object.fromEntries(
    Object.entries(frames).map(([type, schema]) => [type, { said: jsonSchemaOf(schema, 'output') }]),
  ),
});

const changesIn = (was: Shelf, is: Shelf): string[] =>
  Object.entries(was).flatMap(([name, before]) => {
    const now = is[name];
    if (!now) return [`${name} vanished`];
    const route = before['http'] === now['http'] ? [] : [`${name} moved to ${String(now['http'])}`];
    // What a query carried must still be read the same way; more may come.
    const query = Object.entries((before['query'] ?? {}) as Record<string, string>).flatMap(([field, kind]) =>
      (now['query'] as Record<string, string>)[field] === kind ? [] : [`${name}: the query field ${field} changed`],
    );
    const bodies = (['asked', 'said'] as Direction[]).flatMap((direction) =>
      breakingChanges(before[direction], now[direction], direction, `${name} ${direction}`),
    );
    return [...route, ...query, ...bodies];
  });

describe('what is out there', () => {
  it('is still understood, and every addition is recorded', async () => {
    const now = shelves();
    // First, so that `vitest -u` can record additions and never a break. A break on purpose is `chat.v2`.
    for (const shelf of ['requests', 'entries', 'frames'] as const)
      expect(changesIn(golden[shelf] as Shelf, now[shelf])).toEqual([]);
    await expect(`${JSON.stringify(now, null, 2)}\n`).toMatchFileSnapshot('catalogue.golden.json');
  });

  it('would be missed', () => {
    const { requests: was } = shelves();
    const send = was['messages.send']!;
    expect(changesIn(was, {})).toContain('messages.send vanished');
    expect(changesIn({ send }, { send: { ...send, http: 'POST /api/say' } })).toEqual(['send moved to POST /api/say']);
    expect(changesIn({ send }, { send: { ...send, asked: send['said'] } })).toContain('send asked.text vanished');
    const history = was['messages.history']!;
    const elsewhere = { ...history, query: { before: 'text', limit: 'integer' } };
    expect(changesIn({ history }, { history: elsewhere })).toEqual(['history: the query field before changed']);
  });
});
