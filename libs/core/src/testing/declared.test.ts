import { refusal } from '@parley/protocol';
import { expect, it } from 'vitest';
import type { Core } from '../core';
import { declaredOnly } from './declared';

const caller = { personId: 'ana', username: 'ana', sessionId: 's', authTime: 0, tokenExpires: Infinity };
const refusing = (code: Parameters<typeof refusal>[0]): Core => ({
  answer: async () => ({ ok: false, refusal: refusal(code) }),
  handle: async () => JSON.stringify({ type: 'refusal', id: '1', ...refusal(code) }),
  closed: async () => {},
  accessChanged: async () => {},
  removed: async () => {},
  idle: async () => {},
  deliver: async () => {},
  admitSignUp: async () => {},
  limitSignIn: async () => {},
  issueToken: async () => ({}),
  register: async () => {},
  lookAtInvitation: async () => ({ ok: false, refusal: refusal(code) }),
});
const asks = (code: Parameters<typeof refusal>[0]) =>
  declaredOnly(refusing(code)).answer(caller, { type: 'people.me', body: {} });
const says = (code: Parameters<typeof refusal>[0], text = '{"type":"people.me","id":"1","body":{}}') =>
  declaredOnly(refusing(code)).handle(caller, text);

it('a refusal that the catalogue does not declare fails the test, at either door', async () => {
  await expect(asks('key_in_use')).rejects.toThrow('people.me was refused with key_in_use');
  await expect(says('key_in_use')).rejects.toThrow('people.me was refused with key_in_use');
  await expect(says('key_in_use', '{')).rejects.toThrow('refused with key_in_use');
});

it('declared and common ones pass', async () => {
  expect(await asks('no_profile')).toMatchObject({ ok: false });
  expect(await says('malformed', '{')).toContain('malformed');
});
