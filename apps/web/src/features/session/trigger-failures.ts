import type { Failure } from './failures';
import { turnedAwayWords } from './turned-away-words';

/** `1 second`, `30 seconds`, `2 minutes`: never less than there is to wait. */
const inWords = (ms: number): string => {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  const [count, unit] = seconds < 100 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
};

/** Too much at once; `ms`: how long it is worth no other try, where that was told. */
export const waitFor = (ms?: number): Failure => ({
  field: 'form',
  message: `Too many tries. Wait ${ms === undefined ? 'a few minutes' : inWords(ms)}, then try again.`,
});

const turnedAway = ({ title, text }: { title: string; text: string }): Failure => ({
  field: 'form',
  message: `${title}. ${text}`,
});

/** What our own triggers refuse with, whatever it is that they refuse: the code stands in Cognito's sentence about them. */
const rows: Record<string, (said: string) => Failure> = {
  slow_down: (said) => {
    const ms = /\bretryAfterMs=(\d+)/.exec(said)?.[1];
    return waitFor(ms === undefined ? undefined : Number(ms));
  },
  suspended: () => turnedAway(turnedAwayWords.suspended),
  no_profile: () => turnedAway(turnedAwayWords.no_profile),
  second_step: () => ({
    field: 'form',
    message: 'This account has a second step: sign in with your password.',
    next: 'sign-in',
  }),
};

// Some runtimes put the name of the error before what it says.
const codeIn = (said: string): string | undefined => /\bfailed with error (?:[A-Z]\w*: )?(\w+): /.exec(said)?.[1];

/** Whether a trigger gives somebody no tokens any more, whatever they try: their session is over, as if it had been ended. */
export const isTurnedAway = (error: unknown): boolean => {
  const code = error instanceof Error ? codeIn(error.message) : undefined;
  return code === 'suspended' || code === 'no_profile';
};

/** In our words, where a trigger of ours refused with a reason that means the same on every page. */
export const triggerFailureOf = (said: string): Failure | undefined => {
  const code = codeIn(said);
  return code !== undefined && Object.hasOwn(rows, code) ? rows[code]?.(said) : undefined;
};
