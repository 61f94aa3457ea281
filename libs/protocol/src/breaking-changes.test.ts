import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { breakingChanges, type Direction } from './breaking-changes';
import { jsonSchemaOf } from './documents/json-schema';

const message = z.object({ text: z.string().max(10), to: z.string().optional() });
const changes = (direction: Direction, was: z.ZodType, is: z.ZodType) => {
  const io = direction === 'asked' ? 'input' : 'output';
  return breakingChanges(jsonSchemaOf(was, io), jsonSchemaOf(is, io), direction, 'it');
};
const both = ['asked', 'said'] as const;

describe('the golden file', () => {
  it.each(both)('takes what is %s as it was', (direction) => {
    expect(changes(direction, message, message.clone())).toEqual([]);
    expect(changes(direction, message, message.describe('Says something.'))).toEqual([]);
  });

  it.each(both)('takes a new optional field in what is %s', (direction) => {
    expect(changes(direction, message, message.extend({ mood: z.string().optional() }))).toEqual([]);
  });

  it.each(both)('misses a field that vanished from what is %s', (direction) => {
    expect(changes(direction, message, message.omit({ to: true }))).toEqual(['it.to vanished']);
    expect(changes(direction, message, message.omit({ text: true }))).toEqual(['it.text vanished']);
  });

  it.each(both)('notices another type, pattern or constant in what is %s', (direction) => {
    expect(changes(direction, message, message.extend({ text: z.int() }))).not.toEqual([]);
    expect(changes(direction, message, message.extend({ to: z.string().regex(/^a/).optional() }))).toEqual([
      'it.to: pattern changed from nothing to "^a"',
    ]);
    expect(changes(direction, z.object({ a: z.literal('x') }), z.object({ a: z.literal('y') }))).not.toEqual([]);
    expect(changes(direction, message, z.string())).not.toEqual([]);
    expect(changes(direction, z.string(), z.string().nullable())).not.toEqual([]);
  });

  it.each(both)('looks into objects and lists of what is %s', (direction) => {
    const wrap = (inner: z.ZodType) => z.object({ page: z.array(z.object({ inner })) });
    expect(changes(direction, wrap(message), wrap(message.omit({ to: true })))).toEqual([
      'it.page[].inner.to vanished',
    ]);
  });

  it('lets no request ask for more', () => {
    expect(changes('asked', message, message.extend({ mood: z.string() }))).toEqual(['it.mood became required']);
    expect(changes('asked', message, message.required())).toEqual(['it.to became required']);
    expect(changes('said', message, message.extend({ mood: z.string() }))).toEqual([]);
    expect(changes('said', message, message.required())).toEqual([]);
  });

  it('lets no reply say less', () => {
    expect(changes('said', message, message.partial())).toEqual(['it.text may be missing now']);
    expect(changes('asked', message, message.partial())).toEqual([]);
  });

  it('lets limits widen for what is asked alone', () => {
    const longer = message.extend({ text: z.string().max(20) });
    expect(changes('asked', message, longer)).toEqual([]);
    expect(changes('asked', longer, message)).toEqual(['it.text: maxLength changed from 20 to 10']);
    expect(changes('asked', message, message.extend({ text: z.string() }))).toEqual([]);
    expect(changes('asked', message, message.extend({ text: z.string().min(1).max(10) }))).not.toEqual([]);
    expect(changes('said', message, longer)).toEqual(['it.text: maxLength changed from 10 to 20']);
  });

  it('lets values be added where the reader takes them', () => {
    const [two, three] = [z.object({ a: z.enum(['x', 'y']) }), z.object({ a: z.enum(['x', 'y', 'z']) })];
    expect(changes('asked', two, three)).toEqual([]);
    expect(changes('said', two, three)).toEqual(['it.a has a new value "z"']);
    for (const direction of both) expect(changes(direction, three, two)).toEqual(['it.a has no "z" any more']);
    const caught = ({ shape }: typeof two | typeof three) => z.object({ a: (shape.a as z.ZodType).catch('x') });
    expect(changes('said', caught(two), caught(three))).toEqual([]);
    expect(changes('said', caught(three), caught(two))).toEqual(['it.a has no "z" any more']);
    for (const direction of both)
      expect(changes(direction, z.object({ a: z.string() }), z.object({ a: z.enum(['x']) }))).not.toEqual([]);
  });

  it('lets kinds be added to a choice, in any order, and none vanish', () => {
    const kind = (name: string, more = {}) => z.object({ kind: z.literal(name), ...more });
    const was = z.discriminatedUnion('kind', [kind('a'), kind('b', { n: z.int() })]);
    const is = z.discriminatedUnion('kind', [kind('c'), kind('b', { n: z.int() }), kind('a')]);
    for (const direction of both) {
      expect(changes(direction, was, is)).toEqual([]);
      expect(changes(direction, is, was)).toEqual(['it(kind="c") vanished']);
      const other = z.discriminatedUnion('kind', [kind('a'), kind('b')]);
      expect(changes(direction, was, other)).toEqual(['it(kind="b").n vanished']);
    }
  });

  it('lets no reply become something else as well', () => {
    const [one, two] = [z.union([z.string(), z.int()]), z.union([z.string(), z.int(), z.null()])];
    expect(changes('said', one, two)).toEqual(['it has a new alternative']);
    expect(changes('asked', one, two)).toEqual([]);
    for (const direction of both) expect(changes(direction, two, one)).toEqual(['it(2) vanished']);
  });
});
