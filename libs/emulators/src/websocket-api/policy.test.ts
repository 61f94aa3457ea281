import { describe, expect, it } from 'vitest';
import { allows, Policy } from './policy';

const arn = 'arn:aws:execute-api:eu-central-1:123456789012:abc123def4/ws/$connect';
const allow = (Resource: string | string[], Action: string | string[] = 'execute-api:Invoke') => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const decides = (...Statement: unknown[]) => allows(Policy.parse({ Version: '2012-10-17', Statement }), arn);

describe('[F4] an authorizer’s policy', () => {
  it('allows the very route, or one that a wildcard covers', () => {
    expect(decides(allow(arn))).toBe(true);
    expect(decides(allow('*'))).toBe(true);
    expect(decides(allow('arn:aws:execute-api:*:*:abc123def4/*'))).toBe(true);
    expect(decides(allow(arn.replace('ws', 'w?')))).toBe(true);
    expect(decides(allow(['arn:x', arn], ['execute-api:ManageConnections', 'execute-api:*']))).toBe(true);
  });

  it('allows nothing that it does not name', () => {
    expect(decides()).toBe(false);
    expect(decides(allow('arn:aws:execute-api:*:*:another/*'))).toBe(false);
    expect(decides(allow(arn.replace('$connect', '$CONNECT')))).toBe(false);
    expect(decides(allow(`${arn}x`))).toBe(false);
    expect(decides(allow('*', 'lambda:Invoke'))).toBe(false);
  });

  it('denies even what another statement allows', () => {
    expect(decides(allow('*'), { ...allow(arn), Effect: 'Deny' })).toBe(false);
    expect(decides(allow('*'), { ...allow('arn:other'), Effect: 'Deny' })).toBe(true);
  });

  it('may hold one statement without a list, and is refused when it is no policy', () => {
    expect(allows(Policy.parse({ Statement: allow('*') }), arn)).toBe(true);
    expect(Policy.safeParse({ Statement: { Effect: 'Perhaps' } }).success).toBe(false);
    expect(Policy.safeParse({}).success).toBe(false);
  });
});
