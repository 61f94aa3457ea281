import { App, CfnResource } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { expect, it } from 'vitest';
import { stageConfig } from './config';
import { ParleyStack } from './stack';
import { freshApp } from './testing/synthesize';

it("stops on what CloudFormation's own rules refuse", () => {
  const { app, stack } = freshApp('refused');
  new CfnResource(stack, 'Odd', { type: 'AWS::SQS::Queue', properties: { NoSuchProperty: 1 } });
  expect(() => app.synth()).toThrow('CloudFormation-Validate::');
});

it('stops on a finding that nobody has accepted', () => {
  const { app, stack } = freshApp('found');
  new CfnQueue(stack, 'Open');
  expect(() => app.synth()).toThrow('AwsSolutions-SQS4');
});

it('stops on what our Guard rules refuse, each stack in the region that it goes to', () => {
  const { app, stack } = freshApp('guarded', { ...stageConfig('dev'), region: 'eu-central-1' });
  new CfnBucket(stack, 'Shared');
  const off = { cloudWatchMetricsEnabled: false, metricName: 'none', sampledRequestsEnabled: false };
  new CfnWebACL(stack, 'Far', { scope: 'CLOUDFRONT', defaultAction: { allow: {} }, visibilityConfig: off });
  const refused = (() => {
    try {
      return String(app.synth());
    } catch (error) {
      return String(error);
    }
  })();
  expect(refused).toContain('A bucket must block public access in all four ways');
  expect(refused).toContain("A web ACL of CloudFront's must be in us-east-1.");
});

it('stops on a * that nobody has accepted', () => {
  const { app, stack } = freshApp('ruled');
  const statement = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:us-east-1:1:q-*' };
  new CfnPolicy(stack, 'Wide', { policyName: 'wide', policyDocument: { Statement: [statement] }, roles: ['somebody'] });
  expect(() => app.synth()).toThrow('is not in accepted-wildcards.ts');
});

it('stops where a function would be deployed without its bundle, and says how to build it', () => {
  const config = stageConfig('dev');
  expect(() => new ParleyStack(new App(), 'unbuilt', { config, bundles: '/nowhere' })).toThrow(
    /^\/nowhere\/background\/dist\/register-person\.mjs is missing\. Build it first: npx nx run @parley\/lambda-background:build$/,
  );
});
