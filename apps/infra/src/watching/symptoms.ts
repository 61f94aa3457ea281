import {
  type IMetric,
  MathExpression,
  type CreateAlarmOptions,
  ComparisonOperator,
  type Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib';
import { metricsOf } from '../metrics';

/** What the alarms look at, besides the functions, whose names are known before they are. */
export type Watched = {
  stage: string;
  httpApiId: string;
  socketApiId: string;
  chatTable: string;
  connectionsTable: string;
  /** The queue of deliveries, and what was given up of it. */
  waiting: { oldest: Metric };
  dead: { visible: Metric };
};

/** What somebody notices, and from where on it is worth waking somebody. */
export type Symptom = {
  /** One sentence for whoever gets the mail: what people see. */
  says: string;
  metric: IMetric;
  threshold: number;
} & Partial<Pick<CreateAlarmOptions, 'evaluationPeriods' | 'comparisonOperator'>>;

const period = Duration.minutes(5);
const math = (expression: string, usingMetrics: Record<string, IMetric>): MathExpression =>
  new MathExpression({ expression, usingMetrics, period, label: 'what the alarm compares' });

// A handful in five minutes: one is bad luck, five are a cause. Retries and the other door carry people over one.
const aFew = 5;
const atLeast = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD;

/**
 * Every alarm of a stage by its name, which is also its runbook's: docs/runbooks/<name>.md. Each is a symptom that people
 * notice. A metric that nothing is counted of has no data, and nothing is wrong then.
 */
export const symptomsOf = (watched: Watched) => {
  const { stage, httpApiId, chatTable, connectionsTable, waiting, dead } = watched;
  const { own, failures, lambda, api, throttledCalls, throttledRows } = metricsOf(stage);
  return {
    // Every failure of this door is a 5xx: the function's own, its timeout, and a crash.
    'http-errors': {
      says: 'Requests over HTTP are answered with an error of ours: sending by the fallback, pages of history, settings.',
      metric: api('5xx', httpApiId, '$default'),
      threshold: aFew,
    },
    // What goes wrong in a frame is answered as a refusal and is no error for Lambda, so the function counts it.
    'socket-errors': {
      says: 'Frames are answered as failed, or connections cannot be opened: the page says that it is reconnecting.',
      metric: math('FILL(failures, 0) + FILL(message, 0) + FILL(connect, 0)', {
        failures: failures('message'),
        message: lambda('Errors', 'message'),
        connect: lambda('Errors', 'connect'),
      }),
      threshold: aFew,
    },
    // Whoever shows a bad token is refused by an error, which is as it should be: those are taken off.
    'authorizer-failures': {
      says: 'Nobody new gets a connection: the function that checks tokens fails.',
      metric: math('FILL(errors, 0) - FILL(refused, 0)', {
        errors: lambda('Errors', 'authorize'),
        refused: own('HandshakesRefused'),
      }),
      threshold: aFew,
    },
    // Expired tokens are some; many at once are a client that does not renew, a wrong pool, or somebody trying.
    'refused-handshakes': {
      says: 'Many connections are refused for their token: people are signed out, or somebody is trying tokens.',
      metric: own('HandshakesRefused'),
      threshold: 100,
    },
    // The page never comes so: it is a secret or an address that CloudFront and the doors do not agree on, or somebody who
    // looks for a way past the firewall. Both answer 403, which is no error anywhere.
    'closed-doors': {
      says: 'Requests are turned away for the way they came: the whole page cannot reach its server, or somebody goes past CloudFront.',
      metric: own('DoorsClosed'),
      threshold: aFew,
    },
    'sign-up-errors': {
      says: 'People cannot make an account, or have one and no profile.',
      metric: math('FILL(admit, 0) + FILL(register, 0) - FILL(refused, 0)', {
        admit: lambda('Errors', 'admit-sign-up'),
        register: lambda('Errors', 'register-person'),
        refused: own('SignUpsRefused'),
      }),
      threshold: 1, // a sign-up is rare, and comes once
      evaluationPeriods: 1,
    },
    // What cannot be read of ours lets people in as the pool knows them: the dashboard shows that, and nobody is woken.
    'sign-in-errors': {
      says: 'People cannot sign in, or lose their session within the hour.',
      metric: math('FILL(issue, 0) + FILL(limit, 0) - FILL(refused, 0)', {
        issue: lambda('Errors', 'issue-token'),
        limit: lambda('Errors', 'limit-sign-in'),
        refused: own('SignInsRefused'),
      }),
      threshold: aFew,
    },
    // The sender waits a second at the most (LOG-9), and the queue some 300 ms: more than this is a backlog.
    'delivery-latency': {
      says: 'One message in a hundred takes longer than a second and a half to reach people.',
      metric: own('DeliveryLatency', { statistic: 'p99' }),
      threshold: 1_500,
      evaluationPeriods: 3,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    },
    'failed-frames': {
      says: 'Frames do not reach connections that are open: people see messages minutes late, when their client asks.',
      metric: own('FramesFailed'),
      threshold: 50,
    },
    // Connections that break without a word are a few in a hundred; a surge is clients that fall off and come back.
    'gone-connections': {
      says: 'Every fifth frame meets a connection that is gone: many people are losing their connections.',
      metric: math(
        'IF(FILL(sent, 0) + FILL(gone, 0) > 500, 100 * FILL(gone, 0) / (FILL(sent, 0) + FILL(gone, 0)), 0)',
        {
          sent: own('FramesSent'),
          gone: own('FramesGone'),
        },
      ),
      threshold: 20, // percent
    },
    'late-deliveries': {
      says: 'Large and busy conversations are minutes behind: what the queue holds is not delivered.',
      metric: waiting.oldest,
      threshold: 120, // seconds
    },
    'dead-deliveries': {
      says: 'Deliveries were given up after five tries; people see those messages when their client asks.',
      metric: dead.visible,
      threshold: 1,
      evaluationPeriods: 1,
    },
    // A suspended person must receive nothing after 35 seconds; the status itself is checked at every request.
    'late-revocations': {
      says: 'Whoever was suspended or signed out keeps a connection: the function that closes them is behind.',
      metric: lambda('IteratorAge', 'close-connections', { statistic: 'Maximum' }),
      threshold: 35_000, // milliseconds
      evaluationPeriods: 1,
    },
    // Most are finished by the request that begins them; what is left comes again until it is done, for a day.
    'late-removals': {
      says: 'Whoever deleted their account is still named in their channels: the function that finishes removals is behind.',
      metric: lambda('IteratorAge', 'finish-removals', { statistic: 'Maximum' }),
      threshold: 900_000, // milliseconds
      evaluationPeriods: 1,
    },
    'table-throttles': {
      says: 'DynamoDB refuses reads or writes: requests are slow, then fail.',
      metric: math('FILL(cr, 0) + FILL(cw, 0) + FILL(nr, 0) + FILL(nw, 0)', {
        cr: throttledRows('ReadThrottleEvents', chatTable),
        cw: throttledRows('WriteThrottleEvents', chatTable),
        nr: throttledRows('ReadThrottleEvents', connectionsTable),
        nw: throttledRows('WriteThrottleEvents', connectionsTable),
      }),
      threshold: 50,
    },
    'function-throttles': {
      says: "Lambda refuses calls: the account's limit, or one of our own, is reached.",
      metric: throttledCalls(),
      threshold: 10,
    },
  } satisfies Record<string, Symptom>;
};

/** An alarm by its name. */
export type AlarmName = keyof ReturnType<typeof symptomsOf>;

/** Unless a symptom says otherwise: at least its threshold, twice five minutes in a row. */
export const usually = { evaluationPeriods: 2, comparisonOperator: atLeast };
