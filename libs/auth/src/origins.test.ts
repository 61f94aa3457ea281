import { expect, it } from 'vitest';
import { isAllowedOrigin } from './origins';

const allowed = ['https://chat.example.com'];

it('[F9] lets our own page in, in any case', () => {
  expect(isAllowedOrigin('https://Chat.example.com', allowed)).toBe(true);
});

it.each(['https://evil.example', 'http://chat.example.com', 'https://chat.example.com.evil.example', 'null', ''])(
  '[F9] keeps a page of %j out',
  (origin) => {
    expect(isAllowedOrigin(origin, allowed)).toBe(false);
  },
);

it('lets programs in, which send no origin', () => {
  expect(isAllowedOrigin(undefined, allowed)).toBe(true);
});
