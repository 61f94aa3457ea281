import * as z from 'zod';
import { deliveryTo, type DeliveryDetails, sendCode } from './codes';
import { fail } from './fault';
import type { Pool } from './pool';
import type { User } from './state';

/** What browsers accept in a field for addresses, so that a form and the pool agree. */
export const Email = z.email({ pattern: z.regexes.html5Email });

/** The OpenID Connect claims that every pool has. `email` is apart: it is the name that people sign in with. */
const writable = new Set(
  (
    'address birthdate family_name gender given_name locale middle_name name nickname phone_number picture ' +
    'preferred_username profile updated_at website zoneinfo'
  ).split(' '),
);
const readOnly = new Set(['sub', 'email_verified', 'phone_number_verified', 'identities']);

type Attribute = { Name: string; Value: string };

/** What a pool's schema has beside the claims of OpenID Connect, as `custom:<name>`: `mutable` where it may be changed later. */
export type CustomAttributes = Record<`custom:${string}`, { mutable: boolean }>;
type Schema = { customAttributes: CustomAttributes };

const customOf = ({ customAttributes }: Schema, name: string) =>
  Object.entries(customAttributes).find(([known]) => known === name)?.[1];

/** Refuses an attribute that the pool does not have. */
export const requireInSchema = (pool: Schema, name: string): void => {
  if (!writable.has(name) && !customOf(pool, name)) {
    fail(
      'InvalidParameterException',
      `Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.\n`,
    );
  }
};

/** Refuses to change an attribute that is written once, as the account is made. */
export const requireMutable = (pool: Schema, name: string): void => {
  if (customOf(pool, name)?.mutable === false) {
    fail('InvalidParameterException', `user.${name}: Attribute cannot be updated.\n`);
  }
};

/** What an app client may be allowed to write. */
export const isWritable = (pool: Schema, name: string): boolean =>
  name === 'email' || writable.has(name) || customOf(pool, name) !== undefined;

const unauthorized = (): never => fail('NotAuthorizedException', 'A client attempted to write unauthorized attribute');

/** Refuses an attribute that no client may write, that this pool's client may not, or that no pool has. */
export const requireWritable = (pool: Pick<Pool, 'writeAttributes'> & Schema, { Name }: Attribute): void => {
  if (readOnly.has(Name)) unauthorized();
  if (Name !== 'email') requireInSchema(pool, Name);
  if (pool.writeAttributes?.includes(Name) === false) unauthorized();
};

/** Sets attributes; one without a value is deleted, as the reference says. */
export const setAttributes = (user: User, given: Attribute[]): void => {
  const merged = { ...user.attributes, ...Object.fromEntries(given.map(({ Name, Value }) => [Name, Value])) };
  user.attributes = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
};

/** The `email` among them, checked. */
export const emailAmong = (given: Attribute[]): string | undefined => {
  const email = given.find(({ Name }) => Name === 'email')?.Value;
  if (email !== undefined && !Email.safeParse(email).success) {
    fail('InvalidParameterException', 'Invalid email address format.');
  }
  return email;
};

/** Mails a code to an address, present or next, whose owner has to prove that they read it. */
export const mailCheck = (pool: Pool, user: User, address: string): void => {
  user.emailCheck = { address, code: sendCode(pool, { email: address }, 'check') };
};

/** The same for somebody who asks for it themselves, which is limited. */
export const sendCheck = (pool: Pool, user: User, address: string): DeliveryDetails => {
  pool.limits.codesSent.spend(user.sub);
  mailCheck(pool, user, address);
  return deliveryTo(pool, address);
};
