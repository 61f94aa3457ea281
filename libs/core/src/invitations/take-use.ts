import type { Context } from '../use-case';
import type { Admission } from './invitation-store';
import { admissionStands, standingAdmission, wishedLinks } from './standing-invitation';

/** How long what was taken is kept for an account whose registration died halfway. */
const finishMs = 7 * 24 * 60 * 60_000;

/**
 * What an address is let in by, whose holder has proven it: by what lets it in already, or else by a link that it is said
 * to come by, of which this takes a use (INVITE-4). Undefined where nothing lets it in, or somebody took the last use first.
 */
export const takeUse = async (context: Context, email: string): Promise<Admission | undefined> => {
  const { invitations, clock } = context;
  const before = await invitations.admission(email);
  if (before && (await admissionStands(context, before))) return before;
  for (const link of await wishedLinks(context, email)) {
    const now = clock.now();
    if ((await invitations.reserve(link, email, now, now + finishMs, before)) === 'reserved') break;
  }
  // Read again: this very account may be registered twice at once, by two of its sign-ins.
  return standingAdmission(context, email);
};
