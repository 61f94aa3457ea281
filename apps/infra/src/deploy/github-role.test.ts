import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { expect, it } from 'vitest';
import { templateRules } from '../policy/guard-rules';
import { stages } from '../stages';
import { synthesizedOnce } from '../testing/synthesize';

const templateFile = join(import.meta.dirname, '../../github-role.json');
const { Parameters: parameters, Resources: resources } = JSON.parse(readFileSync(templateFile, 'utf8'));
const { Properties: role } = resources.DeployRole;

it("is taken by CloudFormation's own rules, and by ours", () => {
  const app = new App({
    context: { '@aws-cdk/core:validateAgainstDefaultRules': true },
    builtinCloudFormationValidation: false, // it is among `templateRules`
    outdir: join(import.meta.dirname, '../../dist/github-role'),
  });
  new CfnInclude(new Stack(app, 'role', { env: { region: 'us-east-1' } }), 'Template', { templateFile });
  Validations.of(app).addPlugins(templateRules);
  expect(() => app.synth()).not.toThrow();
});

it('is for one environment of one repository, whatever branch or fork asks', () => {
  const [statement] = role.AssumeRolePolicyDocument.Statement;
  expect(statement.Condition).toEqual({
    StringEquals: {
      'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
      'token.actions.githubusercontent.com:sub': { 'Fn::Sub': 'repo:${Repository}:environment:${Stage}' },
    },
  });
});

it('is left out of no audit trail, which passes over whoever is named as the functions of its stage are', () => {
  const { 'Fn::Sub': name }: { 'Fn::Sub': string } = role.RoleName;
  for (const { stage } of stages) expect(name.replace('${Stage}', stage)).not.toMatch(new RegExp(`^parley-${stage}-`));
});

// GitHub puts the numbers of owner and repository into the subject of each that was made, renamed or moved after 15 July 2026.
it.each([
  ['acme/chat', true],
  ['acme@123456/chat@456789', true],
  ['acme', false],
  ['acme/*', false],
  ['acme@*/chat@*', false],
  ['acme/chat:environment:dev', false],
])('takes a repository as its tokens name it, and never several: %s', (repository, isTaken) => {
  expect(new RegExp(`^(?:${parameters.Repository.AllowedPattern})$`).test(repository)).toBe(isTaken);
});

it("may become CDK's own roles, look whether they are there and how much may run at once, and put the page; nothing else", () => {
  const statements: { Action: string | string[] }[] = role.Policies[0].PolicyDocument.Statement;
  expect(statements.flatMap(({ Action }) => Action)).toEqual([
    ...['sts:AssumeRole', 'cloudformation:DescribeStacks'],
    ...['cloudformation:DescribeStacks', 'cloudformation:ListStackResources'],
    ...['dynamodb:DescribeTable', 'route53:GetHostedZone', 'secretsmanager:DescribeSecret'],
    ...['lambda:GetAccountSettings', 's3:PutObject', 's3:ListBucket'],
  ]);
});

it('names the bucket as CloudFormation will: the stack, then its logical id', () => {
  const buckets = Object.keys(synthesizedOnce().template.findResources('AWS::S3::Bucket'));
  expect(buckets.some((id) => id.toLowerCase().startsWith('edgeweb'))).toBe(true);
});
