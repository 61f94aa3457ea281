import { validate } from '@readme/openapi-parser';
import { describe, expect, it } from 'vitest';
import { refusals } from '../refusals';
import type { Request } from '../request';
import { requests } from '../requests';
import { openapi } from './openapi';

type Operation = {
  operationId: string;
  parameters: { name: string; in: string; required: boolean }[];
  requestBody?: { content: { 'application/json': { schema: { properties: object; required: string[] } } } };
  responses: Record<string, { content: { 'application/json': { schema: { allOf?: [object, unknown] } } } }>;
};
const operations = (document = openapi()) =>
  Object.values(document.paths).flatMap((path) => Object.values(path) as Operation[]);
const operation = (id: string) => operations().find(({ operationId }) => operationId === id)!;
// The parser resolves what it is given in place, so it gets a copy.
const errorsOf = async (document: object) => {
  const result = await validate(structuredClone(document) as Parameters<typeof validate>[0]);
  return result.valid ? [] : result.errors.map(({ message }) => message);
};

describe('the OpenAPI document', () => {
  it('is valid, says a published parser', async () => {
    expect(await errorsOf(openapi())).toEqual([]);
  });

  it('would not be valid with an operation of another shape, or a reference to nowhere', async () => {
    const withPath = (get: object) => ({ ...openapi(), paths: { '/api/people/me': { get } } });
    expect(await errorsOf(withPath({ responses: 7 }))).not.toEqual([]);
    const content = { 'application/json': { schema: { $ref: '#/components/schemas/Nobody' } } };
    const [error] = await errorsOf(withPath({ responses: { 200: { description: 'Done.', content } } }));
    expect(error).toContain('Nobody');
  });

  it('has an operation for every request with a route, and no other', () => {
    const routed = Object.values(requests as Record<string, Request>).filter(({ http }) => http);
    const ids = operations().map(({ operationId }) => operationId);
    expect(ids.toSorted()).toEqual(routed.map(({ type }) => type).toSorted());
    expect(ids.length).toBeGreaterThan(10);
  });

  it('takes path fields out of the body', () => {
    const { parameters, requestBody } = operation('messages.send');
    expect(parameters).toMatchObject([{ name: 'conversationId', in: 'path', required: true }]);
    const { schema } = requestBody!.content['application/json'];
    expect(Object.keys(schema.properties)).toEqual(['key', 'after', 'text', 'replyTo']);
    expect(schema.required).toEqual(['key', 'after', 'text']);
  });

  it('carries the fields of a GET in its query, those with a default as optional', () => {
    const { parameters, requestBody } = operation('messages.history');
    expect(requestBody).toBeUndefined();
    expect(parameters.map(({ name, in: where, required }) => [name, where, required])).toEqual([
      ['conversationId', 'path', true],
      ['before', 'query', false],
      ['limit', 'query', false],
    ]);
  });

  it('groups refusals by status and names every code that the request may be refused with', () => {
    for (const { operationId, responses } of operations()) {
      const { refusals: own } = (requests as Record<string, Request>)[operationId]!;
      for (const code of [...own, 'not_signed_in', 'foreign_origin', 'internal'] as const) {
        const response = responses[String(refusals[code].http)]!;
        const [, only] = response.content['application/json'].schema.allOf!;
        expect((only as { properties: { code: { enum: string[] } } }).properties.code.enum).toContain(code);
      }
    }
    expect(Object.keys(operation('messages.send').responses)).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '409',
      '413',
      '429',
      '500',
      '503',
    ]);
  });

  it('asks for a bearer token everywhere', () => {
    expect(openapi().security).toEqual([{ bearer: [] }]);
    expect(openapi().components.securitySchemes.bearer).toMatchObject({ type: 'http', scheme: 'bearer' });
  });

  it('refers to shared schemas by name, and leaves objects open for additions', () => {
    const { schemas } = openapi().components;
    expect(schemas['MessagesSendReply']).toMatchObject({
      properties: { entry: { $ref: '#/components/schemas/Entry' } },
    });
    expect(JSON.stringify(openapi())).not.toContain('"additionalProperties":false');
  });
});
