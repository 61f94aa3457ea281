import { Button } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { useAfter } from '../../ui/use-after';
import classes from './message-row.module.css';
import type { UnsentActions } from './row-actions';
import type { Sending } from './timeline-rows';

/** UX-SEND-3: a send that takes no longer needs no word. */
const quietMs = 1_500;

/** A word for what is slow. Beside the text, so that it moves nothing. */
const Slow = ({ word }: { word: string }) => {
  const isSlow = useAfter(quietMs, true);
  if (!isSlow) return null;
  return (
    <div className={classes.sending}>
      <IconClock size={14} stroke={2} aria-hidden />
      <span className={classes.stateWords}>{word}</span>
    </div>
  );
};

/** A change of mine shows at once (UX-REACT-1); that it is not with the server yet is said when that takes long. */
export const SavingState = () => <Slow word="Saving…" />;

/** How a message of mine stands until its entry is here. A failure is told in words, with what can be done (UX-SEND-4). */
export const SendingState = ({
  sending,
  text,
  actions,
}: {
  sending: Sending;
  text: string;
  actions: UnsentActions;
}) => {
  const failed = sending.state === 'failed';
  const [retrying, setRetrying] = useState(false);
  if (!failed) return <Slow word="Sending…" />;
  const retry = () => {
    setRetrying(true);
    const done = () => setRetrying(false);
    actions.retry(sending.key).then(done, done);
  };
  return (
    <div className={classes.failed} role="group" aria-label="This message was not sent">
      <IconAlertTriangle size={16} aria-hidden />
      <span>Not sent. {sending.reason}</span>
      <Button variant="subtle" size="compact-sm" disabled={retrying} onClick={retry}>
        Retry
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={() => actions.edit(sending.key, text)}>
        Edit
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={() => actions.remove(sending.key)}>
        Delete
      </Button>
    </div>
  );
};
