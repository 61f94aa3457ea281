import { limits } from '@parley/protocol';
import { functionSpecs } from '../function-specs';
import type { Measured } from './measured';
import { dollarsFor, type PriceName } from './price-table';
import { type Asked, askedInMonth } from './usage';
import { type Habits, habits as usual, type Workload } from './workload';

/** A line of a bill: so many units of something, and what they cost in a month, in US dollars. */
export type Line = { service: string; what: PriceName; quantity: number; dollars: number };

/** What of a stage changes the price of being used. */
export type StageFacts = {
  hasFirewall: boolean;
  hasThreatProtection: boolean;
  /** Of all invocations, how many leave a trace. */
  tracedShare: number;
  /** Other regions that have a copy of what people wrote. */
  replicas: number;
  /** Days for which a whole copy of each is kept. */
  backupDays: number;
};

/**
 * How long functions run, in ms: a model, for nothing has run on AWS. A call to DynamoDB takes 5 ms and they come one after
 * another; posts wait 12 ms together, and each takes 0.8 ms of the 0.58 cores that come with 1,024 MB (the SDK's client
 * makes some 2,200 a second on a whole core; measured on x86).
 */
const model = { startMs: 10, callMs: 5, postWaitMs: 12, postMs: 0.8 } as const;
export const runningMs = ({ calls, pushes }: { calls: number; pushes: number }): number =>
  model.startMs + model.callMs * calls + model.postWaitMs + model.postMs * (1 + pushes);

const GB = 1_000_000_000;
const sum = (of: readonly Asked[], value: (one: Asked) => number): number =>
  of.reduce((all, one) => all + one.times * value(one), 0);
const line = (service: string, what: PriceName, quantity: number): Line => ({
  ...{ service, what, quantity },
  dollars: dollarsFor(what, quantity),
});

/** Above this many, a share of a message's recipients goes through the queue. */
const { inlineMembers } = limits;

/** What a month of this workload costs beyond what is there anyway. Free tiers are left out, except that of Cognito. */
export const serverlessBill = (
  workload: Workload,
  measured: Measured,
  facts: StageFacts,
  habits: Habits = usual,
): Line[] => {
  const { people, messagesPerDay, members, hours, days } = workload;
  const asked = askedInMonth(workload, measured, habits);
  const overSocket = asked.filter(({ door, request }) => door === 'socket' && request !== '$disconnect');
  const overHttp = asked.filter(({ door }) => door === 'http');
  const frames = sum(overSocket, ({ pushes }) => 2 + pushes); // what is asked, the reply, what others are pushed
  const httpRequests = sum(overHttp, () => 1);
  const connections = sum(
    asked.filter(({ request }) => request === '$disconnect'),
    () => 1,
  );
  const messages = messagesPerDay * days;
  const queued = messages * (members > inlineMembers ? Math.ceil(members / inlineMembers) - 1 : 0);

  const tokens = (people * days * hours * 60) / habits.renewMinutes; // the pool asks before it makes each, which is one read
  const invocations = sum(asked, () => 1) + 2 * connections + queued + tokens; // for each connection, `authorize` and `connect`
  const gigabytes = functionSpecs.message.memoryMb / 1_024;
  const gbSeconds =
    (gigabytes *
      (sum(asked, runningMs) +
        queued * runningMs({ calls: 4, pushes: inlineMembers }) +
        tokens * (model.startMs + model.callMs))) /
    1_000;

  const pageRequests = people * days * habits.pageLoads * habits.filesOfPageLoad + people * habits.releases * 30;
  const edgeRequests = pageRequests + httpRequests + connections;
  const sentGb = (frames * habits.frameBytes) / GB + people * habits.releases * habits.appGigabytes;
  const storedGb = (messages * habits.monthsKept * habits.messageBytes) / GB;
  const writes = sum(asked, ({ writes: each }) => each);
  const loggedGb = ((invocations + httpRequests + sum(overSocket, () => 1)) * habits.logBytes) / GB;

  return [
    line('API Gateway', 'socketMessages', frames),
    line('API Gateway', 'socketMinutes', people * days * hours * 60),
    line('API Gateway', 'httpRequests', httpRequests),
    line('Lambda', 'invocations', invocations),
    line('Lambda', 'lambdaGbSeconds', gbSeconds),
    line('DynamoDB', 'writes', writes),
    line('DynamoDB', 'replicatedWrites', writes * facts.replicas), // those of connections, too, which stay: a little more than will be
    line('DynamoDB', 'reads', sum(asked, ({ reads }) => reads) + tokens),
    line('DynamoDB', 'tableStorage', storedGb * (1 + facts.replicas)),
    line('DynamoDB', 'tableRecovery', storedGb),
    line('AWS Backup', 'backups', storedGb * facts.backupDays),
    line('SQS', 'fifoRequests', 3 * queued), // sent, received, deleted
    line('CloudFront', 'edgeRequests', edgeRequests),
    line('CloudFront', 'edgeGigabytes', sentGb),
    line('CloudFront', 'edgeFunctions', pageRequests),
    line('Cognito', ...signedIn(people, facts)),
    line('CloudWatch', 'logGigabytes', loggedGb),
    line('CloudWatch', 'customMetrics', invocations > 0 ? habits.ownMetrics : 0),
    line('X-Ray', 'traces', invocations * facts.tracedShare),
    line('WAF', 'firewallRequests', facts.hasFirewall ? edgeRequests : 0),
  ].filter(({ quantity }) => quantity > 0);
};

const signedIn = (people: number, { hasThreatProtection }: StageFacts): [PriceName, number] =>
  hasThreatProtection ? ['signedInProtected', people] : ['signedIn', Math.max(0, people - 10_000)];

/** Dollars of all lines, without the trillionths that adding tenths makes of them. */
export const total = (lines: readonly { dollars: number }[]): number =>
  Math.round(lines.reduce((all, { dollars }) => all + dollars, 0) * 1e12) / 1e12;
