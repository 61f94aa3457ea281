import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDrafts } from '../features/messages/drafts';
import type { Auth, LoadAuth } from '../features/session/auth';
import { signedInHint } from '../features/session/signed-in-hint';
import { endSession } from './end-session';
import { finishSignOut } from './finish-sign-out';
import type { Running } from './start-client';

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

/** Ana's page with something typed, and all that was done as she signs out, in order. `more`: what goes otherwise there. */
const aPageOfAna = (more: { forget?: () => Promise<void>; ask?: () => Promise<never> } = {}) => {
  const done: string[] = [];
  const does = async (what: string) => void done.push(what);
  const [hint, drafts] = [signedInHint(localStorage), createDrafts(localStorage)];
  hint.set('ana');
  drafts.write('ana', 'c-1', 'half a thought');
  let session = 'first';
  const auth = (async (): Promise<Partial<Auth>> => ({
    session: async () => session,
    signOut: (which) => does(`the pool ends ${which}`),
    forget: (personId) => does(`the tokens of ${personId} go`),
  })) as LoadAuth;
  const client = {
    abandon: () => does(`unsent is given up, hint ${hint.read()}`),
    ask: more.ask ?? (() => does('the server is told').then(() => ({ sessions: [] }))),
  };
  const running = { client, stop: () => does('the client stops') } as unknown as Running;
  const forget = more.forget ?? (() => does('what is kept goes'));
  return {
    ...{ done, hint, drafts, auth, running, forget },
    /** Somebody signs in, in another tab. */
    another: (personId: string) => {
      session = 'second';
      signedInHint(localStorage).set(personId);
    },
    ends: (from: Running | undefined = running) => endSession({ hint, auth, drafts }, 'ana', from, forget),
  };
};
const kept = () => Object.keys(localStorage);

it('[UX-PWA-5] gives up what is unsent before anything else, then tells the server and deletes', async () => {
  const { ends, done } = aPageOfAna();
  await ends();
  expect(done).toEqual([
    'unsent is given up, hint ana',
    'the server is told',
    'the client stops',
    'what is kept goes',
    'the pool ends first',
  ]);
  expect(kept()).toEqual([]);
});

it('[UX-PWA-5] deletes also where the client’s code is not here yet', async () => {
  const { done, hint, drafts, auth, forget } = aPageOfAna();
  await endSession({ hint, auth, drafts }, 'ana', undefined, forget);
  expect(done).toEqual(['what is kept goes', 'the pool ends first']);
  expect(kept()).toEqual([]);
});

it.each([
  ['refuses', () => Promise.reject(new Error('storage'))],
  ['does not answer', () => new Promise<never>(() => undefined)],
])('[UX-PWA-5] leaves a note to the next page where the browser’s storage %s', async (_, forget) => {
  const { ends, hint, done } = aPageOfAna({ forget });
  const ended = ends();
  await vi.advanceTimersByTimeAsync(3_000);
  await ended;
  expect(done).toContain('the pool ends first');
  expect(hint.read()).toBeNull();
  expect(hint.leaver()).toBe('ana');
});

it.each(['ana', 'bo'])('[UX-PWA-5] ends no session that %s began in another tab meanwhile', async (personId) => {
  const page = aPageOfAna({ ask: () => new Promise<never>(() => undefined) });
  const ended = page.ends();
  await vi.advanceTimersByTimeAsync(0);
  page.another(personId);
  await vi.advanceTimersByTimeAsync(3_000);
  await ended;
  expect(page.done.at(-1)).toBe('the pool ends first');
  expect(page.hint.read()).toBe(personId);
  expect(page.done.includes('what is kept goes')).toBe(personId === 'bo');
});

it('[UX-PWA-5] leaves a note to the next page where the code that takes tokens away does not arrive', async () => {
  const { hint, drafts, forget } = aPageOfAna();
  const late: LoadAuth = () => Promise.reject(new Error('network'));
  await endSession({ hint, auth: late, drafts }, 'ana', undefined, forget);
  expect(hint.leaver()).toBe('ana');
});

it('[UX-PWA-5] clears no note of what somebody left who signed in and out in another tab meanwhile', async () => {
  const page = aPageOfAna({ ask: () => new Promise<never>(() => undefined) });
  const ended = page.ends();
  await vi.advanceTimersByTimeAsync(0);
  page.another('bo');
  signedInHint(localStorage).leave('bo');
  await vi.advanceTimersByTimeAsync(3_000);
  await ended;
  expect(page.hint.leaver()).toBe('bo');
});

it('[UX-PWA-5] a sign-out that was cut short takes no tokens of who signed in before that was finished', async () => {
  const { hint, drafts, auth, done } = aPageOfAna();
  hint.leave('ana');
  const finished = finishSignOut({ hint, auth, drafts });
  hint.set('bo');
  await finished;
  expect(done).toEqual([]);
  expect(kept()).toEqual(['parley.signed-in']);
});
