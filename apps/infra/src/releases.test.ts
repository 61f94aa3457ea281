import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { stageConfig } from './config';
import { type FunctionName, functionSpecs } from './function-specs';
import { rollsBackOn } from './releases';
import { synthesizedAs, synthesizedOnce } from './testing/synthesize';

const prod = synthesizedAs('prod', stageConfig('prod')).template;
const dev = synthesizedOnce().template;
const names = Object.keys(functionSpecs) as FunctionName[];
const idOf = (name: string) => new RegExp(`^${name.replaceAll('-', '')}Function`);
const alarmNamed = (name: string) => {
  const [id] = Object.entries(prod.findResources('AWS::CloudWatch::Alarm')).find(
    ([, { Properties }]) => Properties.AlarmName === `parley-prod-${name}`,
  ) ?? [''];
  return { Name: { Ref: id } };
};

describe.each(names)('%s', (name) => {
  it('is called by its alias, which is the newest version', () => {
    for (const template of [dev, prod])
      template.hasResourceProperties('AWS::Lambda::Alias', {
        Name: 'live',
        FunctionName: { Ref: Match.stringLikeRegexp(idOf(name).source) },
        FunctionVersion: { 'Fn::GetAtt': [Match.stringLikeRegexp(idOf(name).source), 'Version'] },
      });
  });

  it('is tried on a tenth of the calls in prod, and taken back when somebody would notice', () => {
    expect(rollsBackOn[name].length).toBeGreaterThan(0);
    const [alias] = Object.entries(prod.findResources('AWS::Lambda::Alias')).filter(([id]) => idOf(name).test(id));
    const group = alias?.[1]?.['UpdatePolicy'].CodeDeployLambdaAliasUpdate.DeploymentGroupName.Ref;
    expect(prod.findResources('AWS::CodeDeploy::DeploymentGroup')[group]?.['Properties']).toMatchObject({
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      AlarmConfiguration: { Enabled: true, Alarms: rollsBackOn[name].map(alarmNamed) },
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: expect.arrayContaining(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM']),
      },
    });
  });
});

it('changes at once in dev, where nothing is tried', () => {
  dev.resourceCountIs('AWS::CodeDeploy::DeploymentGroup', 0);
  for (const alias of Object.values(dev.findResources('AWS::Lambda::Alias')))
    expect(alias['UpdatePolicy']).toBeUndefined();
});

it('keeps older versions, to be pointed at again', () => {
  const versions = Object.values(dev.findResources('AWS::Lambda::Version'));
  expect(versions).toHaveLength(names.length);
  for (const { DeletionPolicy } of versions) expect(DeletionPolicy).toBe('Retain');
});

it('lets nobody call a function but by its alias', () => {
  const permitted = Object.values(dev.findResources('AWS::Lambda::Permission'));
  expect(permitted.length).toBeGreaterThan(0);
  for (const { Properties } of permitted) expect(Properties.FunctionName.Ref).toMatch(/FunctionLive[0-9A-F]{8}$/);
  const integrations = Object.values(dev.findResources('AWS::ApiGatewayV2::Integration'));
  for (const { Properties } of integrations) expect(JSON.stringify(Properties.IntegrationUri)).toMatch(/FunctionLive/);
  const [authorizer] = Object.values(
    dev.findResources('AWS::ApiGatewayV2::Authorizer', { Properties: { AuthorizerType: 'REQUEST' } }),
  );
  expect(JSON.stringify(authorizer?.['Properties'].AuthorizerUri)).toMatch(/authorizeFunctionLive/);
});

it('bounds what anybody can call, in prod, by numbers that leave the rest to who is signed in', () => {
  const limited = (template: typeof prod) =>
    Object.values(template.findResources('AWS::Lambda::Function'))
      .filter(({ Properties }) => Properties.ReservedConcurrentExecutions !== undefined)
      .map(({ Properties }) => [Properties.Handler, Properties.ReservedConcurrentExecutions])
      .sort();
  expect(limited(prod)).toEqual([
    ['admit-sign-up.handler', 20],
    ['documents.handler', 5],
    ['limit-sign-in.handler', 20],
    ['look-at-invitation.handler', 20],
  ]);
  expect(limited(dev)).toEqual([]);
});
