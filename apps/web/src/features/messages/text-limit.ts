import { limits, utf8Bytes } from '@parley/protocol';

/** How a text stands to the limit of one message (UX-COMP-5). */
export type LimitState = { state: 'ok' } | { state: 'near'; left: number } | { state: 'over'; excess: number };

/** From here on the rest is counted. */
const nearBytes = limits.textBytes * 0.9;

/** How many characters at the end have to go until the rest fits. */
const excessOf = (text: string): number => {
  let over = utf8Bytes(text) - limits.textBytes;
  const characters = [...text];
  let excess = 0;
  while (over > 0) over -= utf8Bytes(characters[characters.length - ++excess] ?? '');
  return excess;
};

/** 16 KB of UTF-8, told in characters: those over it, or those (of one byte, as Latin letters are) that still fit. */
export const limitOf = (text: string): LimitState => {
  // A UTF-16 unit takes at most three bytes: most texts need no counting.
  if (text.length * 3 < nearBytes) return { state: 'ok' };
  const bytes = utf8Bytes(text);
  if (bytes > limits.textBytes) return { state: 'over', excess: excessOf(text) };
  return bytes >= nearBytes ? { state: 'near', left: limits.textBytes - bytes } : { state: 'ok' };
};

/** The limit in words; undefined while it is far. */
export const limitText = (limit: LimitState): string | undefined => {
  if (limit.state === 'near') return `${limit.left.toLocaleString('en')} characters left`;
  if (limit.state === 'over')
    return `${limit.excess.toLocaleString('en')} ${limit.excess === 1 ? 'character' : 'characters'} too many`;
  return undefined;
};
