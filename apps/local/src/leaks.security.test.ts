import { readFile } from 'node:fs/promises';
import { ulid } from 'ulid';
import { expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { newChannel } from './testing/a-channel';
import { joinAs, passwordOf } from './testing/a-person';
import { openSocket, refusedHandshake } from './testing/a-socket';
import { useStack } from './testing/a-stack';
import { tampered } from './testing/a-token';
import { ask, call } from './testing/over-http';

const stack = useStack();
const Invited = z.object({ token: z.string() });

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
  const log = await vi.waitFor(async () => {
    const text = await readFile(logFile, 'utf8');
    expect(text).toContain('authorize ERROR');
    return text;
  });
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
