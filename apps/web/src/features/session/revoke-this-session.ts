import type { Client } from '@parley/client';

/** Signing out waits so long for the server, ms: who cannot reach it is signed out all the same. */
const patienceMs = 3_000;

/**
 * Ends this device's session at the server's doors, so that a copy of its token is worth nothing from then on. Where that
 * cannot be done in time, the token ends by its own hour.
 */
export const revokeThisSession = async (client: Pick<Client, 'ask'>): Promise<void> => {
  const revoking = async () => {
    const { sessions } = await client.ask('sessions.list', {});
    const mine = sessions.find(({ isThis }) => isThis);
    if (mine) await client.ask('sessions.revoke', { sessionId: mine.id });
  };
  const tooLate = new Promise<void>((resolve) => setTimeout(resolve, patienceMs));
  await Promise.race([revoking().catch(() => undefined), tooLate]);
};
