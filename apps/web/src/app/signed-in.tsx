import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useDispatch } from 'react-redux';
import { ClientContext } from '../features/connection/client-context';
import { useDrafts } from '../features/messages/drafts-context';
import { revokeThisSession } from '../features/session/revoke-this-session';
import { EndSessionContext } from '../features/session/session-context';
import { type Ending, signedOut } from '../features/session/session-slice';
import { loadLater } from '../ui/later';
import { BrokenPage } from './broken-page';
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

  const ended = useCallback(
    (because: Ending) => {
      if (ending.current) return;
      ending.current = true;
      // Another tab that signed somebody in keeps its own.
      if (hint.read() === personId) hint.clear();
      if (because === 'expired')
        void auth()
          .then(({ forget }) => forget())
          .catch(() => undefined);
      dispatch(signedOut(because));
    },
    [hint, personId, auth, dispatch],
  );

  useEffect(() => {
    let stopped = false;
    let mine: Running | undefined;
    ending.current = false;
    hint.set(personId);
    const start = async () => {
      // React may take an effect back at once; no client must start for that moment.
      await Promise.resolve();
      if (stopped) return;
      const { startClient } = await loadClient();
      if (stopped) return;
      mine = startClient({ ...services, personId, onEnded: ended });
      setRunning(mine);
      loadSignInPage().catch(() => undefined);
      loadLater();
    };
    start().catch((error: unknown) => setBroken({ error }));
    const unlisten = hint.onChangedElsewhere(personId, (byWish) => {
      if (ending.current) return;
      flushSync(() => ended('elsewhere'));
      // The tab that signs out deletes what it finds; what this one wrote since, nobody else would.
      if (byWish) void mine?.stop().then(mine.forget);
      if (byWish) drafts.forget(personId);
    });
    return () => {
      stopped = true;
      unlisten();
      void mine?.stop();
      setRunning(undefined);
    };
  }, [personId, services, hint, drafts, ended]);

  const end = useCallback(
    async (as: Ending = 'asked') => {
      ending.current = true;
      if (running) await revokeThisSession(running.client);
      // Before anything is deleted: another tab would go on writing.
      hint.leave();
      await running?.stop();
      await running?.forget();
      drafts.forget(personId);
      // Out of reach: the tokens on this device go all the same, the pool's session ends by its own time.
      await auth()
        .then(({ signOut }) => signOut())
        .catch(() => undefined);
      // Whom another tab signed in meanwhile stays so.
      if (hint.isLeaving()) hint.clear();
      flushSync(() => dispatch(signedOut(as)));
      // A composer that goes away keeps what was typed while this went on.
      drafts.forget(personId);
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
