import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useSelector } from 'react-redux';
import { nameIn, selectPeople } from '../people/people-slice';
import classes from './composer.module.css';
import { plainText } from './text-pieces';
import { useSource } from './use-source';

/** Which message is being answered, above the composer. */
export const ReplyBar = ({
  conversationId,
  seq,
  onCancel,
}: {
  conversationId: string;
  seq: number;
  onCancel(): void;
}) => {
  const source = useSource(conversationId, seq);
  const people = useSelector(selectPeople);
  return (
    <div className={classes.reply}>
      <span className={classes.replyText} role="status">
        Replying to <bdi className={classes.replyAuthor}>{source ? nameIn(people, source.author) : 'a message'}</bdi>
        {source && (
          <span dir="auto">: {source.deleted ? 'deleted message' : plainText(source.text, people).slice(0, 160)}</span>
        )}
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        className={classes.replyCancel}
        aria-label="Cancel reply"
        onClick={onCancel}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
};
