import { expect, it } from 'vitest';
import { bearerToken } from './subprotocols';

it('[F8] finds the token beside chat.v1', () => {
  expect(bearerToken('chat.v1, bearer.abc.def.ghi')).toBe('abc.def.ghi');
  expect(bearerToken('bearer.abc,chat.v1')).toBe('abc');
});

it.each([undefined, '', 'chat.v1', 'bearer.abc', 'chat.v2, bearer.abc', 'chat.v1, bear.abc'])(
  'finds no token in %j',
  (header) => {
    expect(bearerToken(header)).toBeNull();
  },
);
