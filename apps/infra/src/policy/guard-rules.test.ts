import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { afterAll, describe, expect, it } from 'vitest';
import { templateRules } from './guard-rules';

const folder = mkdtempSync(join(tmpdir(), 'parley-guard-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ours = ['public_bucket', 'firewall_of_cloudfront_elsewhere', 'wildcard_action', 'public_principal'];
const innocent = { Type: 'AWS::SNS::Topic' };

/** Which of our rules a template with this resource breaks, by the engine that the synth asks. */
const found = (It: object, Metadata: object = { Region: 'us-east-1' }): string[] => {
  const templatePath = join(folder, 'it.template.json');
  writeFileSync(templatePath, JSON.stringify({ Metadata, Resources: { It, Innocent: innocent } }));
  const stack = { templatePath, stackConstructPath: 'It', accountId: undefined, region: undefined };
  const { violations } = templateRules.validate({
    templatePaths: [templatePath],
    stackTemplates: [stack],
    appConstruct: new App({ outdir: folder }),
  });
  const broken = violations.filter(({ ruleName }) => ours.includes(ruleName));
  for (const { severity, violatingResources } of broken) {
    expect(severity).toBe('error');
    expect(violatingResources.map(({ resourceLogicalId }) => resourceLogicalId)).not.toContain('Innocent');
  }
  return [...new Set(broken.map(({ ruleName }) => ruleName))];
};

const documentOf = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const plain = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } };
const policy = (statement: object, type = 'AWS::IAM::Policy') => ({
  Type: type,
  Properties: { PolicyDocument: documentOf(plain, { ...plain, ...statement }) },
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
    expect(found(bucket())).toEqual(['public_bucket']);
    expect(found({ Type: 'AWS::S3::Bucket' })).toEqual(['public_bucket']);
  });

  it.each(Object.keys(all))('is found where it says no to %s, or nothing', (way) => {
    expect(found(bucket({ ...all, [way]: false }))).toEqual(['public_bucket']);
    expect(found(bucket({ ...all, [way]: undefined }))).toEqual(['public_bucket']);
  });
});

describe('a web ACL', () => {
  const acl = (Scope: string) => ({ Type: 'AWS::WAFv2::WebACL', Properties: { Scope } });

  it("of CloudFront's stands in us-east-1 alone", () => {
    expect(found(acl('CLOUDFRONT'))).toEqual([]);
    expect(found(acl('CLOUDFRONT'), { Region: 'eu-central-1' })).toEqual(['firewall_of_cloudfront_elsewhere']);
    expect(found(acl('REGIONAL'), { Region: 'eu-central-1' })).toEqual([]);
  });

  it.each([{}, { Region: { Ref: 'AWS::Region' } }])(
    "of CloudFront's does not stand where nobody knows: %j",
    (where) => {
      expect(found(acl('CLOUDFRONT'), where)).toEqual(['firewall_of_cloudfront_elsewhere']);
    },
  );
});

describe('a policy', () => {
  it('allows named things', () => {
    expect(found(policy({}))).toEqual([]);
    expect(found(policy({ Action: ['sqs:SendMessage', 'sqs:GetQueueUrl'] }))).toEqual([]);
  });

  it.each([
    ['every action of a service', 'sqs:*'],
    ['every action', '*'],
    ['some actions', 'sqs:Get*'],
    ['one among others', ['sqs:SendMessage', 'sqs:*']],
    ['one that is put together', { 'Fn::Join': ['', ['sqs:', '*']] }],
  ])('allows no * for %s', (_, Action) => {
    expect(found(policy({ Action }))).toEqual(['wildcard_action']);
  });

  it('says what it allows: not all but something, and not outside a list', () => {
    expect(found(policy({ Action: undefined, NotAction: 'iam:PassRole' }))).toEqual(['wildcard_action']);
    const lone = { ...documentOf(), Statement: { ...plain, Action: 'sqs:*' } };
    expect(found({ Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: lone } })).toEqual(['wildcard_action']);
  });

  it('may deny what it likes', () => {
    const nothing = { Effect: 'Deny', Action: '*', Resource: '*', Principal: '*' };
    expect(found(policy(nothing, 'AWS::S3::BucketPolicy'))).toEqual([]);
  });

  it('is found within a role, and as what may become one', () => {
    const inside = (Action: string) => ({
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: documentOf({
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'lambda.amazonaws.com' },
        }),
        Policies: [
          { PolicyName: 'first', PolicyDocument: documentOf(plain) },
          { PolicyName: 'second', PolicyDocument: documentOf({ ...plain, Action }) },
        ],
      },
    });
    expect(found(inside('sqs:SendMessage'))).toEqual([]);
    expect(found(inside('sqs:*'))).toEqual(['wildcard_action']);
    const trusted = (statement: object) => ({
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: documentOf({ Effect: 'Allow', ...statement }) },
    });
    const service = { Service: 'lambda.amazonaws.com' };
    expect(found(trusted({ Action: 'sts:*', Principal: service }))).toEqual(['wildcard_action']);
    expect(found(trusted({ Action: 'sts:AssumeRole', Principal: { AWS: '*' } }))).toEqual(['public_principal']);
  });

  it('leaves a key to its account, and to nobody besides', () => {
    const key = (statement: object) => ({
      Type: 'AWS::KMS::Key',
      Properties: { KeyPolicy: documentOf({ Effect: 'Allow', Resource: '*', ...statement }) },
    });
    const account = { AWS: { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':root']] } };
    expect(found(key({ Action: 'kms:*', Principal: account }))).toEqual([]);
    expect(found(key({ Action: ['kms:Decrypt', 'kms:Get*'], Principal: account }))).toEqual(['wildcard_action']);
    expect(found(key({ Action: '*', Principal: account }))).toEqual(['wildcard_action']);
    expect(found(key({ Action: 'kms:Decrypt', Principal: '*' }))).toEqual(['public_principal']);
  });

  it.each(['*', { AWS: '*' }, { AWS: ['*'] }, { AWS: ['arn:aws:iam::123456789012:root', '*'] }])(
    'allows nothing to everybody: %j',
    (Principal) => {
      expect(found(policy({ Principal }, 'AWS::SQS::QueuePolicy'))).toEqual(['public_principal']);
    },
  );

  it('allows nothing to all but some, and what it allows to whom it knows', () => {
    const queue = (statement: object) => found(policy(statement, 'AWS::SQS::QueuePolicy'));
    expect(queue({ NotPrincipal: { AWS: 'arn:aws:iam::123456789012:root' } })).toEqual(['public_principal']);
    expect(queue({ Principal: { Service: 'sns.amazonaws.com' } })).toEqual([]);
    expect(queue({ Principal: { AWS: ['arn:aws:iam::123456789012:root'] } })).toEqual([]);
  });
});
