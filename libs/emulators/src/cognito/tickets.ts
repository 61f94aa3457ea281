import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';

/** Tickets of one kind that are held at once. Ours, to bound memory: beyond it the oldest is dropped and its holder starts over. */
const most = 10_000;

/** What is kept for a short while under a name that cannot be guessed. In memory: what spans a restart starts over. */
export type Tickets<T> = {
  /** Keeps a value; its name is 96 random bytes as text. */
  open(value: T): string;
  /** The value, which stays; nothing when it is unknown, too old or was taken. */
  see(name: string): T | undefined;
  /** The value, once. */
  take(name: string): T | undefined;
};

export const tickets = <T>(
  clock: Pick<Clock, 'now'>,
  lifetimeMs: number,
  encoding: 'base64' | 'base64url' = 'base64url',
): Tickets<T> => {
  const held = new Map<string, { value: T; expiresAt: number }>();
  const see = (name: string): T | undefined => {
    const ticket = held.get(name);
    return ticket && ticket.expiresAt > clock.now() ? ticket.value : undefined;
  };
  return {
    open: (value) => {
      const name = randomBytes(96).toString(encoding);
      held.set(name, { value, expiresAt: clock.now() + lifetimeMs });
      const [oldest] = held.keys();
      if (held.size > most && oldest !== undefined) held.delete(oldest);
      return name;
    },
    see,
    take: (name) => {
      const value = see(name);
      held.delete(name);
      return value;
    },
  };
};
