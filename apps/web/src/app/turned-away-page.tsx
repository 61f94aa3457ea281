import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { Refusal } from '@parley/protocol';
import { use, useState } from 'react';
import { useSelector } from 'react-redux';
import { ClientContext } from '../features/connection/client-context';
import { selectStatus } from '../features/connection/connection-slice';
import { selectLogs, unsentIn } from '../features/messages/messages-slice';
import { type TurnedAwayWords, turnedAwayWords } from '../features/session/turned-away-words';
import { useSignOut } from '../features/session/use-sign-out';
import { useWorkspace } from '../features/session/workspace';
import { later } from '../ui/later';
import { StatePage } from '../ui/state-page';
import fullPage from './full-page.module.css';
import classes from './turned-away-page.module.css';
import { useTitle } from './use-title';

const SignOutDialog = later(() => import('../features/session/sign-out-dialog').then((m) => m.SignOutDialog));

const unsentWords = (unsent: number): string =>
  unsent === 0
    ? 'What you have typed and not sent stays on this device.'
    : `${unsent === 1 ? 'One message or change that has' : `${unsent} messages and changes that have`} not been sent ${unsent === 1 ? 'stays' : 'stay'} on this device, with your drafts, and ${unsent === 1 ? 'goes' : 'go'} out once you are let in.`;

/**
 * The workspace refuses this account or this page; signing in again would not help. Nothing of what is unsent is touched:
 * once the person is let in again, it goes out.
 */
export const TurnedAwayPage = ({ refusal }: { refusal: Refusal }) => {
  const client = use(ClientContext);
  const status = useSelector(selectStatus);
  const { name } = useWorkspace();
  const unsent = unsentIn(useSelector(selectLogs));
  const [asks, setAsks] = useState(false);
  const signOut = useSignOut(() => setAsks(true));
  const [tried, setTried] = useState(false);
  const { title, text }: TurnedAwayWords = turnedAwayWords[refusal.code] ?? {
    title: 'You cannot enter this workspace',
    text: refusal.message,
  };
  useTitle(title);
  const isTrying = status.state === 'connecting';
  const outcome = isTrying
    ? 'Trying…'
    : status.state === 'offline'
      ? `${name} cannot be reached now. Check your connection, then try again.`
      : tried
        ? 'Still not. Nothing has changed yet.'
        : '';
  const tryAgain = () => {
    setTried(true);
    client?.probe();
  };
  return (
    <main className={fullPage.page}>
      <StatePage
        icon={<IconLock size={28} stroke={1.5} />}
        title={title}
        action={
          <>
            <div className={classes.actions}>
              <Button onClick={tryAgain} aria-disabled={isTrying}>
                Try again
              </Button>
              <Button variant="default" onClick={signOut}>
                Sign out
              </Button>
            </div>
            <div role="status" className={classes.outcome}>
              {outcome}
            </div>
          </>
        }
      >
        <p className={classes.text}>{text}</p>
        <p className={classes.text}>{unsentWords(unsent)}</p>
      </StatePage>
      {asks && <SignOutDialog onClose={() => setAsks(false)} />}
    </main>
  );
};
