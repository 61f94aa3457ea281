import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { stageConfig } from './config';
import { type FunctionSpec, functionSpecs } from './function-specs';
import { configWith } from './testing/configurations';
import { synthesizedAs, synthesizedOnce } from './testing/synthesize';

const dev = synthesizedOnce().template;
const prod = synthesizedAs('prod', stageConfig('prod')).template;
const copied = synthesizedAs('copied', configWith('replica', 'customerKey', 'deletionProtection'));
const passing = synthesizedAs('nothing', configWith()).template;

const chatOf = (template: typeof dev) =>
  Object.entries(template.findResources('AWS::DynamoDB::GlobalTable')).find(([id]) => /^DataChat/.test(id))?.[1];
const replicasOf = (template: typeof dev) => chatOf(template)?.['Properties'].Replicas;

describe('a key of its own', () => {
  it('encrypts what people wrote in prod, turns every year, and stays', () => {
    prod.hasResource('AWS::KMS::Key', { Properties: { EnableKeyRotation: true }, DeletionPolicy: 'Retain' });
    expect(chatOf(prod)?.['Properties'].SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' });
    expect(replicasOf(prod)[0].SSESpecification.KMSMasterKeyId).toEqual({
      'Fn::GetAtt': [Object.keys(prod.findResources('AWS::KMS::Key'))[0], 'Arn'],
    });
  });

  it('is for who works on the table, through DynamoDB alone, and for nobody else', () => {
    const using = Object.entries(prod.findResources('AWS::IAM::Policy')).filter(([, { Properties }]) =>
      JSON.stringify(Properties.PolicyDocument).includes('kms:Decrypt'),
    );
    const specs: [string, FunctionSpec][] = Object.entries(functionSpecs);
    const working = specs.filter(([, { chat }]) => chat.length > 0).map(([name]) => name.replaceAll('-', ''));
    expect(using.map(([id]) => id.replace(/RoleDefaultPolicy.*/, '')).sort()).toEqual(working.sort());
    for (const [, { Properties }] of using) {
      const statements: { Action: string | string[]; Condition?: unknown }[] = Properties.PolicyDocument.Statement;
      const [statement] = statements.filter(({ Action }) => [Action].flat().includes('kms:Decrypt'));
      expect(statement?.Condition).toEqual({
        StringEquals: { 'kms:ViaService': 'dynamodb.us-east-1.amazonaws.com' },
      });
    }
  });

  it("is DynamoDB's in dev, which costs nothing", () => {
    dev.resourceCountIs('AWS::KMS::Key', 0);
    expect(chatOf(dev)?.['Properties'].SSESpecification).toBeUndefined();
  });
});

describe('a copy in another region', () => {
  it('is encrypted with a key that is there before it', () => {
    const key = copied.stacks['replica-key'];
    key?.resourceCountIs('AWS::KMS::Key', 1);
    key?.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/parley-dev-chat' });
    const replica = replicasOf(copied.template).find(({ Region }: { Region: string }) => Region === 'eu-west-1');
    expect(JSON.stringify(replica.SSESpecification.KMSMasterKeyId)).toMatch(
      /:kms:eu-west-1:.*:alias\/parley-dev-chat"/,
    );
    const [main, keys] = ['parley-dev', 'parley-dev-replica-key'].map((name) =>
      copied.assembly.stacks.find(({ stackName }) => stackName === name),
    );
    expect(keys?.environment.region).toBe('eu-west-1');
    expect(main?.dependencies.map(({ id }) => id)).toContain(keys?.id);
  });

  it('is as safe as the first: protected, and recoverable to any second', () => {
    expect(replicasOf(copied.template)).toHaveLength(2);
    for (const replica of replicasOf(copied.template))
      expect(replica).toMatchObject({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
  });

  it('is not there unless somebody wants it', () => {
    for (const template of [dev, prod]) expect(replicasOf(template)).toHaveLength(1);
  });
});

it('lets everything go with a stage that keeps nothing', () => {
  expect(chatOf(passing)).toMatchObject({ DeletionPolicy: 'Delete' });
  expect(replicasOf(passing)[0].DeletionProtectionEnabled).toBe(false);
  passing.hasResource('AWS::Cognito::UserPool', {
    DeletionPolicy: 'Delete',
    Properties: { DeletionProtection: 'INACTIVE' },
  });
});

it('copies what people wrote every night in prod, for 35 days, into a vault that stays', () => {
  prod.hasResourceProperties('AWS::Backup::BackupPlan', {
    BackupPlan: {
      BackupPlanRule: [
        Match.objectLike({ Lifecycle: { DeleteAfterDays: 35 }, ScheduleExpression: 'cron(17 3 * * ? *)' }),
      ],
    },
  });
  prod.hasResourceProperties('AWS::Backup::BackupSelection', {
    BackupSelection: { Resources: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^DataChat'), 'Arn'] }] },
  });
  prod.hasResource('AWS::Backup::BackupVault', {
    DeletionPolicy: 'Retain',
    Properties: { EncryptionKeyArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DataKey'), 'Arn'] } },
  });
  // parley-prod-<logical id>-<what CloudFormation makes up>
  const role = { Ref: Match.stringLikeRegexp('^DataKeyedBackupsRole') };
  prod.hasResourceProperties('AWS::Backup::BackupVault', {
    BackupVaultName: {
      'Fn::Join': ['', ['parley-prod-copies-', { 'Fn::Select': [3, { 'Fn::Split': ['-', role] }] }]],
    },
  });
  dev.resourceCountIs('AWS::Backup::BackupPlan', 0);
});
