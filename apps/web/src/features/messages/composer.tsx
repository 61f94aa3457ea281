import { ActionIcon } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import type { Status } from '@parley/client';
import { type KeyboardEvent, type ReactNode, type Ref, useId, useImperativeHandle, useRef } from 'react';
import { useSelector } from 'react-redux';
import { GrowingTextarea } from '../../ui/growing-textarea';
import { selectStatus } from '../connection/connection-slice';
import classes from './composer.module.css';
import { belongsToInputMethod, sends } from './composer-keys';
import { MentionList } from './mention-list';
import { useSendKey } from './send-key';
import { limitOf, limitText } from './text-limit';
import { useDraft } from './use-draft';
import { type Mentionable, useMentions } from './use-mentions';

/** What the page around the composer may do with it. */
export type ComposerHandle = {
  /** Puts text back for editing, before what is already there. */
  putBack(text: string): void;
  focus(): void;
};

// Leading blank lines and trailing space carry nothing; the first line's indent may be code.
const trimmed = (text: string): string => text.replace(/^(\s*\n)+/, '').trimEnd();

export const Composer = ({
  ref,
  personId,
  conversationId,
  title,
  waiting,
  mentionable,
  above,
  typing,
  onSend,
  onType,
  onEscape,
  onEditLast,
}: {
  ref?: Ref<ComposerHandle>;
  personId: string;
  conversationId: string;
  /** Whom or what the message goes to, as people read it. */
  title: string;
  /** Messages that wait for the network. */
  waiting: number;
  mentionable: Mentionable;
  /** What is being answered. */
  above?: ReactNode;
  /** Who is writing, in the line that is kept for it. */
  typing?: ReactNode;
  onSend(text: string): void;
  /** Something was typed. */
  onType(): void;
  /** Esc, where no list was open: whether it closed something. */
  onEscape(): boolean;
  /** Up in an empty field: whether there was a message to edit. */
  onEditLast(): boolean;
}) => {
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const [draft, setDraft] = useDraft(personId, conversationId);
  const mentions = useMentions(draft, mentionable.candidates, area, setDraft);
  const { typed, wire, found, active } = mentions;
  const { state } = useSelector(selectStatus);
  const sendKey = useSendKey();
  const limit = limitOf(wire);
  const canSend = wire.trim() !== '' && limit.state !== 'over';

  useImperativeHandle(ref, () => ({
    putBack: (back) => {
      mentions.replace(wire === '' ? back : `${back}\n${wire}`);
      area.current?.focus();
    },
    focus: () => area.current?.focus(),
  }));

  const send = () => {
    if (!canSend) return;
    onSend(trimmed(wire));
    mentions.replace('');
    area.current?.focus();
  };

  // UX-COMP-3: the list first, then what the page has open. It clears no text.
  const escape = (): boolean => {
    if (found.length === 0) return onEscape();
    mentions.close();
    return true;
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key, shiftKey, altKey, ctrlKey, metaKey, keyCode, nativeEvent } = event;
    const press = { key, shiftKey, ctrlKey, metaKey, keyCode, isComposing: nativeEvent.isComposing };
    // UX-COMP-1
    if (belongsToInputMethod(press)) return;
    const isPlain = !shiftKey && !altKey && !ctrlKey && !metaKey;
    if (isPlain && mentions.takes(key)) event.preventDefault();
    else if (key === 'Escape' && escape()) event.preventDefault();
    else if (isPlain && key === 'ArrowUp' && typed === '' && onEditLast()) event.preventDefault();
    else if (sends(press, sendKey)) {
      event.preventDefault();
      send();
    }
  };

  return (
    <form
      className={classes.composer}
      aria-label="Write a message"
      data-region
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {found.length > 0 && (
        <MentionList
          id={`${id}people`}
          people={found}
          active={active}
          mentionable={mentionable}
          onChoose={mentions.choose}
        />
      )}
      {above}
      <div className={classes.box}>
        <GrowingTextarea
          field={area}
          className={classes.area}
          aria-label={`Message to ${title}`}
          aria-autocomplete="list"
          {...(found.length > 0 && {
            'aria-controls': `${id}people`,
            'aria-activedescendant': `${id}people${active}`,
          })}
          placeholder={`Message ${title}`}
          dir="auto"
          value={typed}
          onChange={({ currentTarget: { value, selectionEnd } }) => {
            mentions.change(value, selectionEnd);
            if (value.trim() !== '') onType();
          }}
          onSelect={({ currentTarget: { selectionEnd } }) => mentions.moveCaret(selectionEnd)}
          onKeyDown={press}
          enterKeyHint={sendKey === 'enter' ? 'send' : 'enter'}
        />
        <ActionIcon type="submit" className={classes.send} size={32} aria-label="Send" disabled={!canSend}>
          <IconSend2 size={18} stroke={1.75} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.line}>
        <span className={classes.hint}>{hintText(state, waiting) || typing}</span>
        <span className={classes.limit} data-over={limit.state === 'over'} role="status">
          {limitText(limit)}
        </span>
      </div>
    </form>
  );
};

const hintText = (state: Status['state'], waiting: number): string => {
  if (state === 'outdated') return 'Reload to send. What you write is kept.';
  if (state !== 'offline') return '';
  if (waiting === 0) return 'You are offline. What you write is sent when the connection is back.';
  return `You are offline. ${waiting} ${waiting === 1 ? 'message waits' : 'messages wait'} to be sent.`;
};
