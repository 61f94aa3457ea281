import * as z from 'zod';

export type JsonSchema = Record<string, unknown>;
/** OpenAPI 3.1 speaks draft 2020-12, AsyncAPI 3.0 speaks draft 7. */
export type Dialect = 'draft-2020-12' | 'draft-7';

// Objects stay open in what we publish: additions are additive, so nobody may refuse a field that they do not know.
const open = ({ jsonSchema }: { jsonSchema: JsonSchema }): void => {
  if (jsonSchema['additionalProperties'] === false) delete jsonSchema['additionalProperties'];
};
const bare = ({ $schema: _, $id: __, ...schema }: JsonSchema): JsonSchema => schema;

/** `input` is what one sends (defaults may be left out), `output` is what one receives. Bytes limits are not in it. */
export const jsonSchemaOf = (
  schema: z.ZodType,
  io: 'input' | 'output',
  target: Dialect = 'draft-2020-12',
): JsonSchema => bare(z.toJSONSchema(schema, { io, target, override: open }));

/** What is received, by name; wherever one of them stands in another, the other refers to it. */
export const componentsOf = (
  schemas: Readonly<Record<string, z.ZodType>>,
  target: Dialect,
): Record<string, JsonSchema> => {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const made = z.toJSONSchema(registry, { io: 'output', target, uri: refTo, override: open });
  return Object.fromEntries(Object.entries(made.schemas).map(([id, schema]) => [id, bare(schema)]));
};

/** Where a component stands, in both documents. */
export const refTo = (id: string): string => `#/components/schemas/${id}`;
