import { describe, expect, it } from 'vitest';
import { breakingChanges, type Direction } from './breaking-changes';
import golden from './catalogue.golden.json';
import { components, ref } from './documents/components';
import { jsonSchemaOf } from './documents/json-schema';
import type { Request } from './request';
import { requests } from './requests';

type Shelf = Record<string, Record<string, unknown>>;
/** What is asked stands with its request, what is said among the components, each of which is written out once. */
const shelves = (): Record<'requests' | 'components', Shelf> => ({
  requests: Object.fromEntries(
    Object.entries(requests as Record<string, Request>).map(([name, { http, path, query, body, reply }]) => [
      name,
      { http: http ?? null, url: { ...path, ...query }, asked: jsonSchemaOf(body, 'input'), said: ref(reply) },
    ]),
  ),
  components: Object.fromEntries(Object.entries(components('draft-2020-12')).map(([name, said]) => [name, { said }])),
});

const changesIn = (was: Shelf, is: Shelf): string[] =>
  Object.entries(was).flatMap(([name, before]) => {
    const now = is[name];
    if (!now) return [`${name} vanished`];
    const route = before['http'] === now['http'] ? [] : [`${name} moved to ${String(now['http'])}`];
    // What an address carried must still be read the same way; more may come.
    const url = Object.entries((before['url'] ?? {}) as Record<string, string>).flatMap(([field, kind]) =>
      (now['url'] as Record<string, string>)[field] === kind
        ? []
        : [`${name}: ${field} is read differently in the URL`],
    );
    const bodies = (['asked', 'said'] as Direction[]).flatMap((direction) =>
      breakingChanges(before[direction], now[direction], direction, `${name} ${direction}`),
    );
    return [...route, ...url, ...bodies];
  });

describe('what is out there', () => {
  it('is still understood, and every addition is recorded', async () => {
    const now = shelves();
    // First, so that `vitest -u` can record additions and never a break. A break on purpose is `chat.v2`.
    for (const shelf of ['requests', 'components'] as const)
      expect(changesIn(golden[shelf] as Shelf, now[shelf])).toEqual([]);
    await expect(`${JSON.stringify(now, null, 2)}\n`).toMatchFileSnapshot('catalogue.golden.json');
  });

  it('would be missed', () => {
    const { requests: was, components: said } = shelves();
    const send = was['messages.send']!;
    expect(changesIn(was, {})).toContain('messages.send vanished');
    expect(changesIn({ send }, { send: { ...send, http: 'POST /api/say' } })).toEqual(['send moved to POST /api/say']);
    expect(changesIn({ send }, { send: { ...send, asked: {} } })).toContain('send asked.text vanished');
    expect(changesIn({ Person: said['Person']! }, { Person: { said: {} } })).toContain('Person said.name vanished');
    const history = was['messages.history']!;
    const elsewhere = { ...history, url: { before: 'text', limit: 'integer' } };
    expect(changesIn({ history }, { history: elsewhere })).toEqual(['history: before is read differently in the URL']);
  });
});
