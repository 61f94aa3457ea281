import * as z from 'zod';
import { fail } from './fault';
import type { Pool } from './pool';
import type { User } from './state';
import { findUser } from './users';

/** Parses an input and answers it with the body of a reply, or throws a Fault. */
export type Operation = (pool: Pool, input: unknown) => Promise<object>;

const complain = (input: unknown, issue: z.core.$ZodIssue): never => {
  const [member] = issue.path;
  if (member === undefined) fail('SerializationException', 'The body is not a JSON object.');
  const field = issue.path
    .map(String)
    .join('.')
    .replace(/^./, (first) => first.toLowerCase());
  const value = issue.path.reduce<unknown>((at, key) => (Object(at) as Record<PropertyKey, unknown>)[key], input);
  const isMissing = value === undefined || value === null;
  if (!isMissing && issue.code === 'invalid_type') {
    fail('SerializationException', `The value at '${field}' is of the wrong type.`);
  }
  const where = isMissing ? `Value null at '${field}'` : `Value at '${field}'`; // the value itself may be a secret
  const constraint = isMissing ? 'Member must not be null' : issue.message;
  return fail(
    'InvalidParameterException',
    `1 validation error detected: ${where} failed to satisfy constraint: ${constraint}`,
  );
};

/** An operation of the API: its input's schema (members that it does not name are ignored) and what it does. */
export const operation =
  <S extends z.ZodObject>(schema: S, run: (pool: Pool, input: z.output<S>) => Promise<object>): Operation =>
  async (pool, input) => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return run(pool, parsed.data);
    const [issue] = parsed.error.issues;
    return issue ? complain(input, issue) : fail('SerializationException', 'The body could not be read.');
  };

const text = (most: number) =>
  z
    .string()
    .min(1, 'Member must have length greater than or equal to 1')
    .max(most, `Member must have length less than or equal to ${most}`);

/** Shapes that several operations share, with the API reference's own limits. */
export const ClientId = text(128);
export const Username = text(128);
export const Password = text(256);
export const ConfirmationCode = text(2048);
export const GroupName = text(128);
/** Six digits, of an authenticator app or a mail. */
export const UserCode = z.string().regex(/^[0-9]{6}$/, 'Member must satisfy regular expression pattern: [0-9]+');
/** Attributes as the API spells them. */
export const AttributeList = z.array(z.object({ Name: z.string(), Value: z.string().max(2048) }));
/** No limit is published; 8 KB is above any token made here. */
export const Token = text(8192);
export const ClientMetadata = z
  .record(z.string(), z.string())
  .nullish()
  .transform((given) => given ?? undefined);

/** An operation for administrators. Its caller has AWS credentials, so it may be told who exists. */
export const adminOperation = <S extends z.ZodObject>(
  schema: S,
  run: (pool: Pool, input: z.output<S>) => Promise<object>,
): Operation => {
  const inPool = operation(schema, run);
  return operation(z.looseObject({ UserPoolId: text(55) }), async (pool, input) => {
    if (input.UserPoolId !== pool.userPoolId) {
      fail('ResourceNotFoundException', `User pool ${input.UserPoolId} does not exist.`);
    }
    return inPool(pool, input);
  });
};

/** The user of this name, or the refusal that only administrators get. */
export const requireUser = (pool: Pool, username: string): User =>
  findUser(pool, username) ?? fail('UserNotFoundException', 'User does not exist.');

/** Refuses a client that is not this pool's. */
export const requireClient = ({ clientId }: Pool, given: string): void => {
  if (given !== clientId) fail('ResourceNotFoundException', `User pool client ${given} does not exist.`);
};
