import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';

/** Half an SRP sign-in: what the server must remember until the client proves that it knows the password. */
export type Challenge = { id: string; A: bigint; B: bigint; b: bigint; verifier: string };

/** Cognito's default for `AuthSessionValidity`: three minutes. */
const lifetimeMs = 3 * 60_000;
/** Challenges open at once. Ours, to bound memory: beyond it the oldest is dropped and its sign-in starts over. */
const challengesHeld = 10_000;

/** Open challenges by their secret block. In memory: a sign-in that spans a restart starts over. */
export type Challenges = {
  open(challenge: Challenge): string;
  /** The challenge, once; nothing when it is unknown, too old or was answered already. */
  take(secretBlock: string): Challenge | undefined;
};

export const challenges = (clock: Pick<Clock, 'now'>): Challenges => {
  const held = new Map<string, Challenge & { expiresAt: number }>();
  return {
    open: (challenge) => {
      const secretBlock = randomBytes(96).toString('base64');
      held.set(secretBlock, { ...challenge, expiresAt: clock.now() + lifetimeMs });
      const [oldest] = held.keys();
      if (held.size > challengesHeld && oldest !== undefined) held.delete(oldest);
      return secretBlock;
    },
    take: (secretBlock) => {
      const challenge = held.get(secretBlock);
      held.delete(secretBlock);
      return challenge && challenge.expiresAt > clock.now() ? challenge : undefined;
    },
  };
};
