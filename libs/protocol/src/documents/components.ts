import type * as z from 'zod';
import { Standing } from '../connections/position';
import { Conversation, ConversationSummary, InboxRow } from '../conversations/conversation';
import { entries, Entry } from '../entries';
import { frames } from '../frames';
import { Person } from '../people/person';
import { Refusal } from '../refusals';
import type { Request } from '../request';
import { requests } from '../requests';
import { componentsOf, type Dialect, type JsonSchema, refTo } from './json-schema';

/** `messages.send` → `MessagesSend`. */
const pascal = (name: string): string => name.replace(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase());

const named: Record<string, z.ZodType> = {
  Person,
  Conversation,
  InboxRow,
  ConversationSummary,
  Standing,
  Refusal,
  Entry,
};
for (const [kind, { schema }] of Object.entries(entries)) named[`${pascal(kind)}Entry`] = schema;
for (const [type, schema] of Object.entries(frames)) named[`${pascal(type)}Frame`] = schema;
for (const [type, { reply }] of Object.entries(requests as Record<string, Request>))
  if (!Object.values(named).includes(reply)) named[`${pascal(type)}Reply`] = reply;

const names = new Map(Object.entries(named).map(([name, schema]) => [schema, name]));

/** The component that stands for a schema, in whichever document. */
export const ref = (schema: z.ZodType): { $ref: string } => {
  const name = names.get(schema);
  if (!name) throw new Error('This schema is no component');
  return { $ref: refTo(name) };
};

/** Everything that the server answers or says, by name. */
export const components = (target: Dialect): Record<string, JsonSchema> => componentsOf(named, target);
