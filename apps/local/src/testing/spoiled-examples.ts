import { requests, type Request } from '@parley/protocol';
import fc from 'fast-check';

const nested = (depth: number): unknown => {
  let value: unknown = 'deep';
  for (let i = 0; i < depth; i += 1) value = i % 2 ? [value] : { text: value };
  return value;
};

/** What hostile or broken programs put where a value belongs. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown[]>(
    null,
    true,
    false,
    '',
    ' ',
    '\u0000',
    '\ud800',
    'a\udfff',
    '\u202e',
    '👩‍👩‍👧',
    [],
    {},
    [[]],
    [null],
  ),
  fc.constantFrom(-1, 0, 0.5, 1e308, -1e308, 2 ** 53, 2 ** 63, 999_999_999_999, 1_000_000_000_000, 5e-324),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '$default',
    '$connect',
    'null',
    'NaN',
    '1e9',
  ),
  fc.constantFrom(
    'c-',
    `c-${'0'.repeat(32)}`,
    `C-${'0'.repeat(32)}`,
    `d-${'f'.repeat(32)}`,
    'c-../../x',
    "'; --",
    '#META',
  ),
  fc.integer(),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.integer({ min: 1, max: 11_000 }).map((length) => 'ä'.repeat(length)),
  fc.integer({ min: 1, max: 3_000 }).map(nested),
  fc.integer({ min: 40, max: 2_000 }).map((length) => Array.from({ length }, () => 'bo')),
);

type Step = { pick: number; kind: 'drop' | 'replace' | 'add' | 'wrap' | 'repeat'; name: string; value: unknown };
const step: fc.Arbitrary<Step> = fc.record({
  pick: fc.nat(),
  kind: fc.constantFrom<Step['kind'][]>('drop', 'replace', 'replace', 'replace', 'add', 'wrap', 'repeat'),
  name: fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toJSON',
    'length',
    'after',
    'seq',
    'text',
    'extra',
    '',
  ),
  value: hostileValue,
});

type Place = { holder: Record<string, unknown>; name: string };
/** As deep as any example goes: what was put in deeper is spoiled enough. */
const placesIn = (value: unknown, depth = 4): Place[] => {
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...placesIn(holder[name], depth - 1)]);
};
// As a field of the object itself, which is what JSON text makes of it, also where it is called __proto__.
const put = (holder: object, name: string, value: unknown): void =>
  void Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });

// By way of text: `structuredClone` overflows the stack where JSON does not.
const copied = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Somewhere in the body a field is dropped, replaced, added, wrapped or repeated. */
const spoil = (body: Record<string, unknown>, { pick, kind, name, value }: Step): void => {
  const places = placesIn(body);
  const { holder, name: field } = places[pick % Math.max(places.length, 1)] ?? { holder: body, name };
  if (kind === 'drop') delete holder[field];
  else if (kind === 'replace') put(holder, field, value);
  else if (kind === 'wrap') put(holder, field, [holder[field]]);
  else if (kind === 'repeat') put(holder, field, [holder[field], holder[field]]);
  else if (Array.isArray(holder)) holder.push(value);
  else put(holder, name, value);
};

/** What ends the session that everything is thrown in, or the connection: the last one by any token that is no good. */
const endings = ['sessions.revokeAll', 'people.delete', 'connections.renew'];

/** Every other request of the catalogue. */
export const catalogue = Object.values(requests as Record<string, Request>).filter(
  ({ type }) => !endings.includes(type),
);

export type SpoiledExample = { request: Request; body: Record<string, unknown> };

/**
 * A request of the catalogue whose example was spoiled in up to three places, about one of these conversations.
 * One in ten is not spoiled: those are good, as far as the conversation lets them be.
 */
export const spoiledExample = (conversationIds: readonly string[]): fc.Arbitrary<SpoiledExample> =>
  fc
    .record({
      request: fc.constantFrom(...catalogue),
      here: fc.record({
        conversationId: fc.constantFrom(...conversationIds),
        key: fc.ulid(),
        after: fc.constantFrom(0, 1, 1, 2, 41),
        // The first entries that somebody adds to a channel, so that some of what changes a message finds one.
        target: fc.constantFrom(1, 2, 2, 3, 41),
        basedOn: fc.constantFrom(2, 2, 3, 41),
      }),
      steps: fc.oneof(
        { weight: 1, arbitrary: fc.constant<Step[]>([]) },
        { weight: 9, arbitrary: fc.array(step, { minLength: 1, maxLength: 3 }) },
      ),
    })
    .map(({ request, here, steps }) => {
      const body = structuredClone(request.example) as Record<string, unknown>;
      for (const [name, value] of Object.entries(here)) if (name in body) put(body, name, value);
      // A copy: a later step may spoil what an earlier one has put in.
      for (const one of steps) spoil(body, { ...one, value: copied(one.value) });
      return { request, body };
    });

/** Text with a hole, a cut or something too much. */
export const spoiledText = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .record({
      text,
      at: fc.nat(),
      how: fc.constantFrom('cut', 'hole', 'extra', 'twice', 'mark'),
      extra: fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
    })
    .map(({ text, at, how, extra }) => {
      const where = at % (text.length + 1);
      if (how === 'cut') return text.slice(0, where);
      if (how === 'hole') return text.slice(0, where) + text.slice(where + 1);
      if (how === 'twice') return text + text;
      if (how === 'mark') return `\ufeff${text}`;
      return text.slice(0, where) + extra + text.slice(where);
    });

/** Text that was never meant for us. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.constantFrom('', ' ', 'null', '0', '"x"', '[]', '{}', '{"type":null}', '-', '{"type":"reply"}', '\u0000'),
  fc.integer({ min: 1, max: 9_000 }).map((depth) => '['.repeat(depth)),
  fc.json({ maxDepth: 5 }),
);
