import { randomInt } from 'node:crypto';
import { fail } from './fault';
import { deliver } from './mailbox';
import type { Pool } from './pool';
import type { Code, User } from './state';
import { derive } from './users';

type Purpose = 'confirmation' | 'reset' | 'check';

/** How long Cognito's codes are good for: 24 hours to confirm an address, one hour to reset a password. */
const lifetimeMs: Record<Purpose, number> = { confirmation: 24 * 3600_000, reset: 3600_000, check: 24 * 3600_000 };

const wording: Record<Purpose, { subject: string; text(code: string): string }> = {
  confirmation: { subject: 'Your verification code', text: (code: string) => `Your confirmation code is ${code}` },
  reset: { subject: 'Your password reset code', text: (code: string) => `Your password reset code is ${code}` },
  check: { subject: 'Your verification code', text: (code: string) => `Your verification code is ${code}` },
};

/** Makes a six-digit code, mails it, and returns it; the code before it is no longer good. */
export const sendCode = ({ store, clock }: Pool, { email }: Pick<User, 'email'>, purpose: Purpose): Code => {
  const digits = String(randomInt(1_000_000)).padStart(6, '0');
  const { subject, text } = wording[purpose];
  deliver(store.state, clock, { to: email, subject, text: text(digits), code: digits });
  return { digits, expiresAt: clock.now() + lifetimeMs[purpose] };
};

/** Refuses a code that is not the one that was sent, or no longer good. */
export const requireCode = ({ clock }: Pool, sent: Code | null, typed: string): void => {
  if (!sent || sent.expiresAt <= clock.now()) codeExpired();
  if (sent.digits !== typed) codeMismatch();
};

export function codeExpired(): never {
  fail('ExpiredCodeException', 'Invalid code provided, please request a code again.');
}

export function codeMismatch(message = 'Invalid verification code provided, please try again.'): never {
  fail('CodeMismatchException', message);
}

export type DeliveryDetails = { AttributeName: 'email'; DeliveryMedium: 'EMAIL'; Destination: string };

const isAddress = /^([^@])[^@]*@([^@])/;

/** Where a code went, masked as `a***@e***`; made up for a name that is no address, the same each time. */
export const deliveryTo = (pool: Pool, address: string): DeliveryDetails => {
  const invented = derive(pool, 'address', address).replace(/[^a-f]/g, '');
  const [, local = invented[0] ?? 'a', domain = invented[1] ?? 'e'] = isAddress.exec(address) ?? [];
  return { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: `${local}***@${domain}***` };
};
