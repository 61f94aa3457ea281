import type { ReactNode } from 'react';
import { useSelector } from 'react-redux';
import { selectPerson } from '../people/people-slice';
import { selectMyId } from '../session/session-slice';
import classes from './message-row.module.css';
import { textPieces } from './text-pieces';

/**
 * What a message says, as it was typed, with its web addresses as links and the people it mentions by their names of now.
 * Its direction is its own (UX-I18N-4), an address reads from left to right in any (UX-I18N-3).
 */
export const MessageText = ({
  id,
  text,
  callsMe = false,
  children,
}: {
  id: string;
  text: string;
  /** Whether who reads it is among those whom it calls. */
  callsMe?: boolean;
  children?: ReactNode;
}) => (
  <div id={id} className={classes.text} dir="auto">
    {textPieces(text).map((piece, i) =>
      'mention' in piece ? (
        <Mention key={i} id={piece.mention} />
      ) : 'everyone' in piece ? (
        <bdi key={i} className={classes.mention} {...(callsMe && { 'data-me': true })}>
          @everyone
        </bdi>
      ) : piece.href ? (
        <a key={i} href={piece.href} dir="ltr" target="_blank" rel="noopener noreferrer">
          {piece.text}
        </a>
      ) : (
        piece.text
      ),
    )}
    {children}
  </div>
);

const Mention = ({ id }: { id: string }) => {
  const person = useSelector((state: Parameters<typeof selectPerson>[0]) => selectPerson(state, id));
  const isMe = useSelector(selectMyId) === id;
  return (
    <bdi className={classes.mention} {...(isMe && { 'data-me': true })}>
      @{person?.name ?? 'Someone'}
    </bdi>
  );
};
