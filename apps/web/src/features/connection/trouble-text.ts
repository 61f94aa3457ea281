import { type Refusal, refusals } from '@parley/protocol';

/** Why a request failed, for people. `Refused` carries the server's reason; everything else did not get through. */
export const troubleText = (error: unknown): string => {
  const refusal = error instanceof Error && 'refusal' in error ? (error.refusal as Refusal) : undefined;
  if (!refusal) return 'That did not get through. Check your connection, then try again; nothing you typed is lost.';
  return refusal.message || refusals[refusal.code].message;
};
