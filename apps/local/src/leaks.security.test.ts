import { readFile } from 'node:fs/promises';
import {
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { newSignUpSecret, signUpHashOf, signUpProof } from '@parley/protocol';
import { ulid } from 'ulid';
import { expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { clientId as ClientId, credentials, region } from './deployment';
import { newChannel } from './testing/a-channel';
import { joinAs, newestCode, passwordOf, signInTo } from './testing/a-person';
import { openSocket, refusedHandshake } from './testing/a-socket';
import { useStack } from './testing/a-stack';
import { tampered } from './testing/a-token';
import { ask, call } from './testing/over-http';

const stack = useStack();
const Invited = z.object({ token: z.string() });

/** The log, once this is in it. */
const logThatTells = (logFile: string, what: string): Promise<string> =>
  vi.waitFor(async () => {
    const text = await readFile(logFile, 'utf8');
    expect(text).toContain(what);
    return text;
  });

it('repeats no token, password, invitation or word that was said, in an error or in the log', async () => {
  const { url, logFile } = stack();
  const vic = await joinAs(url, 'Vic');
  const made = await ask(url, vic, 'invitations.create', { key: ulid() });
  const { token: invitation } = Invited.parse(made.body);
  const fay = await joinAs(url, 'Fay', 'fay@example.com', invitation);
  const forged = tampered(vic.accessToken, { sub: `stranger-${ulid()}` });
  const word = `a word that nobody else says: ${ulid()}`;
  const conversationId = await newChannel(url, vic);
  const answers: string[] = [];
  const calls = async (path: string, token: string, body?: string) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    answers.push((await call(url, { method: body === undefined ? 'GET' : 'POST', path, headers, body })).text);
  };

  // Refused, one way or another, with something in it that nobody else should read.
  for (const token of [forged, vic.idToken, 'Bearer', '']) await calls('/api/people/me', token);
  await calls(`/api/people/me?access_token=${vic.accessToken}`, forged);
  await calls('/api/invitations/look', fay.accessToken, JSON.stringify({ token: invitation }));
  await calls(`/api/conversations/${conversationId}/messages`, vic.accessToken, JSON.stringify({ text: word }));
  await calls(`/api/conversations/${conversationId}/messages`, fay.accessToken, `{"text":"${word}`);
  const said = { conversationId, key: ulid(), after: 1, text: word };
  answers.push((await ask(url, fay, 'messages.send', said)).text);
  answers.push(JSON.stringify(await refusedHandshake(url, ['chat.v1', `bearer.${forged}`])));
  const socket = await openSocket(url, vic.accessToken);
  onTestFinished(() => socket.close());
  answers.push(JSON.stringify(await socket.asks('connections.hello', { positions: [], build: 'test' })));
  socket.says(`{"type":"connections.renew","id":"x","body":{"token":7,"was":"${vic.accessToken}"}}`);
  answers.push(JSON.stringify(await socket.hears(({ type }) => type === 'refusal')));
  socket.says(JSON.stringify({ type: 'connections.renew', id: 'y', body: { token: forged } }));
  await socket.closed;
  answers.push(JSON.stringify(socket.heard()));
  expect((await ask(url, vic, 'messages.send', said)).status).toBe(200);

  // The refused handshake is told, so the log is one that tells things.
  const log = await logThatTells(logFile, 'authorize ERROR');
  const bearers = [vic.accessToken, vic.idToken, fay.accessToken, forged];
  // The signature alone would do as well for who has the rest.
  const secrets = [
    ...bearers,
    ...bearers.map((token) => token.split('.')[2] ?? ''),
    invitation,
    word,
    passwordOf('Vic'),
  ];
  for (const secret of secrets.filter((one) => one !== '')) {
    expect(log).not.toContain(secret);
    expect(answers.join('\n')).not.toContain(secret);
  }
}, 120_000);

it('repeats no secret of a sign-up, mailed code, invitation or password chosen anew, in an error or in the log', async () => {
  const { url, logFile, set } = stack();
  const pool = new CognitoIdentityProviderClient({
    ...{ region, credentials, maxAttempts: 1 },
    endpoint: `${url}/cognito/`,
  });
  onTestFinished(() => pool.destroy());
  const ana = await joinAs(url, 'Ana', 'host@example.com');
  const { token: invitation } = Invited.parse((await ask(url, ana, 'invitations.create', { key: ulid() })).body);
  const Username = 'newcomer@example.com';
  const [first, second] = ['chosen first', 'chosen second'].map(passwordOf) as [string, string];
  const [signUpSecret, strangers, resetSecret] = [newSignUpSecret(), newSignUpSecret(), newSignUpSecret()] as const;
  const weak = `weak-and-long ${ulid().toLowerCase()}`;
  const answers: string[] = [];
  const told = async (asked: Promise<object>): Promise<void> => {
    const outcome = await asked.catch((error: unknown) => error);
    answers.push(outcome instanceof Error ? `${outcome.stack} ${JSON.stringify(outcome)}` : JSON.stringify(outcome));
  };
  const showing = (secret: string) => ({ ClientMetadata: { [signUpProof.metadata]: secret, invitation } });
  const notThis = (code: string) => (code === '123456' ? '654321' : '123456');

  const signsUp = async (Password: string, invited: string) => {
    const UserAttributes = [
      { Name: 'name', Value: 'Newcomer' },
      { Name: signUpProof.attribute, Value: await signUpHashOf(signUpSecret) },
    ];
    const ClientMetadata = { [signUpProof.metadata]: signUpSecret, invitation: invited };
    await told(pool.send(new SignUpCommand({ ClientId, Username, Password, UserAttributes, ClientMetadata })));
  };
  for (const invited of [invitation.slice(0, -1), invitation]) await signsUp(weak, invited);
  await signsUp(first, invitation);
  await signsUp(first, invitation); // there is one by now
  const code = await newestCode(url, Username);
  const confirms = (ConfirmationCode: string, secret: string) =>
    told(pool.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode, ...showing(secret) })));
  await confirms(notThis(code), signUpSecret);
  await confirms(code, strangers); // which has to choose another password
  await confirms(code, signUpSecret); // a code is good once

  const forgets = async () => {
    await told(pool.send(new ForgotPasswordCommand({ ClientId, Username, ...showing(resetSecret) })));
    return newestCode(url, Username);
  };
  const resets = (ConfirmationCode: string, Password: string) =>
    told(
      pool.send(
        new ConfirmForgotPasswordCommand({
          ...{ ClientId, Username, ConfirmationCode, Password },
          ...showing(resetSecret),
        }),
      ),
    );
  const reset = await forgets();
  await resets(notThis(reset), second);
  await resets(reset, weak);
  await resets(reset, second);
  const newcomer = await signInTo(url, Username, second, resetSecret);
  // A row that nobody can read: what fails then is told with its cause.
  await set(`P#${newcomer.id}`, '#PROFILE', 'name', 7);
  const again = await forgets();
  await resets(again, first);
  expect(answers.filter((answer) => /internal/.test(answer))).not.toEqual([]);

  const log = await logThatTells(logFile, 'a trigger of the user pool failed');
  const codes = [code, reset, again];
  expect(codes.filter((one) => /^\d{6}$/.test(one))).toHaveLength(3);
  for (const text of [log, answers.join('\n')]) {
    for (const secret of [invitation, signUpSecret, strangers, resetSecret, first, second, weak])
      expect(text).not.toContain(secret);
    // Six digits stand in many an id: by themselves they are a code.
    for (const one of codes) expect(text).not.toMatch(new RegExp(`(?<![\\w.-])${one}(?![\\w-])`));
  }
}, 120_000);
