import type { Clock } from '../clock';
import { type Tickets, tickets } from './tickets';

/** Half an SRP sign-in: what the server must remember until the client proves that it knows the password. */
export type PasswordChallenge = { id: string; A: bigint; B: bigint; b: bigint; verifier: string };

/** What somebody whose password was right has still to do. */
export type NextStep = { sub: string; challenge: 'SOFTWARE_TOKEN_MFA' | 'NEW_PASSWORD_REQUIRED' };

/** Cognito's default for `AuthSessionValidity`: three minutes. */
const lifetimeMs = 3 * 60_000;

/** Sign-ins under way. */
export type Challenges = {
  /** By their secret block; standard base64, which the clients decode. */
  passwords: Tickets<PasswordChallenge>;
  /** By the `Session` of the API. */
  nextSteps: Tickets<NextStep>;
};

export const challenges = (clock: Pick<Clock, 'now'>): Challenges => ({
  passwords: tickets(clock, lifetimeMs, 'base64'),
  nextSteps: tickets(clock, lifetimeMs),
});
