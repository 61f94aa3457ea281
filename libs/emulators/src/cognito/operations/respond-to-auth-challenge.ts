import * as z from 'zod';
import type { Answer } from '../answers/answer';
import { newPassword } from '../answers/new-password';
import { passwordVerifier } from '../answers/password-verifier';
import { softwareToken } from '../answers/software-token';
import { fail } from '../fault';
import { ClientId, ClientMetadata, operation, requireClient } from '../operation';

const answers = new Map<string, Answer>([
  ['NEW_PASSWORD_REQUIRED', newPassword],
  ['PASSWORD_VERIFIER', passwordVerifier],
  ['SOFTWARE_TOKEN_MFA', softwareToken],
]);

/** Goes on with a sign-in: the answer to what was asked last, for tokens or for the next challenge. */
export const respondToAuthChallenge = operation(
  z.object({
    ClientId,
    ChallengeName: z.string(),
    ChallengeResponses: z.record(z.string(), z.string()),
    Session: z.string().nullish(),
    ClientMetadata,
  }),
  async (pool, input) => {
    requireClient(pool, input.ClientId);
    const answer = answers.get(input.ChallengeName);
    if (!answer) fail('InvalidParameterException', `The challenge ${input.ChallengeName} was not asked.`);
    const { ChallengeResponses: responses, Session: session, ClientMetadata: clientMetadata } = input;
    return answer(pool, { responses, session: session ?? undefined, clientMetadata });
  },
);
