import { fail } from '../fault';
import type { Pool } from '../pool';
import type { ClientMetadata } from '../sessions';
import type { User } from '../state';
import type { NextStep } from '../challenges';
import { whoIs } from '../users';

/** What a client answers a challenge with. */
export type Given = {
  responses: Record<string, string>;
  /** Names the sign-in that is under way. */
  session: string | undefined;
  clientMetadata: ClientMetadata;
};

/** Checks the answer to one kind of challenge, and goes on with the sign-in. */
export type Answer = (pool: Pool, given: Given) => Promise<object>;

export const required = (parameters: Record<string, string>, name: string): string =>
  parameters[name] || fail('InvalidParameterException', `Missing required parameter ${name}`);

/** Whose sign-in waits for this challenge. It goes on waiting, so that a mistyped answer may be corrected. */
export const requireStep = (pool: Pool, { session, responses }: Given, challenge: NextStep['challenge']): User => {
  if (!session) fail('InvalidParameterException', 'Missing required parameter Session');
  const step = pool.challenges.nextSteps.see(session);
  const user = step?.challenge === challenge ? pool.store.state.users.get(step.sub) : undefined;
  if (!user) fail('NotAuthorizedException', 'Invalid session for the user, session is expired.');
  if (whoIs(pool, required(responses, 'USERNAME')).id !== user.sub) {
    fail('NotAuthorizedException', 'Invalid session for the user.');
  }
  return user;
};
