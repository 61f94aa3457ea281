import {
  ApiGatewayManagementApiClient,
  type ApiGatewayManagementApiClientConfig,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { FrameSender, Report, Sent } from '@parley/core';
import { codeOf, nameOf, statusOf } from './post-error';

/** Posts under way at once, per process; measured: more gave nothing. */
const maxSockets = 128;

export type FrameSenderOptions = {
  /** The stage's management endpoint: `https://{api}.execute-api.{region}.amazonaws.com/{stage}`. */
  endpoint: string;
  region: string;
  credentials?: NonNullable<ApiGatewayManagementApiClientConfig['credentials']>;
  /** Milliseconds after which a post is given up, its wait for a socket included. */
  deadlineMs?: number;
  /** Told about every post that failed and is neither gone nor slow. */
  report: Report;
  /** A client made elsewhere, instead of one for this endpoint. */
  client?: ApiGatewayManagementApiClient;
};

const managementClient = ({ endpoint, region, credentials }: FrameSenderOptions) =>
  new ApiGatewayManagementApiClient({
    endpoint,
    region,
    ...(credentials && { credentials }),
    // The SDK's own retries would press on a connection whose buffer is full (F31, F32); the caller decides.
    maxAttempts: 1,
    requestHandler: { httpAgent: { maxSockets }, httpsAgent: { maxSockets } },
  });

/** Posts frames to connections of an API Gateway WebSocket API. What becomes of a post is an answer, never an exception. */
export const frameSender = (options: FrameSenderOptions): FrameSender => {
  const { deadlineMs = 2_000, report, client = managementClient(options) } = options;

  const post = async (connectionId: string, text: string, abortSignal: AbortSignal): Promise<void> => {
    await client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: text }), { abortSignal });
  };

  return {
    send: async (connectionId, text) => {
      // requestTimeout is no deadline (F33): a connection that never answers would hold its sender.
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(), deadlineMs);
      try {
        await post(connectionId, text, deadline.signal).catch((error: unknown) => {
          if (!socketWasStale(error)) throw error;
          return post(connectionId, text, deadline.signal);
        });
        return 'sent';
      } catch (error) {
        const what = whatBecameOf(error);
        const reason = deadline.signal.aborted ? `no answer within ${deadlineMs} ms` : (codeOf(error) ?? nameOf(error));
        if (what === 'failed') report('A frame could not be sent.', { connectionId, status: statusOf(error), reason });
        return what;
      } finally {
        clearTimeout(timer);
      }
    },
  };
};

// A process that slept finds its kept-alive sockets closed by the other side. Once more, on another one, cannot hurt:
// clients drop a frame that they know.
const socketWasStale = (error: unknown): boolean =>
  statusOf(error) === undefined && ['ECONNRESET', 'EPIPE'].includes(codeOf(error) ?? '');

const whatBecameOf = (error: unknown): Sent => {
  const status = statusOf(error);
  // Without a body the SDK calls it Unknown (F29): then the status tells.
  if (status === 410 || nameOf(error) === 'GoneException') return 'gone';
  return status === 429 ? 'slow' : 'failed';
};
