import { describe, expect, it } from 'vitest';
import { accessChangeOf, removalOf, StreamRecord } from './stream';
import { keys } from './tables';

const record = ({ PK, SK }: { PK: string; SK: string }, before: object, after: object, eventName = 'MODIFY') =>
  StreamRecord.parse({
    eventID: '1',
    eventName,
    dynamodb: {
      Keys: { PK: { S: PK }, SK: { S: SK } },
      ...(eventName !== 'INSERT' && { OldImage: before }),
      ...(eventName !== 'REMOVE' && { NewImage: after }),
      SequenceNumber: '1',
    },
  });
const person = keys.person('ana');
const session = keys.session('ana', 'desk');
const at = (value: string) => ({ N: value });

describe('whose coming in a record of the stream changed', () => {
  it.each([
    ['is suspended', { name: { S: 'Ana' } }, { name: { S: 'Ana' }, status: { S: 'suspended' } }],
    ['is removed', { status: { S: 'active' } }, { status: { S: 'removed' } }],
    ['is reinstated', { status: { S: 'suspended' } }, { status: { S: 'active' } }],
    ['signs out everywhere', {}, { validFrom: at('7') }],
    ['signs out everywhere again', { validFrom: at('7') }, { validFrom: at('8') }],
  ])('the person who %s', (_, before, after) => {
    expect(accessChangeOf(record(person, before, after))).toBe('ana');
  });

  it('the person one of whose sessions is revoked', () => {
    expect(accessChangeOf(record(session, { seenAt: at('1') }, { seenAt: at('1'), revokedAt: at('2') }))).toBe('ana');
  });

  it.each([
    ['another name', person, { name: { S: 'Ana' } }, { name: { S: 'Anna' } }, 'MODIFY'],
    ['a new profile', person, {}, { status: { S: 'active' } }, 'INSERT'],
    ['a session in use', session, { seenAt: at('1') }, { seenAt: at('2') }, 'MODIFY'],
    ['a new session', session, {}, { seenAt: at('2') }, 'INSERT'],
    ['a revoked session whose time is over', session, { revokedAt: at('2') }, {}, 'REMOVE'],
    ['an entry', keys.entry('c-1', 1), { status: { S: 'a' } }, { status: { S: 'b' } }, 'MODIFY'],
    ['a row of the inbox', keys.inboxRow('ana', 'c-1'), { revokedAt: at('1') }, { revokedAt: at('2') }, 'MODIFY'],
  ])('nobody, for %s', (_, key, before, after, eventName) => {
    expect(accessChangeOf(record(key, before, after, eventName))).toBeUndefined();
  });
});

describe('who was removed by a record of the stream', () => {
  const removed = { S: 'removed' };

  it.each([
    ['is removed', { status: { S: 'active' } }, { status: removed }],
    ['was suspended before', { status: { S: 'suspended' } }, { status: removed }],
    ['is to be removed once more', { status: removed, validFrom: at('7') }, { status: removed, validFrom: at('8') }],
  ])('the person who %s', (_, before, after) => {
    expect(removalOf(record(person, before, after))).toBe('ana');
  });

  it.each([
    ['a suspension', person, { status: { S: 'active' } }, { status: { S: 'suspended' } }],
    ['a sign-out everywhere', person, { status: { S: 'active' } }, { status: { S: 'active' }, validFrom: at('7') }],
    ['what a removal changes itself', person, { status: removed, name: { S: 'Ana' } }, { status: removed }],
    ['a profile whose status makes no sense', person, { status: { S: 'active' } }, { status: at('7') }],
    ['a revoked session', session, { seenAt: at('1') }, { revokedAt: at('2') }],
    ['an entry', keys.entry('c-1', 1), { status: { S: 'active' } }, { status: removed }],
  ])('nobody, for %s', (_, key, before, after) => {
    expect(removalOf(record(key, before, after))).toBeUndefined();
  });
});
