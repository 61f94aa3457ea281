import { revokeThisSession } from '../features/session/revoke-this-session';
import type { Services } from './services';
import type { Running } from './start-client';

/** Who signs out waits so long for their browser to delete, ms. What it has not deleted by then, the next page deletes. */
const patienceMs = 3_000;

/** Whether it was done in time. */
export const inTime = async (work: Promise<void>): Promise<boolean> => {
  const tooLate = new Promise<boolean>((resolve) => setTimeout(resolve, patienceMs, false));
  return Promise.race([
    work.then(
      () => true,
      () => false,
    ),
    tooLate,
  ]);
};

/**
 * Signs `personId` out on this device, whoever can be told of it or not (UX-PWA-5). `running`: their client, unless its code
 * is still on its way. `forget`: deletes what is kept of them. Resolves when nothing of it is left to be done here.
 */
export const endSession = async (
  { hint, auth, drafts }: Pick<Services, 'hint' | 'auth' | 'drafts'>,
  personId: string,
  running: Pick<Running, 'client' | 'stop'> | undefined,
  forget: () => Promise<void>,
): Promise<void> => {
  // They were told that what is unsent is deleted: so it goes before anybody is waited for, and `forget` tells whether it did.
  running?.client.abandon().catch(() => undefined);
  // Other tabs would go on writing, and take what follows for a session that ran out; and should this page go away
  // meanwhile, the next one goes on from here.
  hint.leave(personId);
  // The one that is left. Whoever signs in meanwhile, in another tab, has one of their own.
  const session = auth().then((loaded) => loaded.session());
  session.catch(() => undefined);
  if (running) await revokeThisSession(running.client);
  await running?.stop();
  // Whom another tab signed in meanwhile stays so; were it the same person, what is kept is theirs again.
  const isGone = () => hint.read() !== personId;
  const isDeleted = !isGone() || (await inTime(forget()));
  if (isGone()) drafts.forget(personId);
  // Out of reach: the tokens on this device go all the same, the pool's session ends by its own time.
  const areTokensGone = await auth()
    .then(async ({ signOut }) => signOut(await session))
    .then(
      () => true,
      () => false,
    );
  // What could not be deleted stays noted, and so does what somebody leaves who signed in and out meanwhile.
  const isMyNote = hint.leaver() === personId || hint.leaver() === '';
  if (isDeleted && areTokensGone && isMyNote) hint.clear();
};
