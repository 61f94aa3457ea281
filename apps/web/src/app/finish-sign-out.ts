import type { Services } from './services';

/**
 * The page went away in the midst of signing out: what it had left to delete goes now. Rejects where that cannot be done yet;
 * then the next page does it.
 */
export const finishSignOut = async ({
  hint,
  auth,
  drafts,
}: Pick<Services, 'hint' | 'auth' | 'drafts'>): Promise<void> => {
  const personId = hint.leaver();
  if (personId === null) return;
  // Somebody may have signed in by the time that the code for it is here.
  const isStill = () => hint.leaver() === personId;
  drafts.forget(personId);
  const forgetTokens = async () => {
    const { forget } = await auth();
    if (isStill()) await forget(personId || undefined);
  };
  const forgetKept = async () => {
    const client = await import('./start-client');
    if (isStill()) await client.forgetKept(personId);
  };
  await Promise.all([forgetTokens(), forgetKept()]);
  if (isStill()) hint.clear();
};
