import { ActionIcon } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import { type Ref, useImperativeHandle, useRef } from 'react';
import { useSelector } from 'react-redux';
import { GrowingTextarea } from '../../ui/growing-textarea';
import { selectStatus } from '../connection/connection-slice';
import classes from './composer.module.css';
import { sends } from './composer-keys';
import { limitOf, limitText } from './text-limit';
import { useDraft } from './use-draft';

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
  onSend,
}: {
  ref?: Ref<ComposerHandle>;
  personId: string;
  conversationId: string;
  /** Whom or what the message goes to, as people read it. */
  title: string;
  /** Messages that wait for the network. */
  waiting: number;
  onSend(text: string): void;
}) => {
  const [text, setText] = useDraft(personId, conversationId);
  const offline = useSelector(selectStatus).state === 'offline';
  const area = useRef<HTMLTextAreaElement>(null);
  const limit = limitOf(text);
  const canSend = text.trim() !== '' && limit.state !== 'over';

  useImperativeHandle(ref, () => ({
    putBack: (back) => {
      setText(text === '' ? back : `${back}\n${text}`);
      area.current?.focus();
    },
    focus: () => area.current?.focus(),
  }));

  const send = () => {
    if (!canSend) return;
    onSend(trimmed(text));
    setText('');
    area.current?.focus();
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
      <div className={classes.box}>
        <GrowingTextarea
          field={area}
          className={classes.area}
          aria-label={`Message to ${title}`}
          placeholder={`Message ${title}`}
          dir="auto"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            const { key, shiftKey, keyCode, nativeEvent } = event;
            if (!sends({ key, shiftKey, keyCode, isComposing: nativeEvent.isComposing })) return;
            event.preventDefault();
            send();
          }}
          enterKeyHint="send"
        />
        <ActionIcon type="submit" className={classes.send} size={32} aria-label="Send" disabled={!canSend}>
          <IconSend2 size={18} stroke={1.75} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.line}>
        <span className={classes.hint}>{hintText(offline, waiting)}</span>
        <span className={classes.limit} data-over={limit.state === 'over'} role="status">
          {limitText(limit)}
        </span>
      </div>
    </form>
  );
};

const hintText = (offline: boolean, waiting: number): string => {
  if (!offline) return '';
  if (waiting === 0) return 'You are offline. What you write is sent when the connection is back.';
  return `You are offline. ${waiting} ${waiting === 1 ? 'message waits' : 'messages wait'} to be sent.`;
};
