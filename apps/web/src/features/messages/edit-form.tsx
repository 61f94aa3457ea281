import { Button } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { useSelector } from 'react-redux';
import { GrowingTextarea } from '../../ui/growing-textarea';
import { Notice } from '../../ui/notice';
import { selectPeople } from '../people/people-slice';
import { belongsToInputMethod, sends } from './composer-keys';
import classes from './edit-form.module.css';
import { MentionList } from './mention-list';
import { useSendKey } from './send-key';
import { limitOf, limitText } from './text-limit';
import { plainText } from './text-pieces';
import { type Mentionable, useMentions } from './use-mentions';

/** Away from its conversation: whom one has met can be mentioned, by their names. */
const nobodyHere: Mentionable = { candidates: [], isMember: () => true, everyoneNote: '' };

/**
 * Changes a message in its place. Where an edit failed or another one won, what the message says now stands beside what was
 * typed, which is never lost (UX-EDIT-1, UX-EDIT-3).
 */
export const EditForm = ({
  text,
  draft,
  trouble,
  mentionable = nobodyHere,
  onSave,
  onCancel,
}: {
  /** What the message says now. */
  text: string;
  /** What was typed before, where it was not saved. */
  draft: string | undefined;
  /** Why the last attempt was not saved. */
  trouble: string | undefined;
  mentionable?: Mentionable | undefined;
  onSave(text: string): void;
  /** `draft`: what was typed, which comes back with the next edit. */
  onCancel(draft: string): void;
}) => {
  const people = useSelector(selectPeople);
  const [before] = useState(text);
  // It is in sight from now on, so what is saved is based on it.
  const news = trouble ?? (text === before ? undefined : 'It was changed while you were editing.');
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const mentions = useMentions(draft ?? text, mentionable.candidates, field);
  const { typed, wire, found, active } = mentions;
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
      {found.length > 0 && (
        <MentionList
          id={`${id}people`}
          people={found}
          active={active}
          mentionable={mentionable}
          inline
          onChoose={mentions.choose}
        />
      )}
      <GrowingTextarea
        field={field}
        className={classes.area}
        aria-label="Text of the message"
        aria-autocomplete="list"
        {...(found.length > 0 && {
          'aria-controls': `${id}people`,
          'aria-activedescendant': `${id}people${active}`,
        })}
        dir="auto"
        value={typed}
        onChange={({ currentTarget: { value, selectionEnd } }) => mentions.change(value, selectionEnd)}
        onSelect={({ currentTarget: { selectionEnd } }) => mentions.moveCaret(selectionEnd)}
        onKeyDown={(event) => {
          const { key, shiftKey, altKey, ctrlKey, metaKey, keyCode, nativeEvent } = event;
          const press = { key, shiftKey, ctrlKey, metaKey, keyCode, isComposing: nativeEvent.isComposing };
          // UX-COMP-1
          if (belongsToInputMethod(press)) return;
          const isPlain = !shiftKey && !altKey && !ctrlKey && !metaKey;
          if (isPlain && mentions.takes(key)) return event.preventDefault();
          // UX-COMP-3: the list first.
          if (key === 'Escape' && found.length > 0) mentions.close();
          else if (key === 'Escape') onCancel(wire);
          else if (sends(press, sendKey)) save();
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
