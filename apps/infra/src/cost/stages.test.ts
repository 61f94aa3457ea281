import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stages } from '../stages';
import { templatesOfStage } from '../testing/templates';
import { estimate } from './estimate';
import { fixedLines } from './fixed-prices';
import { readMeasured } from './measured';
import { prices } from './price-table';
import { reportOf } from './report';
import { total } from './serverless-bill';
import { factsOf } from './stage-facts';
import { habits, type Workload } from './workload';

const workspace = join(import.meta.dirname, '../../../..');
const dev = () => templatesOfStage('dev');
const office: Workload = { people: 200, messagesPerDay: 20_000, members: 10, hours: 8, days: 22 };

describe('what is there anyway', () => {
  it('costs at most three dollars a month in a dev stage that nobody uses', () => {
    const cents = Math.round(total(fixedLines(dev())) * 100); // dimes do not add up to dollars in floating point
    expect(cents).toBeLessThanOrEqual(300);
  });

  it.each(stages)(
    'is known of every resource of $stage, and stays far below its budget',
    ({ stage, monthlyBudget }) => {
      expect(total(fixedLines(templatesOfStage(stage)))).toBeLessThan(monthlyBudget / 2);
    },
  );

  it('is, of alarms, what docs/well-architected.md says; the look from outside is told with its own', () => {
    const alarmsOf = (stage: string): string => {
      const alarms = fixedLines(templatesOfStage(stage)).filter(({ type }) => type === 'AWS::CloudWatch::Alarm');
      return `$${total(alarms.filter(({ name }) => !name.endsWith('-site-down'))).toFixed(2)}`;
    };
    const page = readFileSync(join(workspace, 'docs/well-architected.md'), 'utf8').replaceAll(/\s+/g, ' ');
    expect(page).toContain(`Costs: alarms ${alarmsOf('dev')} in dev and ${alarmsOf('prod')} in staging and prod,`);
    expect(alarmsOf('staging')).toBe(alarmsOf('prod'));
  });

  it('is named: alarms, keys, a firewall with its rules, and what runs by a schedule', () => {
    const Resources = {
      Late: { Type: 'AWS::CloudWatch::Alarm' },
      Odd: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: { Metrics: [{ MetricStat: {} }, { MetricStat: {} }, { Expression: 'a / b' }] },
      },
      Up: { Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: { Type: 'HTTPS' } } },
      Own: { Type: 'AWS::KMS::Key' },
      Wall: { Type: 'AWS::WAFv2::WebACL', Properties: { Rules: [{}, {}, {}] } },
      Look: { Type: 'AWS::Synthetics::Canary', Properties: { Schedule: { Expression: 'rate(5 minutes)' } } },
      Rows: { Type: 'AWS::DynamoDB::GlobalTable' },
    };
    const lines = fixedLines([{ Resources }]);
    expect(lines.map(({ name, what, quantity }) => [name, what, quantity])).toEqual([
      ['Late', 'alarms', 1],
      ['Odd', 'alarms', 2],
      ['Up', 'healthChecks', 1],
      ['Up', 'healthCheckFeatures', 1],
      ['Own', 'keys', 1],
      ['Wall', 'firewalls', 1],
      ['Wall', 'firewallRules', 3],
      ['Look', 'canaryRuns', 8_760],
    ]);
    expect(total(lines)).toBeCloseTo(0.3 + 1.5 + 1 + 5 + 3 + 8_760 * 0.0012, 6);
  });

  it('stops at what nobody has looked at, and at a canary whose schedule cannot be read', () => {
    expect(() => fixedLines([{ Resources: { Big: { Type: 'AWS::RDS::DBInstance' } } }])).toThrow(
      'What does AWS::RDS::DBInstance cost while nobody uses it?',
    );
    const canary = { Type: 'AWS::Synthetics::Canary', Properties: { Schedule: { Expression: 'cron(0 * * * ? *)' } } };
    expect(() => fixedLines([{ Resources: { Look: canary } }])).toThrow('cron(0 * * * ? *)');
  });

  it('tells what makes use dearer', () => {
    const Resources = {
      Wall: { Type: 'AWS::WAFv2::WebACL' },
      Pool: { Type: 'AWS::Cognito::UserPool', Properties: { UserPoolTier: 'PLUS' } },
      Rows: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { Replicas: [{}, {}] } },
      Kept: {
        Type: 'AWS::Backup::BackupPlan',
        Properties: { BackupPlan: { BackupPlanRule: [{ Lifecycle: { DeleteAfterDays: 35 } }] } },
      },
      Traced: { Type: 'AWS::Lambda::Function', Properties: { TracingConfig: { Mode: 'Active' } } },
    };
    const none = { hasFirewall: false, hasThreatProtection: false, tracedShare: 0, replicas: 0, backupDays: 0 };
    const all = { hasFirewall: true, hasThreatProtection: true, tracedShare: 0.05, replicas: 1, backupDays: 35 };
    expect(factsOf([{ Resources }])).toEqual(all);
    expect(factsOf([{}])).toEqual(none);
  });
});

describe('what a request consumes', () => {
  const measured = readMeasured();

  it('was measured: a message is a write unit, and a push and a read for each member', () => {
    const [five, twenty] = [5, 20].map((people) => measured.inConversationOf(people, 'messages.send'));
    expect(five).toMatchObject({ writes: 1 });
    expect((twenty?.pushes ?? 0) - (five?.pushes ?? 0)).toBeCloseTo(15, 5);
    expect((twenty?.reads ?? 0) - (five?.reads ?? 0)).toBeCloseTo(15, 5);
  });

  it('is a line between two sizes, and another one where receipts are kept no more', () => {
    const at = (people: number) => measured.inConversationOf(people, 'messages.send').pushes;
    expect(at(10)).toBeCloseTo((at(5) + at(15)) / 2, 6);
    expect(at(1_000) - at(999)).toBeCloseTo(1, 5);
    const read = (people: number) => measured.inConversationOf(people, 'delivery.read');
    expect(read(1_000).writes).toBeLessThan(read(20).writes);
  });

  it('says how to measure what was not', () => {
    expect(() => measured.one('messages.shout')).toThrow('messages.shout was not measured. Run: npm run capacity');
  });
});

it("takes the intervals from the client's own code", () => {
  const source = (path: string) => readFileSync(join(workspace, path), 'utf8');
  expect(source('libs/core/src/connections/open-connection.ts')).toContain(
    `const pingMs = ${habits.pingMinutes} * 60_000;`,
  );
  const looks = `const everyMs = ${habits.presenceMinutes * 60}_000;`;
  expect(source('apps/web/src/features/people/use-presence.ts')).toContain(looks);
  expect(source('libs/client/src/typing.ts')).toContain('export const tellEveryMs = 4_000;');
});

it('counts the metrics that functions make together', () => {
  const [, union = ''] =
    /type OwnMetric =([^;]+);/.exec(readFileSync(join(import.meta.dirname, '../metrics.ts'), 'utf8')) ?? [];
  expect(union.match(/'\w+'/g)).toHaveLength(habits.ownMetrics);
});

describe('an estimate', () => {
  const found = estimate('dev', dev(), office, readMeasured());

  it('adds up', () => {
    const { dollars, fixed, used } = found;
    expect(dollars.total).toBeCloseTo(total(fixed) + total(used), 9);
    expect(dollars.perPerson * office.people).toBeCloseTo(dollars.total, 9);
    for (const { what, quantity, dollars: cost } of [...fixed, ...used])
      expect(cost).toBeCloseTo((quantity / prices[what].per) * prices[what].dollars, 9);
  });

  it('meets the fleet and each seat price where it says', () => {
    const from = found.fleet.fromMessagesPerDay ?? 0;
    const there = estimate('dev', dev(), { ...office, messagesPerDay: from }, readMeasured());
    expect(there.dollars.total / there.fleet.dollars).toBeCloseTo(1, 2);
    for (const { dollars } of found.seats) expect(dollars).toBeGreaterThan(office.people * 3);
  });

  it('tells in words what it counted, with what, and what it left out', () => {
    const report = reportOf(found);
    expect(report).toContain('200 people, 20,000 messages a day');
    expect(report).toMatch(/API Gateway: [\d,]+ connection minutes +\$\d/);
    expect(report).toMatch(/Altogether +\$[\d,.]+/);
    expect(report).toContain(`npm run capacity, ${found.measuredOn}`);
    expect(report).toContain('Not in it: taxes');
    expect(report).not.toMatch(/NaN|Infinity|undefined|null/);
  });
});
