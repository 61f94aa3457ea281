/** The engines check that a signature is there, not that it is right: loopback only, no secret. */
const unsignedButWellFormed =
  'AWS4-HMAC-SHA256 Credential=local/20250101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/** Resolves when a DynamoDB answers ListTables at `endpoint`; rejects with what came instead, within `timeoutMs`. */
export const listTables = async (endpoint: string, timeoutMs: number): Promise<void> => {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.ListTables',
      'x-amz-date': '20250101T000000Z',
      authorization: unsignedButWellFormed,
    },
    body: '{"Limit":1}',
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await response.text();
  if (!response.ok || !text.includes('"TableNames"'))
    throw new Error(`it answered ${response.status} ${text.slice(0, 200)}`);
};
