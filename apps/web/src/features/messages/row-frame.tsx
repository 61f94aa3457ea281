import type { ReactNode } from 'react';
import { dayName } from '../../ui/times';
import type { Row } from './timeline-rows';
import classes from './message-row.module.css';

/** A row with what stands above it: its day, and the unread line. */
export const RowFrame = ({ row, now, children }: { row: Row; now: number; children: ReactNode }) => (
  <>
    {row.day && (
      <div className={classes.day}>
        <span>{dayName(row.at, now)}</span>
      </div>
    )}
    {row.firstNew && (
      <div className={classes.newLine} data-unread-line>
        <span>New</span>
      </div>
    )}
    {children}
  </>
);
