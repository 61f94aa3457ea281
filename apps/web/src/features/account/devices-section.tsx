import { Button } from '@mantine/core';
import { Refused } from '@parley/client';
import type { Reply } from '@parley/protocol';
import { useCallback, useState } from 'react';
import { Dialog } from '../../ui/dialog';
import { Section } from '../../ui/section';
import { howLongAgo } from '../../ui/times';
import { useNow } from '../../ui/use-now';
import { useClient } from '../connection/client-context';
import { ReadNotice } from '../connection/read-notice';
import { troubleText } from '../connection/trouble-text';
import { useRead } from '../connection/use-read';
import { useEndSession } from '../session/session-context';
import classes from '../../ui/settings.module.css';

type Session = Reply<'sessions.list'>['sessions'][number];

const hourMs = 60 * 60_000;
/** It is written down to the hour: of one that is in use now, all that is known is the hour. */
const seenText = (seenAt: number, now: number): string =>
  now - seenAt < hourMs ? 'Seen within the last hour' : `Last seen ${howLongAgo(seenAt, now)}`;

/** Where I am signed in. */
export const DevicesSection = () => {
  const client = useClient();
  const end = useEndSession();
  const now = useNow(60_000);
  const sessions = useRead(useCallback(async () => (await client.ask('sessions.list', {})).sessions, [client]));
  const [asks, setAsks] = useState<Session | 'all'>();
  const close = () => setAsks(undefined);

  const signOut = async (which: Session) => {
    try {
      await client.ask('sessions.revoke', { sessionId: which.id });
    } catch (error) {
      return troubleText(error);
    }
    close();
    sessions.again();
    return undefined;
  };
  const signOutEverywhere = async () => {
    try {
      await client.ask('sessions.revokeAll', {});
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.code !== 'pool_behind') return troubleText(error);
      // This session is over, too: what is left to do takes a new one.
      await end('pool-behind');
      return undefined;
    }
    await end();
    return undefined;
  };
  return (
    <Section
      title="Devices"
      lead="Where you are signed in. One that you do not know: sign out everywhere, and change your password."
    >
      <ReadNotice read={sessions} />
      {sessions.value && (
        <ul className={classes.rows} aria-label="Devices">
          {sessions.value.map((session) => (
            <li key={session.id} className={classes.row}>
              <div className={classes.main}>
                <div className={classes.name}>{session.device ?? 'Unknown device'}</div>
                <div className={classes.note}>
                  {session.isThis ? 'This device' : seenText(session.seenAt, now)}
                  {` · signed in ${howLongAgo(Math.min(session.signedInAt, now), now)}`}
                </div>
              </div>
              {!session.isThis && (
                <Button
                  variant="default"
                  aria-label={`Sign out ${session.device ?? 'unknown device'}`}
                  onClick={() => setAsks(session)}
                >
                  Sign out
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Button variant="subtle" color="red" onClick={() => setAsks('all')}>
        Sign out everywhere…
      </Button>
      {asks === 'all' && (
        <Dialog
          title="Sign out everywhere?"
          action="Sign out everywhere"
          danger
          onAction={signOutEverywhere}
          onClose={close}
        >
          <div>Every device is signed out, this one included. What is unsent here, and your drafts, are deleted.</div>
        </Dialog>
      )}
      {asks && asks !== 'all' && (
        <Dialog
          title="Sign out that device?"
          action="Sign out"
          danger
          also={{ label: 'Sign out everywhere…', go: () => setAsks('all') }}
          onAction={() => signOut(asks)}
          onClose={close}
        >
          <div>
            <bdi>{asks.device ?? 'The device'}</bdi> is signed out of this workspace within seconds.
          </div>
          <div>
            If you do not know it, sign out everywhere, and change your password: whoever copied its sign-in could still
            use it on your account, and only signing out everywhere ends that.
          </div>
        </Dialog>
      )}
    </Section>
  );
};
