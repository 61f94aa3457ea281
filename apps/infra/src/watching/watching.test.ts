import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { stageConfig } from '../config';
import { functionSpecs } from '../function-specs';
import { configWith, toggles } from '../testing/configurations';
import { synthesizedAs, synthesizedOnce } from '../testing/synthesize';

type Alarm = {
  AlarmName: string;
  AlarmDescription: string;
  Threshold: number;
  EvaluationPeriods: number;
  TreatMissingData: string;
  AlarmActions: unknown[];
  OKActions: unknown[];
};

const repository = join(import.meta.dirname, '../../../..');
const runbooks = join(repository, 'docs/runbooks');
const { stacks } = synthesizedAs('everything', configWith(...toggles));
const own = synthesizedOnce();

const alarms: Record<string, Alarm> = Object.fromEntries(
  Object.values(stacks)
    .flatMap((template) => Object.values(template.findResources('AWS::CloudWatch::Alarm')))
    .map(({ Properties }) => [Properties.AlarmName.replace('parley-dev-', ''), Properties]),
);
const names = Object.keys(alarms);

describe.each(names)('the alarm %s', (name) => {
  it('has a page, which its mail names, and which knows from where on it sounds', () => {
    expect(alarms[name]?.AlarmDescription).toMatch(new RegExp(` What to do: docs/runbooks/${name}\\.md$`));
    const page = readFileSync(join(runbooks, `${name}.md`), 'utf8');
    expect(page).toMatch(new RegExp(`^# ${name}\\n`));
    for (const part of ['**People see**', '**It sounds**', '## Look', '## Do']) expect(page).toContain(part);
    const [, sounds = ''] = page.split('**It sounds**');
    expect(sounds.split('## Look')[0]?.match(/\d+/g)?.map(Number)).toContain(alarms[name]?.Threshold);
  });

  it('mails when it begins and when it is over', () => {
    expect(alarms[name]?.AlarmActions).toHaveLength(1);
    expect(alarms[name]?.OKActions).toEqual(alarms[name]?.AlarmActions);
  });
});

it('sounds at the first of what happens once: there is no second span of five minutes in which it would', () => {
  const atOne = Object.entries(alarms).filter(([name, { Threshold }]) => Threshold === 1 && name !== 'site-down');
  expect(atOne.map(([name]) => name).sort()).toEqual(['dead-deliveries', 'sign-up-errors']);
  for (const [name, { EvaluationPeriods }] of atOne) expect(EvaluationPeriods, name).toBe(1);
});

it('keeps no page of an alarm that there is not, and links to none that is missing', () => {
  const pages = readdirSync(runbooks);
  expect(pages.sort()).toEqual(names.map((name) => `${name}.md`).sort());
  for (const page of pages)
    for (const [, link = ''] of readFileSync(join(runbooks, page), 'utf8').matchAll(/\]\(([^)]+)\)/g))
      expect(existsSync(join(runbooks, link)), `${page} links to ${link}`).toBe(true);
});

it('takes silence for rest, but for the page, where it means that nobody answers', () => {
  const whenSilent = Object.entries(alarms).map(([name, { TreatMissingData }]) => [name, TreatMissingData]);
  expect(whenSilent.filter(([, meaning]) => meaning !== 'notBreaching')).toEqual([['site-down', 'breaching']]);
});

// An alarm takes silence for rest, so that one on a name which nobody counts is green for ever: each is provoked once.
it('is on the checklist of the first deployment with a way to provoke what it reads', () => {
  const checklist = readFileSync(join(repository, 'docs/first-deploy-checklist.md'), 'utf8');
  for (const name of names) expect(checklist, name).toMatch(new RegExp(`^ {2}- \\[ \\] \`${name}\`: \\S+`, 'm'));
});

/** A metric as a template names it, in an alarm or, as text, in a dashboard. */
type Named = { namespace: string; name: string; service: string };
const inAlarms = (): Named[] =>
  JSON.stringify(Object.values(own.template.findResources('AWS::CloudWatch::Alarm')))
    .split('{"Type":')
    .flatMap((alarm) => [...alarm.matchAll(/"Value":"([\w-]+)"\}\],"MetricName":"(\w+)","Namespace":"(parley-dev)"/g)])
    .map(([, service = '', name = '', namespace = '']) => ({ namespace, name, service }));
const inDashboards = (): Named[] => {
  const [dashboard] = Object.values(stacks['parley-dev']!.findResources('AWS::CloudWatch::Dashboard'));
  const found = JSON.stringify(dashboard).matchAll(/\\"(parley-dev)\\",\\"(\w+)\\",\\"service\\",\\"([\w-]+)\\"/g);
  return [...found].map(([, namespace = '', name = '', service = '']) => ({ namespace, name, service }));
};

describe('what functions count', () => {
  const bundles = Object.entries(functionSpecs).map(([name, { app }]) => ({
    name,
    source: readFileSync(join(repository, 'apps/lambda', app, 'dist', `${name}.mjs`), 'utf8'),
  }));
  const counts = (metric: string, service: string): boolean =>
    bundles.some(({ name, source }) => (service === 'parley' || service === name) && source.includes(`"${metric}"`));

  it('is in the bundles, whatever an alarm or the dashboard reads', () => {
    const read = [...inAlarms(), ...inDashboards()];
    expect(new Set(read.map(({ name }) => name))).toEqual(
      new Set([
        'MessagesAccepted',
        'DeliveryLatency',
        'FramesSent',
        'FramesGone',
        'FramesSlow',
        'FramesFailed',
        'HandshakesRefused',
        'DoorsClosed',
        'SignUpsRefused',
        'SignInsRefused',
        'Failures',
      ]),
    );
    expect(read.filter(({ name, service }) => !counts(name, service))).toEqual([]);
  });

  it('would not be found under another name', () => {
    expect(counts('FramesLost', 'parley')).toBe(false);
    expect(counts('Failures', 'connect')).toBe(false);
  });

  it('goes where the alarms look', () => {
    for (const { Properties } of Object.values(own.template.findResources('AWS::Lambda::Function'))) {
      const { POWERTOOLS_METRICS_NAMESPACE: namespace } = Properties.Environment?.Variables ?? {};
      expect([undefined, 'parley-dev']).toContain(namespace);
    }
  });
});

it('looks at functions, queues and APIs of its own stage', () => {
  const text = JSON.stringify(own.template.findResources('AWS::CloudWatch::Alarm'));
  const functions = [...text.matchAll(/"Name":"FunctionName","Value":"([^"]+)"/g)].map(([, name]) => name);
  expect(functions.length).toBeGreaterThan(0);
  for (const name of functions) own.template.hasResourceProperties('AWS::Lambda::Function', { FunctionName: name });
});

it('mails over TLS, to the address of the stage, for alarms of this account alone', () => {
  own.template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'owner@example.com' });
  own.template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        Match.objectLike({
          Action: 'sns:Publish',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }),
      ]),
    },
  });
});

it('draws a dashboard where the stage wants one, and nowhere else', () => {
  own.template.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  const text = JSON.stringify(stacks['parley-dev']!.findResources('AWS::CloudWatch::Dashboard'));
  for (const title of ['Messages accepted', 'Delivery latency, ms', 'Throttles', 'Errors', 'Cost: capacity units'])
    expect(text).toContain(title);
  for (const percentile of ['p50', 'p95', 'p99']) expect(text).toContain(percentile);
});

it('keeps every log for the days of the stage, and no longer', () => {
  const groups = Object.values(own.template.findResources('AWS::Logs::LogGroup'));
  expect(groups.length).toBe(Object.keys(functionSpecs).length + 2);
  for (const { Properties } of groups) expect(Properties.RetentionInDays).toBe(stageConfig('dev').logDays);
});

it('traces every function where the stage wants it', () => {
  const modes = (template: typeof own.template) =>
    new Set(
      Object.values(template.findResources('AWS::Lambda::Function')).map(
        ({ Properties }) => Properties.TracingConfig?.Mode,
      ),
    );
  expect(modes(own.template)).toEqual(new Set(['Active']));
  expect(modes(synthesizedAs('nothing', configWith()).template)).toEqual(new Set([undefined]));
});
