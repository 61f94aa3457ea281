import { lookAtInvitation, Refusal } from '@parley/protocol';
import type * as z from 'zod';

/** What an invitation is to. */
export type Look = z.output<typeof lookAtInvitation.reply>;

const refused = (reason: Refusal): Error => Object.assign(new Error(reason.message), { refusal: reason });

/** It lets nobody in, or not any more. */
export const isNoInvitation = (error: unknown): boolean =>
  error instanceof Error && 'refusal' in error && Refusal.safeParse(error.refusal).data?.code === 'no_such_invitation';

/**
 * Looks an invitation up; nobody is signed in. `email`: an address that comes by it. Rejects with the
 * server's `refusal`, or with the fetch's error.
 */
export const lookAt = async ({
  apiUrl,
  ...asked
}: {
  apiUrl: string;
  token: string;
  email?: string;
}): Promise<Look> => {
  const response = await fetch(new URL('/api/invitations/look', apiUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  });
  const body: unknown = await response.json();
  if (response.ok) return lookAtInvitation.reply.parse(body);
  throw refused(Refusal.parse(body));
};
