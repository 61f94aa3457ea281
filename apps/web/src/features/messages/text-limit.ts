import { limits, utf8Bytes } from '@parley/protocol';

/** How a text stands to the limit of one message (UX-COMP-5). */
export type LimitState = { state: 'ok' } | { state: 'near'; left: number } | { state: 'over'; excess: number };

/** From here on the rest is counted. */
const nearBytes = limits.textBytes * 0.9;

/** How many characters at the end have to go until the rest fits. */
const excessOf = (text: string): number => {
  // Counted here, by code points from the end: an encoder's call for each takes seconds where a megabyte was pasted.
  let over = utf8Bytes(text) - limits.textBytes;
  let excess = 0;
  for (let end = text.length; over > 0 && end > 0; excess += 1) {
    const last = text.charCodeAt(end - 1);
    const isPair = (last & 0xfc00) === 0xdc00 && (text.charCodeAt(end - 2) & 0xfc00) === 0xd800;
    over -= isPair ? 4 : last < 0x80 ? 1 : last < 0x800 ? 2 : 3;
    end -= isPair ? 2 : 1;
  }
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
