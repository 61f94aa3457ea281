import type { Failure } from './failures';
import { turnedAwayWords } from './turned-away-words';

/** `1 second`, `30 seconds`, `2 minutes`: never less than there is to wait. */
const inWords = (ms: number): string => {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  const [count, unit] = seconds < 100 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
};

const anyWait = 'a few minutes';

/** Too much at once; `wait`: how long it is worth no other try, where that was told. */
export const waitFor = (wait: string = anyWait): Failure => ({
  field: 'form',
  message: `Too many tries. Wait ${wait}, then try again.`,
});

/** How long it is worth no other try, as our trigger said it, if it did. */
const waitIn = (said: string): string | undefined => {
  const ms = /\bretryAfterMs=(\d+)/.exec(said)?.[1];
  return ms === undefined ? undefined : inWords(Number(ms));
};

/** The person can only try again. */
export const failed: Failure = {
  field: 'form',
  message: 'Something went wrong on our side. Try again in a moment.',
};

const turnedAway = ({ title, text }: { title: string; text: string }): Failure => ({
  field: 'form',
  message: `${title}. ${text}`,
});

/** What our own triggers refuse with, whatever it is that they refuse: the code stands in Cognito's sentence about them. */
const rows: Record<string, (said: string) => Failure> = {
  slow_down: (said) => waitFor(waitIn(said)),
  // Who began to sign in with the password before may be anybody: for a while it takes the page that chose the new one.
  just_reset: (said) => ({
    field: 'form',
    message: `The password of this account was chosen anew just now, on another page. Only that page can sign in at first: wait ${waitIn(said) ?? anyWait}, then sign in here with the new password.`,
  }),
  suspended: () => turnedAway(turnedAwayWords.suspended),
  no_profile: () => turnedAway(turnedAwayWords.no_profile),
  not_invited: () => ({
    field: 'form',
    message: 'This workspace does not take everybody. Ask an admin of it to invite your address.',
  }),
  already_here: () => ({
    field: 'form',
    message: 'Your address has another account here. Sign in the way you did before, or ask an admin.',
  }),
  // Whoever signed up first may have been somebody else, so that no password counts until one was chosen by a mailed code.
  choose_password: () => ({
    field: 'form',
    message: 'This account waits for a password of your own. Choose one: we mail you a code for it.',
    next: 'reset',
  }),
  update_needed: () => ({ field: 'form', message: 'This page is out of date. Reload it, then try again.' }),
  busy: () => failed,
  internal: () => failed,
  second_step: () => ({
    field: 'form',
    message: 'This account has a second step: sign in with your password.',
    next: 'sign-in',
  }),
};

// Some runtimes put the name of the error before what it says.
const codeIn = (said: string): string | undefined => /\bfailed with error (?:[A-Z]\w*: )?(\w+): /.exec(said)?.[1];
const codeOf = (error: unknown): string | undefined => (error instanceof Error ? codeIn(error.message) : undefined);

const ended = ['suspended', 'no_profile', 'choose_password'];

/** Whether a trigger gives somebody no tokens any more, whatever they try: their session is over, as if it had been ended. */
export const isTurnedAway = (error: unknown): boolean => ended.includes(codeOf(error) ?? '');

/** Whether nobody lets the address in. To who types one this must read like any other outcome. */
export const isNotLetIn = (error: unknown): boolean => codeOf(error) === 'not_invited';

const unfinished = ['choose_password', 'busy', 'internal'];
/**
 * Whether a code was right, and no password counts for the account yet: it is not shown whose the one is that it was made
 * with, or what follows a confirmation failed. Cognito confirms first, and says in its own words where our trigger was late.
 */
export const waitsForPassword = (error: unknown): boolean =>
  unfinished.includes(codeOf(error) ?? '') || (error instanceof Error && error.name === 'UnexpectedLambdaException');

/** In our words, where a trigger of ours refused with a reason that means the same on every page. */
export const triggerFailureOf = (said: string): Failure | undefined => {
  const code = codeIn(said);
  return code !== undefined && Object.hasOwn(rows, code) ? rows[code]?.(said) : undefined;
};
