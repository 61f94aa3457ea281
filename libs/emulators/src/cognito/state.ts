import * as z from 'zod';

const Code = z.object({ digits: z.string(), expiresAt: z.number() });

const User = z.object({
  /** The user's id in the pool; also its `Username`, since people sign in with an e-mail alias. */
  sub: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  /** Every other attribute: `name`, `locale`, … */
  attributes: z.record(z.string(), z.string()),
  status: z.enum(['UNCONFIRMED', 'CONFIRMED']),
  /** What SRP needs to check a password without holding it; hexadecimal. */
  srp: z.object({ salt: z.string(), verifier: z.string() }),
  confirmationCode: Code.nullable(),
  resetCode: Code.nullable(),
  createdAt: z.number(),
  modifiedAt: z.number(),
});

const Session = z.object({
  /** Names the sign-in: the `origin_jti` of every token that comes from it. */
  originJti: z.string(),
  sub: z.string(),
  /** SHA-256 of the refresh token: the file alone signs nobody in. */
  refreshTokenHash: z.string(),
  /** Seconds since 1970, as in the `auth_time` claim. */
  authTime: z.number(),
  /** When the refresh token ends. Milliseconds, as every time that is not a claim. */
  expiresAt: z.number(),
  revoked: z.boolean(),
});

const Mail = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  code: z.string(),
  sentAt: z.number(),
});

/** The data file. */
export const StateFile = z.object({
  version: z.literal(1),
  users: z.array(User),
  sessions: z.array(Session),
  mails: z.array(Mail),
});

export type Code = z.infer<typeof Code>;
export type User = z.infer<typeof User>;
export type Session = z.infer<typeof Session>;
export type Mail = z.infer<typeof Mail>;

/** What the pool knows; `store.save()` makes a change last. Times in milliseconds. */
export type State = { users: Map<string, User>; sessions: Map<string, Session>; mails: Mail[] };
