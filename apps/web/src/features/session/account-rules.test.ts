import { describe, expect, it } from 'vitest';
import { digits } from './code-field';
import { maskAddress } from './mask-address';
import { meetsRules, passwordRules } from './password-rules';
import { rememberPassword, takePassword } from './pending-sign-up';
import { returnTo, withReturn } from './return-to';

const conversation = '/c/c-00000000000000000000000000000001';

describe('the page to return to', () => {
  it('is one of ours, carried in the address', () => {
    expect(withReturn('/sign-in', conversation)).toBe(`/sign-in?to=${encodeURIComponent(conversation)}`);
    expect(returnTo(new URLSearchParams({ to: conversation }))).toBe(conversation);
  });
  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/c/../x', ''])(
    'is the start for %j',
    (to) => {
      expect(returnTo(new URLSearchParams({ to }))).toBe('/');
      expect(withReturn('/sign-in', to)).toBe('/sign-in');
    },
  );
});

describe('the rules for a password', () => {
  const met = (password: string) => passwordRules.filter(({ holds }) => holds(password)).length;
  it('tick one by one', () => {
    expect(met('')).toBe(0);
    expect(met('a')).toBe(2);
    expect(met('aA1!')).toBe(5);
    expect(meetsRules('aA1!aaaa')).toBe(true);
  });
  it('refuse a space at an end, which Cognito would', () => {
    expect(meetsRules(' aA1!aaaa')).toBe(false);
    expect(meetsRules('aA1! aaaa')).toBe(true);
  });
});

it('reads six digits from whatever is pasted', () => {
  expect(digits('Your code is 123 456.')).toBe('123456');
  expect(digits('1234567')).toBe('123456');
});

it('masks an address', () => {
  expect(maskAddress('ana@example.com')).toBe('a•••@example.com');
});

it('gives a password back once, and to its own address only', () => {
  rememberPassword('ana@example.com', 'secret');
  expect(takePassword('bo@example.com')).toBeUndefined();
  rememberPassword('ana@example.com', 'secret');
  expect(takePassword('ana@example.com')).toBe('secret');
  expect(takePassword('ana@example.com')).toBeUndefined();
});
