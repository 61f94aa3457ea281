import { LambdaError } from '../lambda-runner/lambda-error';
import { randomBytes } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { systemClock, type Clock } from '../clock';
import { type AccountBucket, endlessBucket } from '../faults/account-bucket';
import { type FaultSource, noFaults } from '../faults/faults';
import { answerOf, jsonAnswer, type Answer } from './answer';
import { preflightAnswer, withCors, type Cors } from './cors';
import { httpEventOf, httpRequestOf, type Api, type HttpRequest } from './http-event';
import { type JwtConfiguration } from './jwt';
import { authorize } from './jwt-authorizer';
import { readBody } from './read-body';
import { routeTable, type Route } from './routes';
import { promiseWithResolvers } from '../promise-with-resolvers';

/** API Gateway's quotas for HTTP APIs: 10 MB of payload, 30 s for an integration. */
const quotas = { payloadBytes: 10 * 1024 * 1024, integrationTimeoutMs: 30_000 };

export interface HttpApiOptions extends Api {
  /** Runs a function by name, as Lambda would. */
  invoke: (functionName: string, event: unknown) => Promise<unknown>;
  routes: Route[];
  /** Needed as soon as a route says `jwt`. */
  jwt?: JwtConfiguration;
  cors?: Cors;
  clock?: Clock;
  limits?: Partial<typeof quotas>;
  /** Told what stands behind a 500, which the caller is not. */
  onError?: (error: unknown) => void;
  /** What goes wrong on purpose. Default: nothing. */
  faults?: FaultSource;
  /** What all APIs of the account may be asked together (F34). Default: as often as anybody likes. */
  bucket?: AccountBucket;
}

export interface HttpApi {
  /** Answers one request, as a listener of a Node server. Never rejects. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
}

/** An API Gateway HTTP API with its `$default` stage. Throws on routes that cannot be. */
export const httpApi = (options: HttpApiOptions): HttpApi => {
  const { cors, jwt, invoke, routes, clock = systemClock, onError = () => {} } = options;
  const { faults = noFaults, bucket = endlessBucket } = options;
  const limits = { ...quotas, ...options.limits };
  const findRoute = routeTable(routes);
  const unguarded = routes.find(({ authorizer }) => authorizer === 'jwt' && !jwt);
  if (unguarded) throw new Error(`Route "${unguarded.routeKey}" asks for a JWT, but the API has no jwt configuration`);

  const answerTo = async (req: IncomingMessage, request: HttpRequest, requestId: string): Promise<Answer> => {
    const match = findRoute(request.method, request.path);
    if (!bucket.take()) return jsonAnswer(429, 'Too Many Requests');
    if (!match) return jsonAnswer(404, 'Not Found');
    const timeEpoch = clock.now();
    const guarded = jwt && match.route.authorizer === 'jwt';
    const admitted = guarded ? await authorize(request.headers.authorization, match.route, jwt, timeEpoch) : anybody;
    if ('answer' in admitted) return admitted.answer;
    const body = await readBody(req, limits.payloadBytes);
    if (!body) return jsonAnswer(413, 'Request Entity Too Large');

    const { apiId, region, accountId } = options;
    const event = httpEventOf(request, match, { apiId, region, accountId, ...admitted, requestId, timeEpoch, body });
    const tooLate = promiseWithResolvers<Answer>();
    const stopTimer = clock.after(limits.integrationTimeoutMs, () =>
      tooLate.resolve(jsonAnswer(503, 'Service Unavailable')),
    );
    try {
      if (faults.strikes('F19')) return jsonAnswer(500, 'Internal Server Error');
      if (faults.strikes('F21')) return await tooLate.promise;
      return await Promise.race([invoke(match.route.function, event).then(answerOf), tooLate.promise]);
    } finally {
      stopTimer();
    }
  };

  const answerOrFail = async (req: IncomingMessage, request: HttpRequest, requestId: string): Promise<Answer> => {
    try {
      return await answerTo(req, request, requestId);
    } catch (error) {
      if (isTooLargeForLambda(error)) return jsonAnswer(413, 'Request Entity Too Large');
      const callerLeft = req.errored !== null;
      if (!callerLeft) onError(error);
      return jsonAnswer(500, 'Internal Server Error');
    }
  };

  return {
    handle: async (req, res) => {
      const requestId = randomBytes(11).toString('base64');
      const request = httpRequestOf(req);
      if (!request) return send(res, requestId, jsonAnswer(400, 'Bad Request'));
      const preflight = cors && preflightAnswer(cors, request);
      const answer = preflight ?? (await answerOrFail(req, request, requestId));
      // What was done stays done; only the caller does not hear of it.
      if (!preflight && faults.strikes('lost-reply')) return void res.destroy();
      send(res, requestId, cors && !preflight ? withCors(cors, request, answer) : answer);
    },
  };
};

// The API takes 10 MB, and a function's event 6 MB with everything around the body.
const isTooLargeForLambda = (error: unknown): boolean =>
  error instanceof LambdaError && error.errorType === 'RequestEntityTooLargeException';

/** Who comes through a route without an authorizer. */
const anybody = { authorizer: undefined };

const send = (res: ServerResponse, requestId: string, { statusCode, headers, cookies, body }: Answer) => {
  if (res.destroyed || res.headersSent) return;
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  if (cookies.length > 0) res.setHeader('set-cookie', cookies);
  res.setHeader('apigw-requestid', requestId);
  const hasNoBody = statusCode === 204 || statusCode === 304;
  if (!hasNoBody) res.setHeader('content-length', body.length);
  res.writeHead(statusCode).end(body);
};
