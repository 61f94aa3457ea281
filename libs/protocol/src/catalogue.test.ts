import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { entries } from './entries';
import { frames } from './frames';
import { commonRefusals, Refusal, refusal, refusals } from './refusals';
import type { Request } from './request';
import { isRequestType, requests } from './requests';

const all = Object.entries(requests as Record<string, Request>);
const routed = all.flatMap(([name, request]) =>
  request.http ? [[name, { ...request, http: request.http }] as const] : [],
);
const pathFields = (http: string) => [...http.matchAll(/\{(\w+)\}/g)].map(([, field = '']) => field);

/** The fields of a body, those of each of its variants when there are several. */
const variants = (body: z.ZodType): string[][] => {
  if (body instanceof z.ZodObject) return [Object.keys(body.shape)];
  if (body instanceof z.ZodUnion) return body.options.flatMap((option) => variants(option as z.ZodType));
  throw new Error('A body is an object, or a choice of objects');
};

describe('a request of the catalogue', () => {
  it.each(all)('%s accepts its own example', (_, { body, example }) => {
    expect(body.safeParse(example)).toMatchObject({ success: true });
  });

  it.each(all)('%s accepts its own example of a reply, and loses nothing of it', (_, { reply, exampleReply }) => {
    expect(reply.parse(exampleReply)).toEqual(exampleReply);
  });

  it.each(all)('%s stands in the row of its name', (name, { type }) => {
    expect(type).toBe(name);
    expect(isRequestType(name)).toBe(true);
  });

  it.each(all)('%s gives reasons of the closed table, each once, and no common one again', (_, request) => {
    for (const code of request.refusals) expect(Object.keys(refusals)).toContain(code);
    expect(new Set(request.refusals).size).toBe(request.refusals.length);
    expect(request.refusals.filter((code) => (commonRefusals as readonly string[]).includes(code))).toEqual([]);
  });

  it.each(all)('%s says in one sentence what it is for', (_, { summary }) => {
    expect(summary).toMatch(/^[A-Z].{3,120}\.$/);
  });
});

describe('a route', () => {
  it('is that of one request', () => {
    const shapes = routed.map(([, { http }]) => http.replace(/\{\w+\}/g, '{}'));
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  it('is had by every request but those about the connection itself, and signals', () => {
    const without = all.filter(([, { http }]) => !http).map(([name]) => name);
    expect(without).toEqual([
      'connections.hello',
      'connections.ping',
      'connections.focus',
      'connections.renew',
      'delivery.typing',
    ]);
  });

  it.each(routed)('%s has no path field that its body lacks', (_, { http, body }) => {
    for (const fields of variants(body)) expect(fields).toEqual(expect.arrayContaining(pathFields(http)));
  });

  it.each(routed)(
    '%s carries every field somewhere: a GET in its path or its query',
    (_, { http, query = {}, body }) => {
      if (!http.startsWith('GET ')) return expect(query).toEqual({});
      const carried = [...pathFields(http), ...Object.keys(query)].sort();
      for (const fields of variants(body)) expect(fields.sort()).toEqual(carried);
    },
  );
});

describe('an entry', () => {
  it.each(Object.entries(entries))('%s accepts its own example', (kind, { kind: own, body, example, schema }) => {
    expect(own).toBe(kind);
    expect(body.parse(example)).toEqual(example);
    const placed = { seq: 1, at: 1, author: 'ana', key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', n: 0, m: 0, kind, body: example };
    expect(schema.parse(placed)).toEqual(placed);
  });
});

describe('a frame', () => {
  it.each(Object.entries(frames))('%s stands in the row of its type', (type, schema) => {
    expect(schema.shape.type.value).toBe(type);
  });
});

describe('a refusal', () => {
  it.each(Object.entries(refusals))('%s has a status that says so, and a sentence', (_, { http, message }) => {
    expect(http).toBeGreaterThanOrEqual(400);
    expect(http).toBeLessThan(600);
    expect(message).toMatch(/^[A-Z].+\.$/);
  });

  it('may know more than the table', () => {
    expect(refusal('invalid')).toEqual({ code: 'invalid', message: refusals.invalid.message });
    expect(refusal('invalid', 'text: is empty')).toEqual({ code: 'invalid', message: 'text: is empty' });
    expect(Refusal.parse(refusal('busy'))).toEqual(refusal('busy'));
  });
});
