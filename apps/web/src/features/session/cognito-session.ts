import { cognitoUserPoolsTokenProvider, refreshAuthTokensWithoutDedupe } from 'aws-amplify/auth/cognito';
import type { HeldTokens } from './cognito-beside';

const { tokenOrchestrator } = cognitoUserPoolsTokenProvider;

/** The tokens that this device has; null where it has none. */
export const held = (): Promise<HeldTokens | null> => tokenOrchestrator.getTokenStore().loadTokens();

/** What names the sign-in that `tokens` came of, and all that they are renewed by. */
export const sessionOf = (tokens: HeldTokens | null): string | undefined =>
  tokens ? String(tokens.accessToken.payload['origin_jti']) : undefined;

/** What came of a renewal concerns a session that this device has no more: it was signed out, or in anew, meanwhile. */
export class Overtaken extends Error {
  override name = 'Overtaken';
}

const renewing = new Map<string | undefined, ReturnType<typeof refreshAuthTokensWithoutDedupe>>();

/**
 * aws-amplify writes down what it renewed, or takes the tokens off the device where that was refused, whosever they are by
 * then; and its own renewal gives what came of one session to whoever waits for another.
 */
tokenOrchestrator.setTokenRefresher(async (renewal) => {
  const session = sessionOf(renewal.tokens);
  const mine = renewing.get(session) ?? refreshAuthTokensWithoutDedupe(renewal).finally(() => renewing.delete(session));
  renewing.set(session, mine);
  await Promise.allSettled([mine]);
  if (sessionOf(await held()) !== session) throw new Overtaken('Another session took the place of the one renewed.');
  return mine;
});
