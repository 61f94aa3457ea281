import {
  awsLimits,
  type Cognito,
  type FaultSource,
  type HttpApi,
  httpApi,
  quickTimers,
  type WebsocketApi,
  websocketApi,
} from '@parley/emulators';
import type { Trouble } from './faults';
import { accountId, clientId, credentials, region, stage } from './deployment';

type Invoke = (name: string, event: unknown) => Promise<unknown>;

/** The WebSocket API: each of its routes runs one function. Its limits pass `timeScale` times sooner. */
export const socketGateway = (invoke: Invoke, { timeScale, faults, bucket }: Trouble): WebsocketApi =>
  websocketApi({
    apiId: 'local',
    stage,
    region,
    accountId,
    invoke,
    authorizer: { function: 'authorize', identitySource: ['route.request.header.Sec-WebSocket-Protocol'] },
    routes: { $connect: 'connect', $disconnect: 'disconnect', $default: 'message' },
    routeSelectionKey: 'type',
    credentials,
    clock: quickTimers(timeScale),
    // A function is as fast as this machine, whatever the clock says.
    limits: { integrationMs: awsLimits.integrationMs * timeScale },
    faults: atTruePace(faults, timeScale),
    bucket,
  });

// Of all that a fault makes last, only the minutes of a late $disconnect pass as fast as the limits.
const atTruePace = (faults: FaultSource, timeScale: number): FaultSource => ({
  ...faults,
  drawn: (id) => faults.drawn(id) * (id === 'F25-late' ? 1 : timeScale),
});

/** The HTTP API: the documents for anybody, everything else for people with a token of the pool. */
export const httpGateway = (
  invoke: Invoke,
  pool: Pick<Cognito, 'issuer' | 'jwks'>,
  tell: (line: string) => void,
  { faults, bucket }: Trouble,
): HttpApi =>
  httpApi({
    apiId: 'local',
    region,
    accountId,
    invoke,
    routes: [
      { routeKey: 'ANY /api/{proxy+}', function: 'request', authorizer: 'jwt' },
      { routeKey: 'GET /api/openapi.json', function: 'documents', authorizer: 'none' },
      { routeKey: 'GET /api/asyncapi.json', function: 'documents', authorizer: 'none' },
      { routeKey: 'POST /api/invitations/look', function: 'look-at-invitation', authorizer: 'none' },
    ],
    jwt: { issuer: pool.issuer, audience: [clientId], jwks: () => pool.jwks() },
    faults,
    bucket,
    onError: (error) => tell(`http-api ${error instanceof Error ? error.stack : String(error)}`),
  });
