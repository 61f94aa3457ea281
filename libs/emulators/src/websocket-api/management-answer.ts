import { type ServerResponse } from 'node:http';
import { gatewayId } from './ids';

/** What a call of the management API is answered. */
export type Answer = { status: number; errorType?: string; body?: unknown };

export const failure = (status: number, errorType: string, message: string): Answer => ({
  status,
  errorType,
  body: { message },
});

/** F29: with another body the SDK could not tell the error's name. */
export const gone = failure(410, 'GoneException', 'Gone');
/** F31: too many calls, or a client that does not read. */
export const limitExceeded = failure(429, 'LimitExceededException', 'Limit exceeded');
export const tooLarge = failure(413, 'PayloadTooLargeException', 'Payload too large');

/** Writes an answer in AWS's shape: the error's name stands in a header, its message in the JSON body. */
export const writeAnswer = (response: ServerResponse, { status, errorType, body }: Answer): void => {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    'x-amzn-RequestId': gatewayId(),
    ...(errorType && { 'x-amzn-ErrorType': errorType }),
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...(status !== 204 && { 'Content-Length': Buffer.byteLength(text) }),
  });
  response.end(text);
};
