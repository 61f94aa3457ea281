import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { Refusal } from '@parley/protocol';
import { useEndSession } from '../features/session/session-context';
import { StatePage } from '../ui/state-page';
import classes from './full-page.module.css';

/** The workspace refuses this account or this page; signing in again would not help. */
export const TurnedAwayPage = ({ refusal }: { refusal: Refusal }) => {
  const end = useEndSession();
  return (
    <main className={classes.page}>
      <StatePage
        icon={<IconLock size={28} stroke={1.5} />}
        title="You cannot enter this workspace"
        action={<Button onClick={() => void end()}>Sign out</Button>}
      >
        {refusal.message}
      </StatePage>
    </main>
  );
};
