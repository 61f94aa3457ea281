import * as z from 'zod';

const Code = z.object({ digits: z.string(), expiresAt: z.number() });

/** A sign-in elsewhere that opens this account, as the `identities` attribute tells it. */
const Identity = z.object({
  providerName: z.string(),
  userId: z.string(),
  /** Whether the account was made by this sign-in, rather than linked to it. */
  primary: z.boolean(),
  dateCreated: z.number(),
});

const Totp = z.object({
  /** Base32, as the authenticator app has it: checking a code needs the secret itself. */
  secret: z.string().nullable(),
  /** Handed out, and not proved yet; the one before stays good until it is. */
  pending: z.string().nullable(),
  enabled: z.boolean(),
  preferred: z.boolean(),
  /** The last step of 30 s whose code was taken: each is good once. */
  lastStep: z.number(),
});
export const noTotp: z.infer<typeof Totp> = {
  secret: null,
  pending: null,
  enabled: false,
  preferred: false,
  lastStep: 0,
};

const User = z.object({
  sub: z.string(),
  /** The pool's own name of the user: the `sub` of those who sign in with an e-mail alias, else `<provider>_<id>`. Absent in older files. */
  username: z.string().optional(),
  email: z.string(),
  emailVerified: z.boolean(),
  /** Every other attribute: `name`, `locale`, … */
  attributes: z.record(z.string(), z.string()),
  status: z.enum(['UNCONFIRMED', 'CONFIRMED', 'FORCE_CHANGE_PASSWORD', 'EXTERNAL_PROVIDER']),
  enabled: z.boolean().default(true),
  /** What SRP needs to check a password without holding it; hexadecimal. Null for who has none. */
  srp: z.object({ salt: z.string(), verifier: z.string() }).nullable(),
  /** When a password that came with an administrator's invitation ends; null for one's own, and in older files. */
  temporaryUntil: z.number().nullable().default(null),
  confirmationCode: Code.nullable(),
  resetCode: Code.nullable(),
  /** An address, the present or the next one, whose owner was mailed a code. */
  emailCheck: z.object({ address: z.string(), code: Code }).nullable().default(null),
  totp: Totp.default(noTotp),
  groups: z.array(z.string()).default([]),
  identities: z.array(Identity).default([]),
  createdAt: z.number(),
  modifiedAt: z.number(),
});

const Session = z.object({
  /** Names the sign-in: the `origin_jti` of every token that comes from it. */
  originJti: z.string(),
  sub: z.string(),
  /** SHA-256 of the refresh token: the file alone signs nobody in. */
  refreshTokenHash: z.string(),
  /** Refresh tokens that were rotated out, newest first; each is good a little longer, for a retry. */
  retired: z.array(z.object({ hash: z.string(), goodUntil: z.number() })).default([]),
  /** Of the access tokens; the API's own sign-in gives this one. */
  scope: z.string().default('aws.cognito.signin.user.admin'),
  /** Whether it began on the hosted page. */
  hosted: z.boolean().default(false),
  /** Seconds since 1970, as in the `auth_time` claim. */
  authTime: z.number(),
  /** When the refresh token ends. Milliseconds, as every time that is not a claim. */
  expiresAt: z.number(),
  revoked: z.boolean(),
});

const Group = z.object({
  name: z.string(),
  description: z.string().optional(),
  precedence: z.number().optional(),
  createdAt: z.number(),
  modifiedAt: z.number(),
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
  groups: z.array(Group).default([]),
  mails: z.array(Mail),
});

export type Code = z.infer<typeof Code>;
export type Identity = z.infer<typeof Identity>;
export type User = z.infer<typeof User>;
export type Session = z.infer<typeof Session>;
export type Group = z.infer<typeof Group>;
export type Mail = z.infer<typeof Mail>;

/** What the pool knows; `store.save()` makes a change last. Times in milliseconds. */
export type State = {
  /** By `sub`. */
  users: Map<string, User>;
  /** By `originJti`. */
  sessions: Map<string, Session>;
  /** By name. */
  groups: Map<string, Group>;
  mails: Mail[];
};
