import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useSelector, useStore } from 'react-redux';
import { GrowingTextarea } from '../../ui/growing-textarea';
import { Notice } from '../../ui/notice';
import { selectPeople } from '../people/people-slice';
import { sends } from './composer-keys';
import classes from './edit-form.module.css';
import { toTyped, toWire } from './mention-text';
import { useSendKey } from './send-key';
import { limitOf, limitText } from './text-limit';
import { plainText } from './text-pieces';

/**
 * Changes a message in its place. Where an edit failed or another one won, what the message says now stands beside what was
 * typed, which is never lost (UX-EDIT-1, UX-EDIT-3).
 */
export const EditForm = ({
  text,
  draft,
  trouble,
  onSave,
  onCancel,
}: {
  /** What the message says now. */
  text: string;
  /** What was typed before, where it was not saved. */
  draft: string | undefined;
  /** Why the last attempt was not saved. */
  trouble: string | undefined;
  onSave(text: string): void;
  /** `draft`: what was typed, which comes back with the next edit. */
  onCancel(draft: string): void;
}) => {
  const people = useSelector(selectPeople);
  const store = useStore<Parameters<typeof selectPeople>[0]>();
  const [{ typed: start, chosen }] = useState(() => toTyped(draft ?? text, selectPeople(store.getState())));
  const [typed, setTyped] = useState(start);
  const [before] = useState(text);
  // It is in sight from now on, so what is saved is based on it.
  const news = trouble ?? (text === before ? undefined : 'It was changed while you were editing.');
  const field = useRef<HTMLTextAreaElement>(null);
  const wire = toWire(typed, chosen);
  const sendKey = useSendKey();
  const limit = limitOf(wire);
  const canSave = wire.trim() !== '' && limit.state !== 'over';
  const isChanged = wire.trimEnd() !== text;

  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, []);

  const save = () => {
    if (!canSave) return;
    if (isChanged || news) onSave(wire.trimEnd());
    else onCancel(wire);
  };
  return (
    <form
      className={classes.form}
      aria-label="Edit message"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {news && (
        <Notice tone="danger">
          <div>{news}</div>
          <div className={classes.now}>
            <span className={classes.label}>It says now:</span> <bdi>{plainText(text, people)}</bdi>
          </div>
        </Notice>
      )}
      <GrowingTextarea
        field={field}
        className={classes.area}
        aria-label="Text of the message"
        dir="auto"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          const { key, shiftKey, ctrlKey, metaKey, keyCode, nativeEvent } = event;
          const press = { key, shiftKey, ctrlKey, metaKey, keyCode, isComposing: nativeEvent.isComposing };
          const isSave = sends(press, sendKey);
          if (isSave) save();
          else if (key === 'Escape' && !nativeEvent.isComposing) onCancel(wire);
          else return;
          event.preventDefault();
        }}
      />
      <div className={classes.actions}>
        <Button type="submit" size="compact-sm" disabled={!canSave}>
          Save
        </Button>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onCancel(wire)}>
          Cancel
        </Button>
        <span className={classes.limit} data-over={limit.state === 'over'} role="status">
          {limitText(limit)}
        </span>
      </div>
    </form>
  );
};
