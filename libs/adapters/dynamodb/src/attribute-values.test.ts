import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromItem, fromValue, toItem, toValue } from './attribute-values';

it('gives back any JSON value as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = JSON.stringify(value);
      expect(JSON.stringify(fromValue(toValue(JSON.parse(json))))).toBe(json);
    }),
  );
});

it('leaves out what is undefined', () => {
  expect(fromItem(toItem({ a: 1, b: undefined, c: { d: undefined } }))).toEqual({ a: 1, c: {} });
  expect(Object.keys(toItem({ b: undefined }))).toEqual([]);
});

it('refuses what JSON does not know', () => {
  expect(() => toValue(1n)).toThrow('A bigint cannot be stored.');
  expect(() => fromValue({ SS: ['a'] })).toThrow('An attribute of type SS is not expected here.');
});
