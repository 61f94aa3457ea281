import { NotGranted } from '@parley/client';
import { type Refusal, refusals } from '@parley/protocol';

/**
 * Why a request failed, for people. `Refused` carries the server's reason, and `NotGranted` that of the outbox; everything
 * else did not get through.
 */
export const troubleText = (error: unknown): string => {
  if (error instanceof NotGranted) return error.message;
  const refusal = error instanceof Error && 'refusal' in error ? (error.refusal as Refusal) : undefined;
  if (!refusal) return 'That did not get through. Check your connection, then try again; nothing you typed is lost.';
  return refusal.message || refusals[refusal.code].message;
};
