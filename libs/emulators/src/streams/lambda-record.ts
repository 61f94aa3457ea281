import type { _Record as SdkRecord } from '@aws-sdk/client-dynamodb-streams';

/** A record of a stream as a Lambda event holds it. */
export type LambdaRecord = { eventName: string; dynamodb: { SequenceNumber: string } };

/** Bytes as base64, as JSON has none. */
const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]));
};

/** The record as Lambda hands it over: the same fields as JSON, its time in seconds, and where it comes from. */
export const lambdaRecord = (
  { dynamodb = {}, ...record }: SdkRecord,
  source: { arn: string; region: string },
): LambdaRecord => {
  const { ApproximateCreationDateTime: at, ...change } = dynamodb;
  return {
    ...record,
    eventName: record.eventName ?? '',
    awsRegion: source.region,
    dynamodb: {
      ...(plain(change) as object),
      ...(at && { ApproximateCreationDateTime: Math.floor(at.getTime() / 1_000) }),
      SequenceNumber: change.SequenceNumber ?? '',
    },
    eventSourceARN: source.arn,
  } as LambdaRecord;
};
