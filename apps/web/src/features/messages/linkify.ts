/** A stretch of text, or a web address in it. */
export type Piece = { text: string; href?: string };

const address = /https?:\/\/[^\s<>"]+/gi;
// A full stop or a bracket at the end belongs to the sentence around the address.
const trailing = /[.,;:!?'"*_~]+$/;

const withoutTrailing = (found: string): string => {
  const bare = found.replace(trailing, '');
  const unopened = bare.endsWith(')') && bare.split(')').length > bare.split('(').length;
  return unopened ? withoutTrailing(bare.slice(0, -1)) : bare;
};

/** Text cut at its web addresses. Only http and https, and only what a browser reads as an address. */
export const linkify = (text: string): Piece[] => {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const href = withoutTrailing(match[0]);
    if (!URL.canParse(href)) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: href, href });
    from = match.index + href.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
};
