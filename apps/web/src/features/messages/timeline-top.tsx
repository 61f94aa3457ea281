import { Button } from '@mantine/core';
import { SkeletonRows } from '../../ui/skeleton-rows';
import classes from './timeline.module.css';

/** Pixels: the same whether it shows the start or waits for older rows, so that neither moves a row. */
export const topHeight = 112;

/** What stands above the oldest row held. */
export const TimelineTop = ({
  title,
  complete,
  older,
  loadOlder,
}: {
  title: string;
  complete: boolean;
  older: 'idle' | 'loading' | 'failed';
  loadOlder(): void;
}) => (
  <div className={classes.top} style={{ height: topHeight }} aria-busy={older === 'loading'}>
    {complete && (
      <>
        <div className={classes.startTitle}>
          <bdi>{title}</bdi>
        </div>
        <div className={classes.startText}>This is where the conversation begins.</div>
      </>
    )}
    {!complete && older === 'failed' && (
      <div className={classes.startText}>
        Older messages could not be loaded.{' '}
        <Button variant="subtle" size="compact-sm" onClick={loadOlder}>
          Try again
        </Button>
      </div>
    )}
    {!complete && older !== 'failed' && <SkeletonRows rows={2} faces />}
  </div>
);
