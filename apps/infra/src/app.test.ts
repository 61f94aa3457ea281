import { CfnResource } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { expect, it } from 'vitest';
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
