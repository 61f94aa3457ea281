import type { Clock } from '../../clock';
import type { ClaimChanges } from '../claim-changes';
import { type Tickets, tickets } from '../tickets';

/** What an app asked for when it sent somebody here. */
export type Wish = {
  redirectUri: string;
  state: string | undefined;
  scope: string;
  nonce: string | undefined;
  /** SHA-256 of the verifier that redeems the code, base64url; RFC 7636. */
  codeChallenge: string | undefined;
};

/** A sign-in that waits for the identity provider's answer. */
export type Visit = { wish: Wish; provider: string; nonce: string; verifier: string; redirectUri: string };

const minute = 60_000;

/** What the hosted page keeps for a while. In memory: a sign-in that spans a restart starts over. */
export type Desk = {
  /** By the `state` that the provider gives back. The service allows five minutes. */
  visits: Tickets<Visit>;
  /** Codes for the app, and what its tokens shall say: good once, for five minutes, from the guide. */
  codes: Tickets<{ sub: string; wish: Wish; changes: ClaimChanges }>;
  /** By the cookie of a browser whose person has signed in: one hour, from the guide. */
  browsers: Tickets<{ sub: string; provider: string }>;
};

/** One hour: "the session cookie is valid for one hour". */
export const browserSeconds = 3600;

export const desk = (clock: Pick<Clock, 'now'>): Desk => ({
  visits: tickets(clock, 5 * minute),
  codes: tickets(clock, 5 * minute),
  browsers: tickets(clock, browserSeconds * 1000),
});
