import { describe, expect, it } from 'vitest';
import { callsEveryone, mentionsIn } from './mentions';

describe('the mentions of a text', () => {
  it('are the ids between <@ and >, each once, in order', () => {
    expect(mentionsIn('<@bo>, have you seen what <@cy> wrote to <@bo>?')).toEqual(['bo', 'cy']);
  });

  it('are none where the brackets hold no id', () => {
    for (const text of ['', 'bo@example.com', '@bo', '<@>', '<@b o>', '< @bo>', '<@bo', `<@${'x'.repeat(65)}>`])
      expect(mentionsIn(text)).toEqual([]);
  });

  it('are twenty at the most', () => {
    const text = Array.from({ length: 30 }, (_, nth) => `<@p${nth}>`).join(' ');
    expect(mentionsIn(text)).toHaveLength(20);
    expect(mentionsIn(text).at(-1)).toBe('p19');
  });
});

describe('a text that calls everyone', () => {
  it('has the token, wherever it stands, and mentions nobody by it', () => {
    for (const text of ['<!everyone>', 'Lunch, <!everyone>!', '<@bo> and <!everyone>'])
      expect(callsEveryone(text)).toBe(true);
    expect(mentionsIn('<!everyone>')).toEqual([]);
  });

  it('is not one that only says so', () => {
    for (const text of ['', '@everyone', '<@everyone>', '< !everyone>', '<!everyone', '<!Everyone>', '!everyone>'])
      expect(callsEveryone(text)).toBe(false);
  });
});
