import type { Input } from '@parley/protocol';
import { ulid } from 'ulid';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { newChannel } from './testing/a-channel';
import { joinAs, type SignedIn, signInTo } from './testing/a-person';
import { useStack } from './testing/a-stack';
import { ask, call } from './testing/over-http';
import { password } from './seed';

const stack = useStack({ rateLimits: 'on' });
let ana: SignedIn;
let plans: string;

beforeAll(async () => {
  const { url } = stack();
  ana = await signInTo(url, 'ana@example.com', password);
  plans = await newChannel(url, ana);
  const { status } = await ask(url, ana, 'workspace.change', { name: 'Acme', signUp: 'invited' });
  expect(status).toBe(200);
}, 60_000);

const Made = z.object({ token: z.string().optional(), invitation: z.object({ id: z.string() }) });
const invites = async (more: Partial<Input<'invitations.create'>> = {}) => {
  const { body } = await ask(stack().url, ana, 'invitations.create', { key: ulid(), ...more });
  return Made.parse(body);
};
const looks = (token: unknown, headers: Record<string, string> = {}, more: { email?: string } = {}) =>
  call(stack().url, {
    method: 'POST',
    path: '/api/invitations/look',
    headers,
    body: JSON.stringify({ token, ...more }),
  });

describe('a workspace by invitation', () => {
  it('[INVITE-1] lets nobody make an account who was not invited, and says why', async () => {
    const notInvited = /not_invited: This workspace is by invitation/;
    await expect(joinAs(stack().url, 'Zoe')).rejects.toThrow(notInvited);
    await expect(joinAs(stack().url, 'Zoe', 'zoe@example.com', 'x'.repeat(27))).rejects.toThrow(notInvited);
    const { body } = await ask(stack().url, ana, 'people.find', { email: 'zoe@example.com' });
    expect(body).toMatchObject({ code: 'person_not_found' });
  });

  it('[INVITE-1] tells who signs up with the address of a member what it tells anybody who was not invited', async () => {
    const { url } = stack();
    const told = async (email: string) => {
      const refusal: unknown = await joinAs(url, 'Zoe', email).catch((error: unknown) => error);
      return refusal instanceof Error ? `${refusal.name}: ${refusal.message}` : 'let in';
    };
    expect(await told('bo@example.com')).toMatch(/^UserLambdaValidationException: .*not_invited/);
    expect(await told('bo@example.com')).toBe(await told('nobody@example.com'));
  });

  it('[INVITE-1] lets in who comes by a link, as what they were invited as, once', async () => {
    const { url } = stack();
    const { token } = await invites({ role: 'guest', conversations: [plans] });
    const cy = await joinAs(url, 'Cy', 'cy@example.com', token);
    expect((await ask(url, cy, 'people.me', {})).body).toMatchObject({ person: { id: cy.id, role: 'guest' } });
    const { body } = await ask(url, cy, 'conversations.list', {});
    expect(body).toMatchObject({ conversations: [{ conversation: { id: plans } }] });
    expect((await ask(url, cy, 'people.search', { prefix: '' })).body).toMatchObject({ code: 'not_allowed' });
    await expect(joinAs(url, 'Di', 'di@example.com', token)).rejects.toThrow('not_invited');
  });

  it('[INVITE-4] takes no use for an address that was said with its link, as those who go to Google do, until it comes', async () => {
    const { url } = stack();
    const { token } = await invites({ role: 'guest' });
    const told = [];
    for (const email of ['Kim@example.com', 'kim@example.com', 'lou@example.com'])
      told.push((await looks(token, {}, { email })).status);
    expect(told).toEqual([200, 200, 200]);
    const kim = await joinAs(url, 'Kim', 'kim@example.com');
    expect((await ask(url, kim, 'people.me', {})).body).toMatchObject({ person: { role: 'guest' } });
    await expect(joinAs(url, 'Lou', 'lou@example.com')).rejects.toThrow('not_invited');
    expect(await looks(token, {}, { email: 'lou@example.com' })).toMatchObject({ status: 404 });
  });

  it('mails whom it invites by address', async () => {
    const { url } = stack();
    const made = await invites({ email: 'Eve@example.com' });
    expect(made.token).toBeUndefined();
    const mail = await call(url, { path: '/mail?format=json&to=eve@example.com' });
    expect(mail.body).toMatchObject({ mails: [{}] });
    const again = await ask(url, ana, 'invitations.create', { key: ulid(), email: 'bo@example.com' });
    expect(again.body).toMatchObject({ code: 'already_here' });
  });
});

describe('a look at an invitation', () => {
  it('needs its link, and nobody signed in', async () => {
    const { token } = await invites({ role: 'guest' });
    const { status, body, headers } = await looks(token);
    expect({ status, body }).toMatchObject({
      ...{ status: 200, body: { workspace: 'Acme', role: 'guest', invitedBy: 'Ana' } },
    });
    expect(headers['cache-control']).toBe('no-store');
  });

  it('[INVITE-2] tells nothing of one that ended, and nothing that was not asked well', async () => {
    const { token, invitation } = await invites();
    await ask(stack().url, ana, 'invitations.revoke', { invitationId: invitation.id });
    const [ended, never] = [await looks(token), await looks('x'.repeat(27))];
    expect([ended.status, ended.body]).toEqual([never.status, never.body]);
    expect(ended).toMatchObject({ status: 404, body: { code: 'no_such_invitation' } });
    for (const wrong of ['short', 7, null, { $gt: '' }])
      expect(await looks(wrong)).toMatchObject({ status: 400, body: { code: 'invalid' } });
  });

  it('[F9] is not for foreign pages', async () => {
    const { token } = await invites();
    expect(await looks(token, { origin: 'https://evil.example' })).toMatchObject({
      ...{ status: 403, body: { code: 'foreign_origin' } },
    });
  });
});

describe('limits over the whole stack', () => {
  it('[LIMIT-1] hold invitations by a bucket that processes share, and say when to come again', async () => {
    const { url } = stack();
    const bo = await signInTo(url, 'bo@example.com', password);
    const answers = [];
    for (let nth = 0; nth < 31; nth += 1)
      answers.push(await ask(url, bo, 'invitations.create', { key: ulid(), hours: 1 }));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
    expect(answers.at(-1)).toMatchObject({ status: 429, body: { code: 'slow_down' } });
    const { retryAfterMs } = z.object({ retryAfterMs: z.int() }).parse(answers.at(-1)?.body);
    expect(retryAfterMs).toBeGreaterThan(60_000);
  });
});
