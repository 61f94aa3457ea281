import { commonRefusals, type RefusalCode, refusal, refusals } from '../refusals';
import { Refusal } from '../refusals';
import type { Request } from '../request';
import { requests } from '../requests';
import { components, ref } from './components';
import { type JsonSchema, jsonSchemaOf } from './json-schema';

const description = `Everything that Parley's own app does on this workspace, for bots and scripts too.

Each request also exists as a WebSocket frame (see \`/api/asyncapi.json\`), with the same body, reply and refusals. What
is refused is answered with a \`code\` of a closed table and a sentence for people. A request that changes a log carries
a \`key\`, a ULID that its sender chose: sent again with the same key it is done once.`;

// A route that is found names its request, and hello belongs to sockets.
const neverOverHttp: readonly RefusalCode[] = ['unknown_request', 'hello_first', 'hello_again'];
const common = commonRefusals.filter((code) => !neverOverHttp.includes(code));

const responseOf = (codes: readonly RefusalCode[]) => ({
  description: codes.map((code) => `\`${code}\`: ${refusals[code].message}`).join('\n\n'),
  content: {
    'application/json': {
      schema: { allOf: [ref(Refusal), { properties: { code: { enum: codes } } }] },
      examples: Object.fromEntries(codes.map((code) => [code, { value: refusal(code) }])),
    },
  },
});

/** Refusals by HTTP status: several reasons share one. */
const refusalsOf = (request: Request) => {
  const byStatus = new Map<number, RefusalCode[]>();
  for (const code of [...request.refusals, ...common]) {
    const { http } = refusals[code];
    byStatus.set(http, [...(byStatus.get(http) ?? []), code]);
  }
  return Object.fromEntries([...byStatus].map(([status, codes]) => [String(status), responseOf(codes)]));
};

const without = (record: object, fields: readonly string[]) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !fields.includes(name)));

const pathFields = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, field = '']) => field);

const operationOf = (request: Request, method: string, path: string) => {
  const schema = jsonSchemaOf(request.body, 'input');
  const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>;
  const required = (schema['required'] ?? []) as string[];
  const inPath = pathFields(path);
  const example = request.example as Record<string, unknown>;
  const parameter = (where: 'path' | 'query') => (name: string) => ({
    name,
    in: where,
    required: required.includes(name),
    schema: properties[name],
    ...(example[name] !== undefined && { example: example[name] }),
  });
  const needed = required.filter((name) => !inPath.includes(name));
  const body: JsonSchema = schema['properties']
    ? { ...schema, properties: without(properties, inPath), required: needed }
    : schema;
  return {
    operationId: request.type,
    tags: [request.type.replace(/\..*/, '')],
    summary: request.summary,
    parameters: [...inPath.map(parameter('path')), ...Object.keys(request.query ?? {}).map(parameter('query'))],
    ...(method === 'POST' && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: body, example: without(example, inPath) } },
      },
    }),
    responses: {
      '200': {
        description: 'Done.',
        content: { 'application/json': { schema: ref(request.reply), example: request.exampleReply } },
      },
      ...refusalsOf(request),
    },
  };
};

/** The HTTP door as an OpenAPI 3.1 document, made from the catalogue. */
export const openapi = () => {
  const paths: Record<string, Record<string, object>> = {};
  for (const request of Object.values(requests as Record<string, Request>)) {
    const [method, path] = request.http?.split(' ') ?? [];
    if (!method || !path) continue;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(request, method, path) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Parley', version: '1.0.0', description, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/', description: 'This workspace' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      schemas: components('draft-2020-12'),
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token of this workspace’s user pool. A token that is bad or expired is answered 401.',
        },
      },
    },
  };
};
