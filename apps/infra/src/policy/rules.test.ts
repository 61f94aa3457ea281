import { describe, expect, it } from 'vitest';
import { type RuleName, violationsOf } from './rules';
import { Template } from './template';

const found = (resource: object, region = 'us-east-1'): RuleName[] =>
  violationsOf(Template.parse({ Resources: { It: resource } }), region).map(({ rule }) => rule);

const policy = (statement: object, type = 'AWS::IAM::Policy') => ({
  Type: type,
  Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } },
});

describe('a web ACL', () => {
  const acl = (Scope: string) => ({ Type: 'AWS::WAFv2::WebACL', Properties: { Scope } });

  it("of CloudFront's stands in us-east-1 alone", () => {
    expect(found(acl('CLOUDFRONT'), 'us-east-1')).toEqual([]);
    expect(found(acl('CLOUDFRONT'), 'eu-central-1')).toEqual(['firewall-of-cloudfront-elsewhere']);
    expect(found(acl('REGIONAL'), 'eu-central-1')).toEqual([]);
  });

  it("of CloudFront's does not stand where nobody knows the region", () => {
    expect(violationsOf(Template.parse({ Resources: { It: acl('CLOUDFRONT') } }), undefined)).toHaveLength(1);
  });
});

describe('a bucket', () => {
  const all = {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  };
  const bucket = (PublicAccessBlockConfiguration?: object) => ({
    Type: 'AWS::S3::Bucket',
    Properties: { PublicAccessBlockConfiguration },
  });

  it('blocks public access in all four ways', () => {
    expect(found(bucket(all))).toEqual([]);
    expect(found(bucket())).toEqual(['public-bucket']);
    expect(found({ Type: 'AWS::S3::Bucket' })).toEqual(['public-bucket']);
  });

  it.each(Object.keys(all))('is found where it leaves out %s', (way) => {
    expect(found(bucket({ ...all, [way]: false }))).toEqual(['public-bucket']);
  });
});

describe('a policy', () => {
  const plain = { Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } };

  it('allows named things on named resources', () => {
    expect(found(policy(plain))).toEqual([]);
  });

  it.each([
    ['of a service', { ...plain, Action: 'sqs:*' }],
    ['of everything', { ...plain, Action: ['sqs:SendMessage', '*'] }],
    ['of resources', { ...plain, Resource: '*' }],
    ['within a resource', { ...plain, Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Web', 'Arn'] }, '/*']] } }],
  ])('allows no * %s', (_, statement) => {
    expect(found(policy(statement))).toEqual(['wildcard']);
  });

  it('is found wherever in a resource it stands, and may deny what it likes', () => {
    const wild = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'x' }] };
    expect(found({ Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: wild }] } })).toEqual([
      'wildcard',
    ]);
    expect(found(policy({ Effect: 'Deny', Action: '*', Resource: '*', Principal: '*' }))).toEqual([]);
  });

  it.each(['*', { AWS: '*' }, { AWS: ['*'] }])('allows nothing to everybody: %j', (Principal) => {
    expect(found(policy({ ...plain, Principal }, 'AWS::SQS::QueuePolicy'))).toEqual(['public-principal']);
  });

  it('keeps an accepted * to the resource that it was accepted on', () => {
    const traces = policy({ Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' });
    const named = (id: string) =>
      violationsOf(Template.parse({ Resources: { [id]: traces } }), 'us-east-1').map(({ rule }) => rule);
    expect(named('messageRoleDefaultPolicy5495AA48')).toEqual([]);
    expect(named('AnotherPolicy')).toEqual(['wildcard']);
  });
});
