import { linkify } from './linkify';
import classes from './message-row.module.css';

/** What a message says, as it was typed, with its web addresses as links. Its direction is its own (UX-I18N-4), an address reads from left to right in any (UX-I18N-3). */
export const MessageText = ({ id, text }: { id: string; text: string }) => (
  <div id={id} className={classes.text} dir="auto">
    {linkify(text).map(({ text: piece, href }, i) =>
      href ? (
        <a key={i} href={href} dir="ltr" target="_blank" rel="noopener noreferrer">
          {piece}
        </a>
      ) : (
        piece
      ),
    )}
  </div>
);
