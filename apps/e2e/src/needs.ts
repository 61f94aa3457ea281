import { test } from '@playwright/test';
import type { Deployment } from './deployment';

const isLocal = (deployment: Deployment): boolean => deployment.isLocal;

/** What a journey may need that not every deployment has: whether this one has it, and what is said where it has not. */
const known = {
  codes: {
    isHad: ({ mailUrl }: Deployment) => !!mailUrl,
    reason: 'It signs people up, who are mailed codes: MAIL_URL does not say where those can be read.',
  },
  owner: { isHad: isLocal, reason: 'It takes an owner, and only that of a local run is known.' },
  google: {
    isHad: isLocal,
    reason: 'Nobody signs in at the real Google by a program; the stand-in is part of a local run.',
  },
  pool: { isHad: isLocal, reason: 'It cuts the way to the user pool, which is known of a local run alone.' },
  server: { isHad: isLocal, reason: 'It starts a server of its own from what is built here, which is no deployment.' },
};
export type Need = keyof typeof known;

/** Every reason that a journey may be skipped for. One that is skipped for another fails the run (`skips-reporter.ts`). */
export const reasons: readonly string[] = Object.values(known).map(({ reason }) => reason);

/** Skips the journey that runs where the deployment under test has not what it needs. */
export const needs = (deployment: Deployment, need: Need): void =>
  test.skip(!known[need].isHad(deployment), known[need].reason);
