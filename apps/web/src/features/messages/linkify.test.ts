import { expect, it } from 'vitest';
import { linkify } from './linkify';

const links = (text: string) => linkify(text).flatMap(({ href }) => href ?? []);
const together = (text: string) =>
  linkify(text)
    .map((piece) => piece.text)
    .join('');

it('finds http and https addresses, and nothing else', () => {
  expect(links('see https://a.example/x?y=1#z and http://b.example')).toEqual([
    'https://a.example/x?y=1#z',
    'http://b.example',
  ]);
  expect(links('javascript:alert(1) ftp://a.example data:text/html,x www.a.example')).toEqual([]);
});
it('leaves the sentence its own signs', () => {
  expect(links('Look (https://a.example/x).')).toEqual(['https://a.example/x']);
  expect(links('https://a.example/wiki/X_(y) is fine')).toEqual(['https://a.example/wiki/X_(y)']);
  expect(links('(see https://a.example/wiki/X_(y))')).toEqual(['https://a.example/wiki/X_(y)']);
  expect(links('really https://a.example/?!')).toEqual(['https://a.example/']);
});
it('passes over what a browser would not read', () => {
  expect(links('https://[ and http://')).toEqual([]);
});
it('loses no character', () => {
  for (const text of ['', 'plain', 'a https://a.example. b', '<b>https://a.example</b>\n\nhttps://b.example'])
    expect(together(text)).toBe(text);
});
