import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { FrameSender, Measure, Sent } from '@parley/core';

/**
 * What is counted, as CloudWatch's embedded metrics: lines of the log, so no call is made. The namespace, one for a
 * stage, comes from POWERTOOLS_METRICS_NAMESPACE. CloudWatch bills each metric with each set of dimensions; these have
 * one, `service` = `parley` whichever function counts, so that a percentile is that of the whole.
 */
const whole = new Metrics({ serviceName: 'parley' });
/** The same for what each function counts by itself: `service` is its name, from POWERTOOLS_SERVICE_NAME. */
const each = new Metrics();

/**
 * HandshakesRefused: answered 401. SignUpsRefused and SignInsRefused: by a trigger of the pool. For Lambda these are errors like
 * any other. DoorsClosed: answered 403 at either door, for not having come through CloudFront or from our page; for Lambda a
 * call like any other.
 */
type Counted =
  | 'MessagesAccepted'
  | 'FramesSent'
  | 'FramesGone'
  | 'FramesSlow'
  | 'FramesFailed'
  | 'HandshakesRefused'
  | 'DoorsClosed'
  | 'SignUpsRefused'
  | 'SignInsRefused';

// Summed up here: a frame to 500 people is one number of a line, not 500.
const counts = new Map<Counted, number>();
let failures = 0;
// Of the entries that this invocation was about: what follows a message from its author's device to every hand-over.
const keys = new Set<string>();

/** Counts something that happened in this invocation. */
export const count = (what: Counted, more = 1): void => void counts.set(what, (counts.get(what) ?? 0) + more);
/** Failures: something went wrong on our side, in this function. */
export const countFailure = (): void => void (failures += 1);

/**
 * The core's numbers: MessagesAccepted, and DeliveryLatency in milliseconds. The keys of what they are about stand in the
 * same line, as `keys`, to be searched for; they are no dimension, which would cost a metric each.
 */
export const measure: Measure = (what, value, key) => {
  keys.add(key);
  if (what === 'messageAccepted') count('MessagesAccepted', value);
  else whole.addMetric('DeliveryLatency', MetricUnit.Milliseconds, value);
};

const became: Record<Sent, Counted> = {
  sent: 'FramesSent',
  gone: 'FramesGone',
  slow: 'FramesSlow',
  failed: 'FramesFailed',
};

/** The sender, with what became of each frame counted. */
export const counted = ({ send, ...others }: FrameSender): FrameSender => ({
  ...others,
  send: async (connectionId, text) => {
    const sent = await send(connectionId, text);
    count(became[sent]);
    return sent;
  },
});

/** The handler, which writes what it counted once it is through, however it ends. */
export const measured =
  <E, R>(handler: (event: E) => Promise<R>) =>
  async (event: E): Promise<R> => {
    try {
      return await handler(event);
    } finally {
      publish();
    }
  };

const publish = (): void => {
  for (const [what, times] of counts) whole.addMetric(what, MetricUnit.Count, times);
  if (failures > 0) each.addMetric('Failures', MetricUnit.Count, failures);
  if (keys.size > 0) whole.addMetadata('keys', [...keys].join(' '));
  counts.clear();
  keys.clear();
  failures = 0;
  for (const metrics of [whole, each]) if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
};
