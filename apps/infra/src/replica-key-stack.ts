import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from './config';
import { dataKey } from './data-key';

/** The key of the replica's data, in the replica's region: a key knows one region only, and the table needs it to be there. */
export class ReplicaKeyStack extends Stack {
  constructor(scope: Construct, id: string, { stage }: StageConfig, region: string) {
    super(scope, id, { env: { region }, description: `Parley, stage ${stage}: the key of the replica` });
    dataKey(this, 'Key', stage);
  }
}
