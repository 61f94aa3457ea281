import { describe, expect, it } from 'vitest';
import { type SignatureCheck, type SignedRequest, verifySignature } from './sigv4';

// The worked example of the AWS General Reference, "Signature Version 4": a signature this code did not make.
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const signature = '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7';
const authorization = (replaced: { scope?: string; signedHeaders?: string; signature?: string; keyId?: string } = {}) =>
  `AWS4-HMAC-SHA256 Credential=${replaced.keyId ?? 'AKIDEXAMPLE'}/${replaced.scope ?? '20150830/us-east-1/iam/aws4_request'}, ` +
  `SignedHeaders=${replaced.signedHeaders ?? 'content-type;host;x-amz-date'}, Signature=${replaced.signature ?? signature}`;
const example: SignedRequest = {
  method: 'GET',
  url: '/?Action=ListUsers&Version=2010-05-08',
  headers: {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    host: 'iam.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
    authorization: authorization(),
  },
  body: Buffer.alloc(0),
};
const signedAt = Date.UTC(2015, 7, 30, 12, 36);
const check = (changes: Partial<SignedRequest> = {}, now = signedAt) =>
  verifySignature({ ...example, ...changes }, { credentials, region: 'us-east-1', service: 'iam', now });
const withHeaders = (headers: SignedRequest['headers']) => check({ headers: { ...example.headers, ...headers } });
const typeOf = (result: SignatureCheck) => (result.valid ? 'valid' : result.type);

describe('[F36] a signature is computed again, not only looked for', () => {
  it("accepts AWS's own published example", () => {
    expect(check()).toEqual({ valid: true });
  });

  it('accepts query parameters in any order', () => {
    expect(check({ url: '/?Version=2010-05-08&Action=ListUsers' })).toEqual({ valid: true });
  });

  it.each<[string, Partial<SignedRequest>]>([
    ['method', { method: 'POST' }],
    ['path', { url: '/other?Action=ListUsers&Version=2010-05-08' }],
    ['query', { url: '/?Action=DeleteUser&Version=2010-05-08' }],
    ['body', { body: Buffer.from('more') }],
    ['signed header', { headers: { ...example.headers, host: 'elsewhere.example' } }],
    ['signature', { headers: { ...example.headers, authorization: authorization({ signature: 'f'.repeat(64) }) } }],
  ])('refuses another %s', (_what, changes) => {
    expect(typeOf(check(changes))).toBe('InvalidSignatureException');
  });

  it('refuses a signature made with another secret', () => {
    const other = { ...credentials, secretAccessKey: 'another' };
    const result = verifySignature(example, { credentials: other, region: 'us-east-1', service: 'iam', now: signedAt });
    expect(typeOf(result)).toBe('InvalidSignatureException');
    expect(JSON.stringify(result)).not.toContain('another');
  });

  it('refuses a signature more than five minutes old, or from the future', () => {
    const fiveMinutes = 5 * 60_000;
    expect(typeOf(check({}, signedAt + fiveMinutes))).toBe('valid');
    expect(typeOf(check({}, signedAt + fiveMinutes + 1))).toBe('InvalidSignatureException');
    expect(typeOf(check({}, signedAt - fiveMinutes - 1))).toBe('InvalidSignatureException');
  });

  it('refuses a scope of another day, region or service', () => {
    for (const scope of ['20150829/us-east-1/iam', '20150830/eu-west-1/iam', '20150830/us-east-1/s3']) {
      const result = withHeaders({ authorization: authorization({ scope: `${scope}/aws4_request` }) });
      expect(result).toEqual({
        valid: false,
        type: 'InvalidSignatureException',
        message: 'Credential should be scoped to 20150830/us-east-1/iam/aws4_request.',
      });
    }
  });

  it('refuses x-amz headers and a host that are not signed', () => {
    const message = (result: SignatureCheck) => (result.valid ? '' : result.message);
    expect(message(withHeaders({ 'x-amz-target': 'x' }))).toContain('x-amz-target');
    const withoutHost = authorization({ signedHeaders: 'content-type;x-amz-date' });
    expect(message(withHeaders({ authorization: withoutHost }))).toContain('host');
  });

  it('names what is missing: the header, its parts, the date, the key', () => {
    expect(typeOf(withHeaders({ authorization: undefined }))).toBe('MissingAuthenticationTokenException');
    expect(typeOf(withHeaders({ authorization: 'Bearer x' }))).toBe('IncompleteSignatureException');
    expect(typeOf(withHeaders({ authorization: authorization({ scope: 'x' }) }))).toBe('IncompleteSignatureException');
    expect(typeOf(withHeaders({ 'x-amz-date': undefined }))).toBe('IncompleteSignatureException');
    expect(typeOf(withHeaders({ 'x-amz-date': '20159930T123600Z' }))).toBe('IncompleteSignatureException');
    expect(typeOf(withHeaders({ authorization: authorization({ keyId: 'AKIDOTHER' }) }))).toBe(
      'UnrecognizedClientException',
    );
  });
});
