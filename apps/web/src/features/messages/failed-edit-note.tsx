import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useSelector } from 'react-redux';
import { selectPeople } from '../people/people-slice';
import classes from './message-row.module.css';
import { plainText } from './text-pieces';
import type { FailedEdit } from './timeline-rows';

/** An edit that was not taken, beside what the message says now: neither text is lost (UX-EDIT-1, UX-EDIT-3). */
export const FailedEditNote = ({
  failed: { key, text, reason },
  again,
  giveUp,
}: {
  failed: FailedEdit;
  again(): void;
  giveUp(key: string): void;
}) => {
  const people = useSelector(selectPeople);
  return (
    <div className={classes.failed} role="group" aria-label="This edit was not saved">
      <IconAlertTriangle size={16} aria-hidden />
      <span>Not saved. {reason}</span>
      <span className={classes.ownText}>
        Yours: <bdi>{plainText(text, people)}</bdi>
      </span>
      <Button variant="subtle" size="compact-sm" onClick={again}>
        Edit again
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={() => giveUp(key)}>
        Discard edit
      </Button>
    </div>
  );
};
