import { Button, Modal } from '@mantine/core';
import type { PendingChange } from '@parley/client';
import type { Person } from '@parley/protocol';
import { useState } from 'react';
import { useSelector } from 'react-redux';
import { Layer } from '../../ui/dialog';
import { Notice } from '../../ui/notice';
import { timeOfDay } from '../../ui/times';
import { useClient } from '../connection/client-context';
import { selectStatus } from '../connection/connection-slice';
import { troubleText } from '../connection/trouble-text';
import { titleOf } from '../conversations/conversation-list';
import { selectConversations } from '../conversations/conversations-slice';
import { nameIn, selectPeople } from '../people/people-slice';
import { selectMyId } from '../session/session-slice';
import { EditForm } from './edit-form';
import { selectLogs, type Unsent, unsentOf } from './messages-slice';
import { plainText } from './text-pieces';
import classes from './unsent-dialog.module.css';

/** UX-SEND-8: everything of mine that has not been sent, of all conversations, and what can be done about each. */
export const UnsentDialog = ({ onClose }: { onClose(): void }) => {
  const unsent = unsentOf(useSelector(selectLogs));
  const client = useClient();
  const { state } = useSelector(selectStatus);
  const [trouble, setTrouble] = useState<string>();
  const attempt = (work: Promise<void>) => {
    setTrouble(undefined);
    return work.catch((error: unknown) => setTrouble(troubleText(error)));
  };
  return (
    <Layer label="Unsent messages" centered onClose={onClose}>
      <div className={classes.head}>
        <Modal.Title>Unsent messages</Modal.Title>
        <Modal.CloseButton aria-label="Close" />
      </div>
      <div className={classes.body}>
        {state === 'outdated' && <div className={classes.offline}>Reload the page to send these.</div>}
        {state === 'offline' && (
          <div className={classes.offline}>
            You are offline.{' '}
            <Button variant="subtle" size="compact-sm" onClick={() => client.probe()}>
              Try now
            </Button>
          </div>
        )}
        {trouble && <Notice tone="danger">{trouble}</Notice>}
        {unsent.length === 0 ? (
          <div role="status">Everything you wrote has been sent.</div>
        ) : (
          <ul className={classes.list}>
            {unsent.map((item) => (
              <Item key={item.key} item={item} attempt={attempt} />
            ))}
          </ul>
        )}
      </div>
    </Layer>
  );
};

/** What a change would do, in words; what was written is told by itself. */
const changeText = (change: PendingChange['change'], people: Record<string, Person>): string => {
  switch (change.type) {
    case 'messages.edit':
      return 'Edited to:';
    case 'messages.delete':
    case 'messages.discard':
      return 'A message of yours is deleted.';
    case 'messages.react':
      return `You react with ${change.emoji}.`;
    case 'messages.unreact':
      return `You take back ${change.emoji}.`;
    case 'conversations.rename':
      return `The channel is renamed to ${change.name}.`;
    case 'memberships.remove':
      return `${nameIn(people, change.personId)} is removed.`;
  }
};

const textOf = (item: Unsent): string | undefined => {
  if (!('change' in item)) return item.text;
  return item.change.type === 'messages.edit' ? item.change.text : undefined;
};

const states = { waiting: 'Waiting to be sent', sending: 'Being sent', failed: 'Not sent' };

const Item = ({ item, attempt }: { item: Unsent; attempt(work: Promise<void>): Promise<void> }) => {
  const { conversationId, key, at, state, refusal } = item;
  const text = textOf(item);
  const client = useClient();
  const people = useSelector(selectPeople);
  const myId = useSelector(selectMyId);
  const summary = useSelector(selectConversations)[conversationId];
  const [editing, setEditing] = useState(false);
  const [busy, setBusy] = useState(false);
  const where = summary ? titleOf(summary, people, myId) : 'A conversation that you are no longer in';
  const what = 'change' in item ? changeText(item.change, people) : '';
  const said = [what, ...(text === undefined ? [] : [plainText(text, people)])].filter(Boolean);
  // A change that was tried may have arrived: it is taken back by its opposite, once there is a connection.
  const canDelete = !('change' in item) || state === 'failed';
  // Retry and Delete are off while one of them is under way (UX-SEND-4).
  const run = (work: () => Promise<void>) => {
    setBusy(true);
    void attempt(work()).finally(() => setBusy(false));
  };
  return (
    <li className={classes.item} aria-label={`To ${where}: ${said.join(' ')}`}>
      <div className={classes.where}>
        <bdi>{where}</bdi> · {timeOfDay(at)}
      </div>
      {what && <div>{what}</div>}
      {editing && text !== undefined ? (
        <EditForm
          text={text}
          draft={undefined}
          trouble={undefined}
          onSave={(next) => {
            setEditing(false);
            run(() => client.retry(key, next));
          }}
          onCancel={() => setEditing(false)}
        />
      ) : (
        text !== undefined && (
          <div className={classes.text} dir="auto">
            {plainText(text, people)}
          </div>
        )
      )}
      <div className={classes.state} data-state={state}>
        {states[state]}
        {refusal && `. ${refusal.message}`}
      </div>
      {!editing && (
        <div className={classes.actions}>
          {state === 'failed' && (
            <>
              <Button variant="default" size="compact-sm" disabled={busy} onClick={() => run(() => client.retry(key))}>
                Retry
              </Button>
              <Button variant="default" size="compact-sm" disabled={busy} onClick={() => setEditing(true)}>
                Edit
              </Button>
            </>
          )}
          {canDelete && (
            <Button variant="default" size="compact-sm" disabled={busy} onClick={() => run(() => client.discard(key))}>
              Delete
            </Button>
          )}
        </div>
      )}
    </li>
  );
};
