import {
  ApiGatewayManagementApiClient,
  type ApiGatewayManagementApiClientConfig,
  DeleteConnectionCommand,
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

/** Posts frames to connections of an API Gateway WebSocket API, and closes them. What becomes of that is an answer, never an exception. */
export const frameSender = (options: FrameSenderOptions): FrameSender => {
  const { deadlineMs = 2_000, report, client = managementClient(options) } = options;

  /** Makes a call, within the deadline; what became of it. */
  const call = async (
    connectionId: string,
    what: string,
    send: (abortSignal: AbortSignal) => Promise<unknown>,
  ): Promise<Sent> => {
    // requestTimeout is no deadline (F33): a connection that never answers would hold its sender.
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), deadlineMs);
    try {
      await send(deadline.signal).catch((error: unknown) => {
        if (!socketWasStale(error)) throw error;
        return send(deadline.signal);
      });
      return 'sent';
    } catch (error) {
      const became = whatBecameOf(error);
      const reason = deadline.signal.aborted ? `no answer within ${deadlineMs} ms` : (codeOf(error) ?? nameOf(error));
      if (became === 'failed') report(what, { connectionId, status: statusOf(error), reason });
      return became;
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    send: (ConnectionId, Data) =>
      call(ConnectionId, 'A frame could not be sent.', (abortSignal) =>
        client.send(new PostToConnectionCommand({ ConnectionId, Data }), { abortSignal }),
      ),
    close: async (ConnectionId) => {
      const became = await call(ConnectionId, 'A connection could not be closed.', (abortSignal) =>
        client.send(new DeleteConnectionCommand({ ConnectionId }), { abortSignal }),
      );
      return became === 'sent' || became === 'gone' ? 'closed' : 'failed';
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
