import { Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { uuidOfStack } from './stack-uuid';

/**
 * A copy of a table every night, kept for 35 days in a vault of its own. Point-in-time recovery reaches as far back, but
 * goes with its table. Change `epoch` when one is restored.
 */
export const dailyBackups = (
  scope: Construct,
  { stage, table, encryptionKey }: { stage: string; table: TableV2; encryptionKey: IKey | undefined },
): void => {
  const backupVault = new BackupVault(scope, 'Vault', {
    // CloudFormation names no vault by itself, and its name is too short for all of the uuid.
    backupVaultName: `parley-${stage}-copies-${Fn.select(0, Fn.split('-', uuidOfStack(scope)))}`,
    removalPolicy: RemovalPolicy.RETAIN,
    ...(encryptionKey && { encryptionKey }),
  });
  const plan = new BackupPlan(scope, 'Backups', {
    backupVault,
    backupPlanRules: [
      new BackupPlanRule({
        ruleName: 'daily',
        scheduleExpression: Schedule.cron({ minute: '17', hour: '3' }), // UTC; minute 0 is everybody's
        deleteAfter: Duration.days(35),
      }),
    ],
  });
  plan.addSelection('Chat', { resources: [BackupResource.fromArn(table.tableArn)] });
};
