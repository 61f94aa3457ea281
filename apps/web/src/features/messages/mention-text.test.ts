import type { Person } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { everyone, matchingPeople, mentionAt, nameFor, toTyped, toWire } from './mention-text';

const person = (id: string, name: string): Person => ({ id, name, email: `${id}@example.com` });
const [ana, anaRuiz, bo] = [person('ana', 'Ana'), person('ana2', 'Ana Ruiz'), person('bo', 'Bo')];
const people = { ana, ana2: anaRuiz, bo };

describe('[UX-MENT-3] what is sent holds ids, not names', () => {
  it('for every name that was chosen, the longest first', () => {
    const chosen = { Ana: 'ana', 'Ana Ruiz': 'ana2' };
    expect(toWire('@Ana Ruiz, ask @Ana.', chosen)).toBe('<@ana2>, ask <@ana>.');
  });
  it('but not for a longer word, or a name that nobody chose', () => {
    expect(toWire('@Anabel and @Bo', { Ana: 'ana' })).toBe('@Anabel and @Bo');
  });
  it('and comes back from a draft as it was typed', () => {
    const { typed, chosen } = toTyped('<@ana2> and <@bo>, <@nobody>', people);
    expect(typed).toBe('@Ana Ruiz and @Bo, <@nobody>');
    expect(toWire(typed, chosen)).toBe('<@ana2> and <@bo>, <@nobody>');
  });
  it('also where two people have one name', () => {
    const other = person('bo2', 'Bo');
    expect(nameFor(other, { Bo: 'bo' })).toBe('Bo (bo2@example.com)');
    const { typed, chosen } = toTyped('<@bo> <@bo2>', { bo, bo2: other });
    expect(toWire(typed, chosen)).toBe('<@bo> <@bo2>');
  });
});

describe('[UX-MENT-2] everyone', () => {
  const chosen = { everyone: everyone.id };
  it('is sent as their token where they were chosen, and comes back as it was typed', () => {
    expect(toWire('@everyone: lunch, @everyone', chosen)).toBe('<!everyone>: lunch, <!everyone>');
    expect(toTyped('<!everyone> and <@bo>', people)).toEqual({
      typed: '@everyone and @Bo',
      chosen: { ...chosen, Bo: 'bo' },
    });
  });
  it('is a word where nobody chose them', () => {
    expect(toWire('@everyone', {})).toBe('@everyone');
    expect(toWire('@everyones', chosen)).toBe('@everyones');
  });
  it('is told from a person who goes by that name, whoever was chosen first', () => {
    const odd = person('odd', 'everyone');
    expect(nameFor(odd, chosen)).toBe('everyone (odd@example.com)');
    const both = { [nameFor(odd, {})]: odd.id, [nameFor(everyone, { everyone: 'odd' })]: everyone.id };
    expect(toWire('@everyone and @*everyone', both)).toBe('<@odd> and <!everyone>');
    const { typed, chosen: named } = toTyped('<@odd> <!everyone>', { odd });
    expect(toWire(typed, named)).toBe('<@odd> <!everyone>');
  });
});

describe('[UX-MENT-1] what is being completed', () => {
  const at = (text: string, chosen = {}) => mentionAt(text, text.length, chosen);
  it('begins with an @ at the start of a word', () => {
    expect(at('hi @an')).toEqual({ from: 3, query: 'an' });
    expect(at('(@')).toEqual({ from: 1, query: '' });
    expect(at('ana@example')).toBeUndefined();
  });
  it('may have a space, as names do, and ends with the line', () => {
    expect(at('@ana r')).toEqual({ from: 0, query: 'ana r' });
    expect(at('@ana\nr')).toBeUndefined();
    expect(at('@ ana')).toBeUndefined();
  });
  it('is nothing behind a name that was chosen', () => {
    expect(at('@Ana Ruiz ', { 'Ana Ruiz': 'ana2' })).toBeUndefined();
    expect(at('@Ana', { Ana: 'ana' })).toBeUndefined();
  });
  it('finds by the beginnings of words, in the order given', () => {
    expect(matchingPeople([bo, anaRuiz, ana], 'an')).toEqual([anaRuiz, ana]);
    expect(matchingPeople([bo, anaRuiz, ana], 'ru an')).toEqual([anaRuiz]);
    expect(matchingPeople([bo], 'o')).toEqual([]);
  });
});
