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
  drafts.forget(personId);
  const forgetTokens = async () => (await auth()).forget();
  const forgetKept = async () => (await import('./start-client')).forgetKept(personId);
  await Promise.all([forgetTokens(), forgetKept()]);
  if (hint.leaver() === personId) hint.clear();
};
