import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { StatePage } from '../ui/state-page';
import { BadConfig } from './config';
import classes from './full-page.module.css';

/** The app could not start: what failed, what is safe, one action. */
export const BrokenPage = ({ error }: { error: unknown }) => (
  <main className={classes.page}>
    <StatePage
      icon={<IconPlugConnectedX size={28} stroke={1.5} />}
      title={error instanceof BadConfig ? 'Parley is not set up correctly' : 'Parley could not start'}
      action={<Button onClick={() => window.location.reload()}>Try again</Button>}
    >
      {error instanceof BadConfig ? (
        <>
          Tell whoever runs this workspace: <bdi>{error.message}</bdi>
        </>
      ) : (
        'Something failed, or the server cannot be reached. Check your connection, then try again. Messages and drafts on this device are safe.'
      )}
    </StatePage>
  </main>
);
