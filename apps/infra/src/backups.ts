import { Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/**
 * A copy of a table every night, kept for 35 days in a vault of its own. Point-in-time recovery reaches as far back, but
 * goes with its table. Change `epoch` when one is restored.
 */
export const dailyBackups = (
  scope: Construct,
  { stage, table, encryptionKey }: { stage: string; table: TableV2; encryptionKey: IKey | undefined },
): void => {
  // A vault belongs to one key: with another, or none, it is another one, and all that is here goes and comes with it.
  const own = new Construct(scope, encryptionKey ? 'KeyedBackups' : 'Backups');
  const role = new Role(own, 'Role', { assumedBy: new ServicePrincipal('backup.amazonaws.com') });
  const backupVault = new BackupVault(own, 'Vault', {
    backupVaultName: `parley-${stage}-copies-${madeUpFor(role)}`,
    removalPolicy: RemovalPolicy.RETAIN,
    ...(encryptionKey && { encryptionKey }),
  });
  const plan = new BackupPlan(own, 'Plan', {
    backupVault,
    backupPlanRules: [
      new BackupPlanRule({
        ruleName: 'daily',
        scheduleExpression: Schedule.cron({ minute: '17', hour: '3' }), // UTC; minute 0 is everybody's
        deleteAfter: Duration.days(35),
      }),
    ],
  });
  plan.addSelection('Chat', { resources: [BackupResource.fromArn(table.tableArn)], role });
};

/**
 * What CloudFormation ends a role's name with, `parley-<stage>-<logical id>-<this>`, each time that it makes one. It names
 * no vault by itself, and a vault that stayed must not be in the way of the next: when backups are switched on again, or
 * when a first deployment has failed.
 */
const madeUpFor = ({ roleName }: Role): string => Fn.select(3, Fn.split('-', roleName));
