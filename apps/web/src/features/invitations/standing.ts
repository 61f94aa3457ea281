import type { Invitation } from '@parley/protocol';

/** Whether an invitation still lets somebody in, and if not, why. */
export const standingOf = (
  { revokedAt, expiresAt, uses, mostUses }: Invitation,
  now: number,
): 'open' | 'revoked' | 'ended' | 'used up' => {
  if (revokedAt !== undefined) return 'revoked';
  if (uses >= mostUses) return 'used up';
  return expiresAt <= now ? 'ended' : 'open';
};

/** The address that a link leads to. The token stands in the fragment, which is sent to no server and in no referrer. */
export const linkOf = (origin: string, token: string): string => `${origin}/invite#${token}`;
