import { describe, expect, it } from 'vitest';
import { Emoji } from './ids';

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
