import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Mailbox } from '@parley/emulators';
import { signUpHashOf, signUpProof } from '@parley/protocol';
import { clientId, credentials, region } from './deployment';

/** The two people who are there from the start. Their password opens this machine's own data and nothing else. */
export const people = [
  { name: 'Ana', email: 'ana@example.com' },
  { name: 'Bo', email: 'bo@example.com' },
];
export const password = 'Parley-2-try!';
/** The same at each start, so that one that was interrupted is finished by the next. */
const secret = 'the sign-up of who is there from the start';

/** Signs them up as anybody does, with a mailed code; those who are there already stay as they are. */
export const seed = async (endpoint: string, mail: Mailbox): Promise<void> => {
  const cognito = new CognitoIdentityProviderClient({ endpoint, region, credentials, maxAttempts: 1 });
  const signUp = async ({ name, email }: (typeof people)[number]): Promise<void> => {
    const who = { ClientId: clientId, Username: email };
    const UserAttributes = [
      { Name: 'name', Value: name },
      { Name: signUpProof.attribute, Value: await signUpHashOf(secret) },
    ];
    const known = await cognito.send(new SignUpCommand({ ...who, Password: password, UserAttributes })).then(
      () => false,
      (error: unknown) => {
        if (error instanceof Error && error.name === 'UsernameExistsException') return true;
        throw error;
      },
    );
    if (known) {
      // Started before. Somebody who was interrupted between sign-up and confirmation is confirmed now.
      const isConfirmed = await cognito.send(new ResendConfirmationCodeCommand(who)).then(
        () => false,
        (error: unknown) => {
          if (error instanceof Error && error.name === 'InvalidParameterException') return true;
          throw error;
        },
      );
      if (isConfirmed) return;
    }
    const code = mail.list(email)[0]?.code;
    if (!code) throw new Error(`No code was mailed to ${email}`);
    await cognito.send(
      new ConfirmSignUpCommand({ ...who, ConfirmationCode: code, ClientMetadata: { [signUpProof.metadata]: secret } }),
    );
  };
  await Promise.all(people.map(signUp));
  cognito.destroy();
};
