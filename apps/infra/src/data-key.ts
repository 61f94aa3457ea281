import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** By what the key of a stage's data is known, in each region that has one. */
export const dataKeyAlias = (stage: string): string => `alias/parley-${stage}-chat`;

/** The key that what people wrote is encrypted with. Without it nobody can read that, so it stays when its stack goes. */
export const dataKey = (scope: Construct, id: string, stage: string): Key =>
  new Key(scope, id, {
    alias: dataKeyAlias(stage),
    description: `What people wrote in Parley, stage ${stage}`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
