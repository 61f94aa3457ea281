export { startDynamodb, type Dynamodb, type DynamodbOptions } from './dynamodb/start-dynamodb';
export { cognito, type Cognito, type CognitoOptions } from './cognito/cognito';
export { type HostedUiOptions, type IdentityProvider } from './cognito/hosted-ui/options';
export { google, type Google } from './google/google';
export { type GoogleOptions } from './google/options';
export { type GoogleAccount } from './google/accounts';
export { type Mailbox } from './cognito/mailbox';
export { type Mail } from './cognito/state';
export { lambdaRunner, type LambdaRunner, type LambdaRunnerOptions } from './lambda-runner/lambda-runner';
export { LambdaError, type LambdaFailure } from './lambda-runner/lambda-error';
export { type LambdaFunction } from './lambda-runner/lambda-function';
export { type Clock, systemClock } from './clock';
export { promiseWithResolvers } from './promise-with-resolvers';
export { type Credentials, type SignatureCheck, type SignedRequest, verifySignature } from './sigv4';
export { awsLimits, type Limits, type Route, type WebsocketApiOptions } from './websocket-api/options';
export { websocketApi, type WebsocketApi } from './websocket-api/websocket-api';
export { httpApi, type HttpApi, type HttpApiOptions } from './http-api/http-api';
export { type Cors } from './http-api/cors';
export { type Jwks, type JwtConfiguration } from './http-api/jwt';
export { type Route as HttpRoute } from './http-api/routes';
export { type AccountBucket, accountBucket, endlessBucket } from './faults/account-bucket';
export {
  type ConnectionFaultId,
  connectionFaults,
  type Fault,
  type FaultId,
  faultIds,
  faultTable,
} from './faults/fault-table';
export { type FaultRates, FaultRatesInput, parseFaultRates, usualRates } from './faults/fault-rates';
export {
  createFaults,
  FaultRangesInput,
  type Faults,
  FaultSchedule,
  type FaultScheduleInput,
  type FaultSource,
  noFaults,
} from './faults/faults';
export { quickTimers } from './faults/quick-timers';
export { sqs, type Sqs, type SqsOptions } from './sqs/sqs';
export { type QueueSettings } from './sqs/settings';
export { eventSourceMapping, type EventSourceMappingOptions } from './sqs/event-source-mapping';
export { firewall, type Firewall } from './faults/firewall';
export { faultyDynamodb, type FaultyDynamodb } from './dynamodb/faulty-dynamodb';
export { type Match, type Pattern } from './streams/filter';
export { streamEventSource, type StreamEventSourceOptions } from './streams/stream-event-source';
