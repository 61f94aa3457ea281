import { claimAsString, InvalidToken, scopesOf, verifyJwt, type JwtConfiguration } from './jwt';
import { jsonAnswer, type Answer } from './answer';
import { type Route } from './routes';

/** What a function finds in `requestContext.authorizer`. */
export interface Authorizer {
  jwt: { claims: Record<string, string>; scopes: string[] | null };
}

/** Lets a request through with its claims, or answers it: 401 without a valid token, 403 without a needed scope. */
export const authorize = async (
  authorization: string | undefined,
  { scopes }: Route,
  jwt: JwtConfiguration,
  nowMs: number,
): Promise<{ authorizer: Authorizer } | { answer: Answer }> => {
  // API Gateway takes the token with or without the word Bearer.
  const token = authorization?.replace(/^Bearer +/i, '').trim();
  if (!token) return { answer: refused(401, 'Unauthorized', 'Bearer') };
  try {
    const claims = await verifyJwt(token, jwt, nowMs);
    const held = scopesOf(claims);
    const isMissing = scopes !== undefined && scopes.length > 0 && !scopes.some((scope) => held.includes(scope));
    if (isMissing)
      return { answer: refused(403, 'Forbidden', challenge(scopes, 'insufficient_scope', 'insufficient scope')) };
    const asStrings = Object.entries(claims).map(([name, value]) => [name, claimAsString(value)]);
    // Without scopes on the route API Gateway sends null, whatever the token holds.
    return { authorizer: { jwt: { claims: Object.fromEntries(asStrings), scopes: scopes?.length ? held : null } } };
  } catch (error) {
    if (!(error instanceof InvalidToken)) throw error;
    return { answer: refused(401, 'Unauthorized', challenge(scopes, 'invalid_token', error.message)) };
  }
};

const challenge = (scopes: string[] = [], error: string, description: string) =>
  `Bearer scope="${scopes.join(' ')}" error="${error}" error_description="${description}"`;

const refused = (statusCode: number, message: string, wwwAuthenticate: string): Answer => {
  const answer = jsonAnswer(statusCode, message);
  return { ...answer, headers: { ...answer.headers, 'www-authenticate': wwwAuthenticate } };
};
