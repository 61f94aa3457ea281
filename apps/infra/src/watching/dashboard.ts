import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { socketStage } from '../realtime';
import { metricsOf } from '../metrics';
import { functionSpecs, type FunctionName } from '../function-specs';
import type { Watched } from './symptoms';

const graph = (title: string, ...left: IMetric[]): IWidget => new GraphWidget({ title, left, width: 8 });

/** A stage at a glance: how people fare, what goes wrong, and what costs. */
export const dashboard = (scope: Construct, { watched, alarms }: { watched: Watched; alarms: Alarm[] }): Dashboard => {
  const { stage, httpApiId, socketApiId, chatTable, connectionsTable, waiting, dead } = watched;
  const { own, failures, lambda, api, capacity, throttledCalls, throttledRows } = metricsOf(stage);
  const names = Object.keys(functionSpecs) as FunctionName[];
  const latency = (statistic: string) => own('DeliveryLatency', { statistic, label: statistic });
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: `parley-${stage}`,
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24 })],
      [
        graph('Messages accepted', own('MessagesAccepted')),
        graph('Frames delivered', own('FramesSent')),
        graph('Delivery latency, ms', latency('p50'), latency('p95'), latency('p99')),
      ],
      [
        graph('Frames not delivered', own('FramesGone'), own('FramesSlow'), own('FramesFailed')),
        graph('Refused', own('HandshakesRefused'), own('DoorsClosed'), own('SignUpsRefused'), own('SignInsRefused')),
        graph('Deliveries in the queue', waiting.oldest, dead.visible),
      ],
      [
        graph(
          'Errors',
          api('5xx', httpApiId, '$default'),
          ...names.map((name) => lambda('Errors', name, { label: name })),
        ),
        graph('Failures that functions reported', ...reporting.map(failures)),
        graph(
          'Throttles',
          throttledCalls(),
          ...[chatTable, connectionsTable].flatMap((table) => [
            throttledRows('ReadThrottleEvents', table),
            throttledRows('WriteThrottleEvents', table),
          ]),
        ),
      ],
      [
        graph('Cost: frames and connections', api('MessageCount', socketApiId, socketStage), own('FramesSent')),
        graph('Cost: requests over HTTP', api('Count', httpApiId, '$default')),
        graph(
          'Cost: capacity units',
          ...[chatTable, connectionsTable].flatMap((table) => [
            capacity('ConsumedReadCapacityUnits', table),
            capacity('ConsumedWriteCapacityUnits', table),
          ]),
        ),
      ],
    ],
  });
};

/** The functions that report what goes wrong in them: they serve the core. */
const reporting = [
  'message',
  'request',
  'look-at-invitation',
  'register-person',
  'admit-sign-up',
  'limit-sign-in',
  'issue-token',
  'deliver',
  'close-connections',
  'finish-removals',
] as const satisfies FunctionName[];
