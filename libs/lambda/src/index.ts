export { chatProtocol } from '@parley/auth';
export { compose, type Composed } from './compose';
export { AuthConfig, CoreConfig, OriginConfig, readConfig } from './config';
export { closeBatch, StreamEvent } from './close-batch';
export { deliverBatch, SqsEvent, type BatchResponse } from './deliver-batch';
export { handshake, originGuard } from './handshake';
export { HttpEvent, httpCallerOf, json, textOf, type HttpResponse } from './http-event';
export { logger, report } from './telemetry';
export { callerOf, WebSocketEvent } from './websocket-event';
