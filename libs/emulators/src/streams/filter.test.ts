import { expect, it } from 'vitest';
import { matches } from './filter';

const record = { eventName: 'MODIFY', dynamodb: { Keys: { SK: { S: 'S#1' } }, NewImage: { n: { N: '1' } } } };

it.each([
  [{}],
  [{ eventName: ['INSERT', 'MODIFY'] }],
  [{ dynamodb: { Keys: { SK: { S: [{ prefix: 'S#' }] } } } }],
  [{ dynamodb: { Keys: { SK: { S: ['#PROFILE', { prefix: 'S#' }] } } }, eventName: ['MODIFY'] }],
  [{ dynamodb: { OldImage: { n: { N: [{ exists: false }] } } } }],
  [{ dynamodb: { NewImage: { n: { N: [{ exists: true }] } } } }],
])('takes a record that has everything that is wanted: %j', (pattern) => {
  expect(matches(record, pattern)).toBe(true);
});

it.each([
  [{ eventName: ['INSERT'] }],
  [{ eventName: ['MODIFY'], dynamodb: { Keys: { SK: { S: ['S#'] } } } }],
  [{ dynamodb: { Keys: { SK: { S: [{ prefix: 's#' }] } } } }],
  [{ dynamodb: { Keys: { SK: { N: [{ prefix: '' }] } } } }],
  [{ dynamodb: { OldImage: { n: { N: [{ exists: true }] } } } }],
  [{ dynamodb: { NewImage: { n: { N: [1] } } } }],
  [{ eventName: { more: ['MODIFY'] } }],
  [{ eventName: [] }],
])('leaves out one that lacks something: %j', (pattern) => {
  expect(matches(record, pattern)).toBe(false);
});
