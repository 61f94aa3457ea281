import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The long-term key pair that requests must be signed with. */
export type Credentials = { accessKeyId: string; secretAccessKey: string };

/** A request as it arrived: the path and query exactly as sent, header names in lower case, the whole body. */
export type SignedRequest = {
  method: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
};

/** `type` is the word AWS puts into `x-amzn-ErrorType`; `message` says what is wrong without showing a secret. */
export type SignatureCheck = { valid: true } | { valid: false; type: string; message: string };

/** How far the signing time may be from the server's: five minutes, as for most AWS services. */
const toleranceMs = 5 * 60_000;
const algorithm = 'AWS4-HMAC-SHA256';

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
const invalid = (type: string, message: string): SignatureCheck => ({ valid: false, type, message });
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
const decode = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

// Every service but S3 encodes the path a second time: `%3D` on the wire is `%253D` in the signed text.
const canonicalPath = (path: string) => path.split('/').map(encode).join('/');
const byCodePoint = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const canonicalQuery = (query: string) =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return `${encode(decode(name))}=${encode(decode(value.join('=')))}`;
    })
    .sort(byCodePoint)
    .join('&');

const parseAuthorization = (header: string) => {
  const match = /^AWS4-HMAC-SHA256 +Credential=([^,\s]+), *SignedHeaders=([^,\s]+), *Signature=([0-9a-f]{64})$/.exec(
    header,
  );
  const [keyId, date, region, service, terminator, ...rest] = match?.[1]?.split('/') ?? [];
  const complete = keyId && date && region && service && terminator === 'aws4_request' && rest.length === 0;
  if (!match?.[2] || !match[3] || !complete) return undefined;
  return { keyId, date, region, service, signedHeaders: match[2].split(';'), signature: match[3] };
};

const parseAmzDate = (text: string) => {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
};

/**
 * Checks an AWS Signature Version 4 in the `Authorization` header by computing it again from the request.
 * `now` is the server's time in milliseconds. Presigned URLs and S3's single path encoding are not covered.
 */
export const verifySignature = (
  { method, url, headers, body }: SignedRequest,
  { credentials, region, service, now }: { credentials: Credentials; region: string; service: string; now: number },
): SignatureCheck => {
  const header = (name: string) => {
    const value = headers[name];
    return (Array.isArray(value) ? value.join(',') : value)?.trim().replace(/ +/g, ' ');
  };
  const authorization = header('authorization');
  if (!authorization) return invalid('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const claim = parseAuthorization(authorization);
  const amzDate = header('x-amz-date') ?? '';
  const signedAt = parseAmzDate(amzDate);
  if (!claim || signedAt === undefined || Number.isNaN(signedAt)) {
    return invalid(
      'IncompleteSignatureException',
      `Send Authorization as '${algorithm} Credential=…, SignedHeaders=…, Signature=…' and X-Amz-Date as YYYYMMDDTHHMMSSZ.`,
    );
  }
  if (claim.keyId !== credentials.accessKeyId) {
    return invalid('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  const scope = `${amzDate.slice(0, 8)}/${region}/${service}/aws4_request`;
  if (`${claim.date}/${claim.region}/${claim.service}/aws4_request` !== scope) {
    return invalid('InvalidSignatureException', `Credential should be scoped to ${scope}.`);
  }
  if (Math.abs(now - signedAt) > toleranceMs) {
    return invalid('InvalidSignatureException', `Signature expired or not yet current: signed at ${amzDate}.`);
  }
  // A header that AWS acts on but that is left unsigned could be changed on the way.
  const mustBeSigned = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  const unsigned = mustBeSigned.filter((name) => !claim.signedHeaders.includes(name));
  if (unsigned.length > 0) {
    return invalid('InvalidSignatureException', `These headers must be signed: ${unsigned.join(', ')}.`);
  }

  const [path = '/', query = ''] = url.split(/\?(.*)/s);
  const canonicalHeaders = claim.signedHeaders.map((name) => `${name}:${header(name) ?? ''}\n`).join('');
  const canonicalRequest = [
    method,
    canonicalPath(path),
    canonicalQuery(query),
    canonicalHeaders,
    claim.signedHeaders.join(';'),
    sha256(body), // of what arrived: a hash that the request declares of itself proves nothing
  ].join('\n');
  const textToSign = [algorithm, amzDate, scope, sha256(canonicalRequest)].join('\n');
  const key = [claim.date, region, service, 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${credentials.secretAccessKey}`,
  );
  const expected = hmac(key, textToSign);
  return timingSafeEqual(expected, Buffer.from(claim.signature, 'hex'))
    ? { valid: true }
    : invalid(
        'InvalidSignatureException',
        'The request signature we calculated does not match the signature you provided. Check your secret access key.',
      );
};
