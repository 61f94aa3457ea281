import { describe, expect, it } from 'vitest';
import { Emoji, KnownName, Name } from './ids';

describe('an emoji', () => {
  it.each(['👍', '❤️', '🇪🇸', '👩‍👩‍👧‍👦', '👍🏽', '1️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'])(
    'may be %s: one of the list, however many characters it takes',
    (text) => {
      expect(Emoji.parse(text)).toBe(text);
    },
  );

  it.each(['', 'a', '1', '👍👍', '👍 ', ':+1:', '\u{1F3FD}\u{1F44D}', '\ud83d'])('is not %j', (text) => {
    expect(Emoji.safeParse(text).success).toBe(false);
  });
});

describe('a name', () => {
  it.each([
    'Ana Ünlü',
    "O'Neill",
    '山田 太郎',
    'Ana 👩‍👩‍👧‍👦 ❤️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿',
    'کتاب\u200cخانه', // Persian: the letters stay apart
    'क्\u200dष', // Devanagari: half a letter
    'ශ්\u200dරී', // Sinhala
    'محمد',
    'שרה',
  ])('may be %s', (text) => {
    expect(Name.parse(` ${text} `)).toBe(text);
  });

  it.each([
    ['a zero-width space', 'An\u200ba'],
    ['a joiner between letters that it joins to nothing', 'An\u200da'],
    ['a joiner that keeps nothing apart', 'An\u200ca'],
    ['a joiner behind an Arabic letter that is never joined', 'دا\u200cر'],
    ['a joiner at its end', 'Ana\u200d'],
    ['what turns the order around', 'Bo\u202enaA'],
    ['a mark of direction', 'Ana\u200f'],
    ['an isolate', '\u2066Ana\u2069'],
    ['a word joiner', 'Ana\u2060'],
    ['a soft hyphen', 'A\u00adna'],
    ['a byte order mark', 'A\ufeffna'],
    ['a letter that is drawn as nothing', '\u3164'],
    ['an empty pattern of Braille', 'Ana\u2800'],
    ['a joiner of graphemes', 'A\u034fna'],
    ['a selector of a variation that is none', 'Ana\ufe0f'],
    ['tags without a flag', 'Ana\u{e0061}\u{e007f}'],
  ])('has not %s: it would look like another', (_, text) => {
    expect(Name.safeParse(text).error?.issues[0]?.message).toBe('has an invisible character');
    expect(KnownName.safeParse(text).success, 'what was chosen before is read').toBe(true);
  });
});
