import { describe, expect, it } from 'vitest';
import { plainText, textPieces } from './text-pieces';

const people = { bo: { id: 'bo', name: 'Bo Lind', email: 'bo@example.com' } };

describe('a message in pieces', () => {
  it('has people, addresses and text apart', () => {
    expect(textPieces('<@bo>: see https://example.com/a, <@cy>')).toEqual([
      { mention: 'bo' },
      { text: ': see ' },
      { text: 'https://example.com/a', href: 'https://example.com/a' },
      { text: ', ' },
      { mention: 'cy' },
    ]);
  });
  it('[UX-MENT-2] has everyone apart, and says so as people read it', () => {
    const text = '<!everyone>: ask <@bo>, <!everyone>';
    expect(textPieces(text)).toEqual([
      { everyone: true },
      { text: ': ask ' },
      { mention: 'bo' },
      { text: ', ' },
      { everyone: true },
    ]);
    expect(plainText(text, people)).toBe('@everyone: ask @Bo Lind, @everyone');
  });
  it('leaves alone what is no mention', () => {
    expect(textPieces('a <@> b')).toEqual([{ text: 'a <@> b' }]);
  });
});

describe('[UX-MENT-3] a mention holds the id, so a rename changes every row', () => {
  it('is read out with the name of now', () => {
    expect(plainText('<@bo> and <@bo>', people)).toBe('@Bo Lind and @Bo Lind');
  });
  it('has a stand-in until the profile is there', () => {
    expect(plainText('<@cy>', people)).toBe('@Someone');
  });
});
