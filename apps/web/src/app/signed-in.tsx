import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useDispatch } from 'react-redux';
import { ClientContext } from '../features/connection/client-context';
import { useDrafts } from '../features/messages/drafts-context';
import { EndSessionContext } from '../features/session/session-context';
import { type Ending, signedOut } from '../features/session/session-slice';
import { loadLater } from '../ui/later';
import { BrokenPage } from './broken-page';
import { endSession, inTime } from './end-session';
import { loadClient, loadSignInPage, type Services } from './services';
import type { Running } from './start-client';

/** Keeps a client running for as long as `personId` is signed in. What stands around the pages shows before it is there. */
export const SignedIn = ({
  personId,
  services,
  children,
}: {
  personId: string;
  services: Services;
  children: ReactNode;
}) => {
  const dispatch = useDispatch();
  const drafts = useDrafts();
  const [running, setRunning] = useState<Running>();
  const [broken, setBroken] = useState<{ error: unknown }>();
  const { hint, auth } = services;
  const ending = useRef(false);

  const over = useCallback(
    (because: Ending) => {
      ending.current = true;
      dispatch(signedOut(because));
    },
    [dispatch],
  );
  const ranOut = useCallback(() => {
    if (ending.current) return;
    // Who was signed in by another tab stays so, and a tab that noticed first takes the tokens away.
    if (hint.read() === personId) {
      hint.clear();
      void auth()
        .then(({ forget }) => forget(personId))
        .catch(() => undefined);
    }
    over('expired');
  }, [hint, personId, auth, over]);

  useEffect(() => {
    let stopped = false;
    let mine: Running | undefined;
    ending.current = false;
    // Who signed out here may be back before all that was theirs had gone: it goes first, so that nothing of it is sent.
    const leaver = hint.leaver();
    hint.set(personId);
    const start = async () => {
      // React may take an effect back at once; no client must start for that moment.
      await Promise.resolve();
      if (stopped) return;
      const { startClient, forgetKept } = await loadClient();
      if (leaver) await inTime(forgetKept(leaver));
      if (stopped) return;
      mine = startClient({ ...services, personId, onEnded: ranOut });
      setRunning(mine);
      loadSignInPage().catch(() => undefined);
      loadLater();
    };
    start().catch((error: unknown) => setBroken({ error }));
    const unlisten = hint.onChangedElsewhere(personId, (because) => {
      if (because === 'elsewhere') mine?.client.abandon().catch(() => undefined);
      // At once: what goes off the screen writes down what was typed, which is deleted below.
      if (!ending.current) flushSync(() => over(because));
      if (because !== 'elsewhere') return;
      // The tab that signs out deletes what it finds; what this one writes until it has stopped, nobody else would.
      mine
        ?.stop()
        .then(mine.forget)
        .catch(() => undefined);
      drafts.forget(personId);
    });
    return () => {
      stopped = true;
      void Promise.resolve(mine?.stop()).finally(unlisten);
      setRunning(undefined);
    };
  }, [personId, services, hint, drafts, over, ranOut]);

  const end = useCallback(
    async (as: Ending = 'asked') => {
      ending.current = true;
      const forget = running?.forget ?? (async () => (await loadClient()).forgetKept(personId));
      await endSession({ hint, auth, drafts }, personId, running, forget);
      flushSync(() => dispatch(signedOut(as)));
      // A composer that goes away keeps what was typed while this went on.
      if (hint.read() !== personId) drafts.forget(personId);
    },
    [running, drafts, personId, auth, hint, dispatch],
  );

  if (broken) return <BrokenPage error={broken.error} />;
  return (
    <ClientContext value={running?.client ?? null}>
      <EndSessionContext value={end}>{children}</EndSessionContext>
    </ClientContext>
  );
};
