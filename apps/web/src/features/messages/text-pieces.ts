import { everyoneToken, mentionsIn, type Person } from '@parley/protocol';
import { nameIn } from '../people/people-slice';
import { linkify, type Piece } from './linkify';

/** A stretch of a message: plain text, a web address, somebody who is called by name, or everyone. */
export type TextPiece = Piece | { mention: string } | { everyone: true };

const betweenCalls = (text: string): TextPiece[] =>
  text
    .split(everyoneToken)
    .flatMap((part, i): TextPiece[] => [...(i > 0 ? [{ everyone: true } as const] : []), ...linkify(part)]);

/** Text cut at its web addresses, at the people it mentions (`<@id>`) and where it calls everyone (`<!everyone>`). */
export const textPieces = (text: string): TextPiece[] => {
  const ids = mentionsIn(text);
  if (ids.length === 0) return betweenCalls(text);
  // An id has no character that means anything in an expression. Every odd part is one.
  return text
    .split(new RegExp(`<@(${ids.join('|')})>`))
    .flatMap((part, i): TextPiece[] => (i % 2 === 1 ? [{ mention: part }] : betweenCalls(part)));
};

/** The text as it is said or shown in one line: people by their names of now (UX-MENT-3). */
export const plainText = (text: string, people: Record<string, Person>): string =>
  mentionsIn(text).reduce(
    (said, id) => said.replaceAll(`<@${id}>`, `@${nameIn(people, id)}`),
    text.replaceAll(everyoneToken, '@everyone'),
  );
