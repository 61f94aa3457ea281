import { expect, it } from 'vitest';
import { Template } from './template';
import { unlistedIn } from './wildcards';

const policy = (statement: object, type = 'AWS::IAM::Policy') => ({
  Type: type,
  Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } },
});
const found = (resource: object, id = 'It'): string[] =>
  unlistedIn(Template.parse({ Resources: { [id]: resource } })).map(({ actions, on }) => `${actions} on ${on}`);
const plain = { Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } };

it('allows named things on named resources', () => {
  expect(found(policy(plain))).toEqual([]);
});

it.each([
  ['of a service', { ...plain, Action: 'sqs:*' }, 'sqs:* on {Queue.Arn}'],
  ['of everything', { ...plain, Action: ['sqs:SendMessage', '*'] }, '*,sqs:SendMessage on {Queue.Arn}'],
  ['of resources', { ...plain, Resource: '*' }, 'sqs:SendMessage on *'],
  [
    'within a resource',
    { ...plain, Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Web', 'Arn'] }, '/*']] } },
    'sqs:SendMessage on {Web.Arn}/*',
  ],
])('allows no * %s', (_, statement, words) => {
  expect(found(policy(statement))).toEqual([words]);
});

it('is found wherever in a resource it stands, and may deny what it likes', () => {
  const wild = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'x' }] };
  expect(found({ Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: wild }] } })).toEqual([
    's3:* on x',
  ]);
  expect(found(policy({ Effect: 'Deny', Action: '*', Resource: '*', Principal: '*' }))).toEqual([]);
});

it('keeps an accepted * to the resource that it was accepted on', () => {
  const traces = policy({ Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' });
  expect(found(traces, 'messageRoleDefaultPolicy5495AA48')).toEqual([]);
  expect(found(traces, 'AnotherPolicy')).toHaveLength(1);
});
