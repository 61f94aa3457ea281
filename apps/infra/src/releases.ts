import { RemovalPolicy } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, type Function, type IFunction, type IVersion } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { StageConfig } from './config';
import type { FunctionName } from './function-specs';
import type { AlarmName } from './watching/symptoms';

/** What people would notice if a version of a function were bad: while one of these sounds, the new version goes. */
export const rollsBackOn: Record<FunctionName, readonly AlarmName[]> = {
  authorize: ['authorizer-failures', 'refused-handshakes', 'closed-doors'],
  connect: ['socket-errors'],
  message: ['socket-errors', 'delivery-latency', 'failed-frames'],
  disconnect: ['gone-connections'], // leases that stay lead frames to nobody
  request: ['http-errors', 'closed-doors', 'delivery-latency', 'failed-frames'],
  documents: ['http-errors'],
  'look-at-invitation': ['http-errors', 'closed-doors'],
  'register-person': ['sign-up-errors'],
  'admit-sign-up': ['sign-up-errors'],
  'limit-sign-in': ['sign-in-errors'],
  'issue-token': ['sign-in-errors'],
  deliver: ['late-deliveries', 'dead-deliveries', 'failed-frames'],
  'close-connections': ['late-revocations'],
  'finish-removals': ['late-removals'],
};

/** Everybody calls a function by this alias, which is one version of it, or two while the newer is tried. */
const alias = 'live';

/** How new versions come to be called: at once, or a tenth of the calls for five minutes and then all, unless an alarm sounds. */
export class Releases extends Construct {
  readonly #alarms: Partial<Record<AlarmName, Alarm>>;
  readonly #canary: { application: LambdaApplication; role: Role } | undefined;

  constructor(
    scope: Construct,
    id: string,
    { config, alarms }: { config: StageConfig; alarms: Partial<Record<AlarmName, Alarm>> },
  ) {
    super(scope, id);
    this.#alarms = alarms;
    this.#canary = config.canary ? this.canary(config) : undefined;
  }

  /** The alias of a function. Its older versions stay, to be pointed at again. */
  of(called: Function, name: FunctionName): IFunction {
    called.currentVersion.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const live = new Alias(called, 'Live', { aliasName: alias, version: called.currentVersion as IVersion });
    if (this.#canary)
      new LambdaDeploymentGroup(called, 'Canary', {
        ...this.#canary,
        alias: live,
        deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
        alarms: rollsBackOn[name].flatMap((alarm) => this.#alarms[alarm] ?? []),
        autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
      });
    return live as IFunction; // CDK's types ignore exactOptionalPropertyTypes
  }

  private canary({ stage }: StageConfig) {
    return {
      application: new LambdaApplication(this, 'Application', { applicationName: `parley-${stage}` }),
      role: new Role(this, 'Role', {
        assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
        managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSCodeDeployRoleForLambdaLimited')],
      }),
    };
  }
}
