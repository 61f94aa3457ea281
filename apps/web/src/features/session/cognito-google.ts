import { Hub } from 'aws-amplify/utils';
import type { Google } from './auth';

/** A code that came back is exchanged in one request; a page that waits longer than this waits for nothing. */
const deadlineMs = 20_000;

/** For this tab alone. An answer that is a refusal brings back nothing that was sent along, and may be tried again. */
const askedForKey = 'parley.google-asked-for';

const finish = async (): Promise<void> => {
  const back = new URLSearchParams(window.location.search);
  if (!back.has('code') && !back.has('error')) throw new Error('Nobody came back from Google.');
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = Hub.listen('auth', ({ payload }) => {
    if (payload.event === 'signInWithRedirect') resolve();
    if (payload.event === 'signInWithRedirect_failure')
      reject(payload.data?.error ?? new Error('Signing in with Google failed.'));
  });
  const timer = setTimeout(() => reject(new Error('This answer of Google belongs to no sign-in here.')), deadlineMs);
  try {
    // As it loads it takes the answer from the address: a code is traded for tokens, and nothing is under way any more.
    const taken = import('aws-amplify/auth/enable-oauth-listener');
    // Why it is a no stands in the address too.
    if (back.has('error')) reject(new Error(`${back.get('error')}: ${back.get('error_description') ?? ''}`));
    await Promise.all([promise, taken]);
  } finally {
    clearTimeout(timer);
    stop();
  }
};

let finishing: ReturnType<typeof finish> | undefined;

/** `Google` over Cognito's hosted pages, which lead to Google without showing themselves. */
export const google: Google = {
  start: async (to) => {
    // Where storage is refused there is no way back either: what proves that the answer is ours is kept in it.
    sessionStorage.setItem(askedForKey, to);
    const { signInWithRedirect } = await import('./google-redirect');
    await signInWithRedirect({ provider: 'Google' });
  },
  // A code is good once, however often React runs an effect.
  finish: () => (finishing ??= finish()),
  askedFor: () => sessionStorage.getItem(askedForKey) ?? '/',
};
