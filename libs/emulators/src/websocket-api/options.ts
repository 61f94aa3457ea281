import { type Clock } from '../clock';
import { type AccountBucket } from '../faults/account-bucket';
import { type FaultSource } from '../faults/faults';
import { type Credentials } from '../sigv4';

/** The limits of API Gateway's WebSocket APIs; sizes in bytes, times in milliseconds. */
export type Limits = {
  /** Payload of one frame; a larger one closes the connection with 1009. */
  frameBytes: number;
  /** A whole message, inbound (1009) or posted through @connections (413). */
  messageBytes: number;
  /** Time without a frame from the client until the connection is closed. */
  idleMs: number;
  /** Age at which a connection is closed, however busy it is. */
  durationMs: number;
  /** Time a Lambda integration or authorizer has to answer. */
  integrationMs: number;
  /** Path and query of the handshake, in characters. */
  urlChars: number;
  /** The authorizer's whole result, as JSON. */
  authorizerBytes: number;
  /** What may wait for a client that does not read; posts beyond it answer 429. */
  clientBufferBytes: number;
};

/** AWS's published quotas. How much it buffers for a client that does not read is not published; 1 MB is our choice. */
export const awsLimits: Limits = {
  frameBytes: 32 * 1024,
  messageBytes: 128 * 1024,
  idleMs: 10 * 60_000,
  durationMs: 2 * 60 * 60_000,
  integrationMs: 29_000,
  urlChars: 4096,
  authorizerBytes: 8 * 1024,
  clientBufferBytes: 1024 * 1024,
};

/** The function a route runs. With `returnResponse`, the body it returns is sent to the client as a frame. */
export type Route = string | { function: string; returnResponse: boolean };

export type WebsocketApiOptions = {
  apiId: string;
  /** The handshake's path is `/{stage}`, the management API's `/{stage}/@connections/{connectionId}`. */
  stage: string;
  region: string;
  accountId: string;
  /**
   * Runs a Lambda function to its end and gives what its handler returned. Rejects with the handler's error, whose
   * `errorMessage` or `message` is the handler's own. Errors end here as a status or an error frame, as on AWS, so
   * this is also the place to log them.
   */
  invoke: (functionName: string, event: unknown) => Promise<unknown>;
  /** A Lambda REQUEST authorizer on `$connect`, the only place where AWS has one. */
  authorizer?: {
    function: string;
    /** `route.request.header.<name>` or `route.request.querystring.<name>`; one that is missing answers 401. */
    identitySource: string[];
  };
  routes: { $connect?: Route; $disconnect?: Route; $default?: Route; [routeKey: string]: Route | undefined };
  /** `type` stands for the route selection expression `$request.body.type`. */
  routeSelectionKey: string;
  /** What calls of the management API must be signed with. */
  credentials: Credentials;
  clock?: Clock;
  limits?: Partial<Limits>;
  /** What goes wrong on purpose. Default: nothing. */
  faults?: FaultSource;
  /** What all APIs of the account may be asked together (F34). Default: as often as anybody likes. */
  bucket?: AccountBucket;
};

/** The options with everything filled in. */
export type Api = Omit<WebsocketApiOptions, 'clock' | 'limits' | 'faults' | 'bucket'> & {
  clock: Clock;
  limits: Limits;
  faults: FaultSource;
  bucket: AccountBucket;
};
