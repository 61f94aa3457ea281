import { IconArrowForwardUp } from '@tabler/icons-react';
import { useSelector } from 'react-redux';
import { nameIn, selectPeople } from '../people/people-slice';
import classes from './message-row.module.css';
import { plainText } from './text-pieces';
import { useSource } from './use-source';

/** As much of a quoted message as one line can show. */
const longest = 160;

/** The message that this one answers, in one line; a press leads to it. It follows its edits, and says when it was deleted. */
export const Quote = ({
  conversationId,
  seq,
  reachable,
  onJump,
}: {
  conversationId: string;
  seq: number;
  reachable: boolean;
  onJump(seq: number): void;
}) => {
  const source = useSource(conversationId, seq);
  const people = useSelector(selectPeople);
  return (
    <button type="button" className={classes.quote} tabIndex={reachable ? 0 : -1} onClick={() => onJump(seq)}>
      <IconArrowForwardUp size={16} aria-hidden className={classes.quoteIcon} />
      <span className="p-hidden">In reply to </span>
      {source && <bdi className={classes.quoteAuthor}>{nameIn(people, source.author)}</bdi>}
      <span className={classes.quoteText} dir="auto">
        {source === undefined
          ? 'an earlier message'
          : source.deleted
            ? 'The original was deleted.'
            : plainText(source.text, people).slice(0, longest)}
      </span>
    </button>
  );
};
