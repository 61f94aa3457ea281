import type { StageConfig } from './config';
import { functionSpecs } from './function-specs';
import { socketStage } from './realtime';

/** A finding of cdk-nag that we have looked at and keep. */
export type AcceptedFinding = {
  /** The construct that it is accepted on, as a path inside the stack. */
  at: string;
  id: string;
  reason: string;
};

const accept = (rule: string, reason: string, ...places: string[]): AcceptedFinding[] =>
  places.map((at) => ({ at, id: `AwsSolutions-${rule}`, reason }));

const routesOfOpenSockets = ['$disconnect', '$default'].map((key) => `Realtime/Api/${key}-Route`);
const publicRoutes = ['openapi', 'asyncapi'].map((name) => `Http/Api/GET--api--${name}.json`);
const invitedRoute = 'Http/Api/POST--api--invitations--look';
const logsPolicy = 'Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';
// The finding names the API by its logical id.
const connectionsOf = (region: string, verb: 'POST' | 'DELETE'): string =>
  `Resource::arn:aws:execute-api:${region}:<AWS::AccountId>:<RealtimeApiD4415F9E>/${socketStage}/${verb}/@connections/*`;

const canaryPolicy = 'Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited';
const backupPolicy = 'Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup';
const rolesOfFunctions = Object.keys(functionSpecs).map((name) => `${name}/Role`);

/** Any finding that is not here stops the synth, and so does one of these anywhere else. */
export const acceptedFindings = (config: StageConfig): AcceptedFinding[] => [
  ...accept('APIG4', 'An authorizer exists on $connect alone; the socket keeps its identity.', ...routesOfOpenSockets),
  ...accept('APIG4', 'The description of the protocol is public.', ...publicRoutes),
  ...accept('APIG4', 'Who was invited has no account yet; a token of 160 bits is asked for.', invitedRoute),
  ...accept(`IAM4[${logsPolicy}]`, 'What AWS documents for API Gateway to write its logs.', 'Realtime/LogsRole'),
  ...accept(
    `IAM5[${connectionsOf(config.region, 'POST')}]`,
    'Connections come and go; API, stage and verb are fixed.',
    'message/Role',
    'request/Role',
    'deliver/Role',
    'register-person/Role',
    'close-connections/Role',
    'finish-removals/Role',
  ),
  ...accept(
    `IAM5[${connectionsOf(config.region, 'DELETE')}]`,
    'Connections come and go; API, stage and verb are fixed.',
    'message/Role',
    'close-connections/Role',
  ),
  ...accept('S1', 'Only the distribution reads the bucket, and all it holds is public.', 'Edge/Web'),
  ...accept('S1', 'Each read and upload shows a signature that one function of ours made, and logged.', 'Media/Bucket'),
  ...accept(
    'SMG4',
    'CloudFront and the functions take it as they are deployed, all at once; none would follow a rotation.',
    'Edge/Secret',
  ),
  ...accept('CFR1', 'People may work from anywhere.', 'Edge/Distribution'),
  ...accept('CFR3', 'Both APIs log their requests; the page is static.', 'Edge/Distribution'),
  ...accept('COG2', 'A second factor is a choice of each person, not of the product.', 'Identity/Pool'),
  ...ofToggles(config),
];

/** What is found where something is on, or off. */
const ofToggles = (config: StageConfig): AcceptedFinding[] => [
  ...(config.tracing
    ? accept('IAM5[Resource::*]', 'X-Ray takes traces by no narrower resource.', ...rolesOfFunctions)
    : []),
  ...(config.canary ? accept(`IAM4[${canaryPolicy}]`, 'What AWS documents for CodeDeploy.', 'Releases/Role') : []),
  ...(config.dailyBackups
    ? accept(
        `IAM4[${backupPolicy}]`,
        'What AWS documents for AWS Backup.',
        `Data/${config.customerKey ? 'KeyedBackups' : 'Backups'}/Role`,
      )
    : []),
  ...(config.auditTrail ? accept('S1', 'It is the log; who reads it stands in CloudTrail.', 'AuditTrail/Events') : []),
  ...(config.firewall
    ? []
    : accept('CFR2', 'A firewall belongs to stages that outsiders reach, and costs $10 a month.', 'Edge/Distribution')),
  ...(config.domain
    ? []
    : accept('CFR4', "CloudFront's own domain name comes with its own TLS policy.", 'Edge/Distribution')),
  ...(config.threatProtection
    ? []
    : accept('COG8', 'Threat protection costs per person; a stage may turn it on.', 'Identity/Pool')),
];
