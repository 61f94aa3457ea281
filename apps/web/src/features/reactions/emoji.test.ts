import { Emoji } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { findEmoji, palette } from './emoji';

const all = palette.flatMap(({ choices }) => choices);

describe('the palette', () => {
  it('has only emoji that the server takes, each once, each with a name', () => {
    expect(all.filter(({ emoji }) => !Emoji.safeParse(emoji).success)).toEqual([]);
    expect(new Set(all.map(({ emoji }) => emoji)).size).toBe(all.length);
    expect(all.filter(({ name }) => name === '')).toEqual([]);
  });
  it('is searched by the beginnings of words, over names and meanings', () => {
    const found = (typed: string) => findEmoji(typed).flatMap(({ choices }) => choices.map(({ emoji }) => emoji));
    expect(found('thumbs')).toEqual(['👍', '👎']);
    expect(found('THANK')).toEqual(['🙏']);
    expect(found('face joy')).toEqual(['😂']);
    expect(found('zzz')).toEqual([]);
    expect(found('')).toHaveLength(all.length);
  });
});
