import { lookAtInvitation, Refusal, refusal } from '@parley/protocol';
import type * as z from 'zod';

/** What an invitation is to. */
export type Look = z.output<typeof lookAtInvitation.reply>;

const refused = (reason: Refusal): Error => Object.assign(new Error(reason.message), { refusal: reason });
/** For a link that was cut off on its way: the same words as for one that ended. */
export const noSuchInvitation = (): Error => refused(refusal('no_such_invitation'));

/** Looks an invitation up; nobody is signed in. Rejects with the server's `refusal`, or with the fetch's error. */
export const lookAt = async ({ apiUrl, token }: { apiUrl: string; token: string }): Promise<Look> => {
  const response = await fetch(new URL('/api/invitations/look', apiUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const body: unknown = await response.json();
  if (response.ok) return lookAtInvitation.reply.parse(body);
  throw refused(Refusal.parse(body));
};
