import { requests, type Request, type RequestType } from '@parley/protocol';
import { ulid } from 'ulid';
import * as z from 'zod';

/** What names something of somebody's: the value of each such field, wherever a request has it. */
export type Borrowed = {
  conversationId: string;
  personId: string;
  email: string;
  sessionId: string;
  invitationId: string;
  /** A place in the log of the conversation. */
  seq: number;
  /** Their access token. */
  token: string;
};

type FieldOf = (borrowed: Borrowed) => unknown;

/** The fields that name something: a person, a place in a log, a session. */
const named: Record<string, FieldOf> = {
  conversationId: ({ conversationId }) => conversationId,
  conversations: ({ conversationId }) => [conversationId],
  positions: ({ conversationId, seq }) => [{ conversationId, seq }],
  seq: ({ seq }) => seq,
  target: ({ seq }) => seq,
  basedOn: ({ seq }) => seq,
  replyTo: ({ seq }) => seq,
  personId: ({ personId }) => personId,
  people: ({ personId }) => [personId],
  ids: ({ personId }) => [personId],
  email: ({ email }) => email,
  sessionId: ({ sessionId }) => sessionId,
  invitationId: ({ invitationId }) => invitationId,
  token: ({ token }) => token,
  // Opaque to who asks; but a forged one must not lead into the rows of somebody else.
  cursor: ({ conversationId }) => conversationId,
};

/** The fields that name nothing of anybody's, which keep the value of the request's example. */
const plain = [
  ...['build', 'device', 'epoch', 'inboxDigest', 'protocol'],
  ...['kind', 'name', 'text', 'emoji', 'role', 'rev', 'before', 'limit'],
  ...['readReceipts', 'handle', 'colour', 'timeZone', 'says', 'prefix', 'mostUses', 'hours', 'signUp', 'domains'],
];

const Shape = z.object({
  properties: z.record(z.string(), z.object({ const: z.unknown() }).partial()).default({}),
  required: z.array(z.string()).default([]),
});
const Shapes = z.union([
  z.object({ anyOf: z.array(Shape) }).transform(({ anyOf }) => anyOf),
  z.object({ oneOf: z.array(Shape) }).transform(({ oneOf }) => oneOf),
  Shape.transform((shape) => [shape]),
]);

/** A way to make a request that names what is borrowed. */
export type BorrowingCase = { title: string; type: RequestType; body: (borrowed: Borrowed) => Record<string, unknown> };

/**
 * Every request of the catalogue that names anything, once for each shape that its body may have, with all of its fields
 * that do. A field that is neither known to name something nor to name nothing is an error: say here which it is.
 */
export const borrowingCases = (): BorrowingCase[] =>
  (Object.entries(requests) as [RequestType, Request][]).flatMap(([type, { body, example }]) => {
    const shapes = Shapes.parse(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }));
    return shapes.flatMap(({ properties, required }) => {
      const fields = Object.entries(properties).map(([field, { const: only }]) => ({ field, only }));
      for (const { field } of fields)
        if (!Object.hasOwn(named, field) && !plain.includes(field) && !['key', 'deleteKey', 'after'].includes(field))
          throw new Error(`Does ${field} of ${type} name something of somebody's? Say so in borrowed-ids.ts.`);
      const naming = fields.filter(({ field }) => Object.hasOwn(named, field)).map(({ field }) => field);
      if (naming.length === 0) return [];
      const made = (borrowed: Borrowed) =>
        Object.fromEntries(
          fields.flatMap(({ field, only }): [string, unknown][] => {
            if (Object.hasOwn(named, field)) return [[field, named[field]?.(borrowed)]];
            if (field === 'key' || field === 'deleteKey') return [[field, ulid()]];
            if (field === 'after') return [[field, borrowed.seq]];
            if (only !== undefined) return [[field, only]];
            const value = (example as Record<string, unknown>)[field];
            return required.includes(field) && value !== undefined ? [[field, value]] : [];
          }),
        );
      return [{ title: `${type} {${naming.join(', ')}}`, type, body: made }];
    });
  });
