import { limits } from '@parley/protocol';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { stageConfig } from '../config';
import { configWith } from '../testing/configurations';
import { synthesizedAs, synthesizedOnce } from '../testing/synthesize';

const prod = synthesizedAs('prod', stageConfig('prod'));
const named = synthesizedAs('named', configWith('domain'));
const abroad = synthesizedAs('abroad', configWith('domain', 'firewall', 'region'));
const front = (of: typeof prod): Template => of.stacks['front']!;
const distributionOf = ({ template }: typeof prod) =>
  Object.values(template.findResources('AWS::CloudFront::Distribution'))[0]?.['Properties'].DistributionConfig;

describe('the firewall', () => {
  const acl = () => Object.values(front(prod).findResources('AWS::WAFv2::WebACL'))[0]?.['Properties'];
  const rule = (name: string) => acl().Rules.find(({ Name }: { Name: string }) => Name === name);

  it("stands in us-east-1 wherever the stage is, and before the stage's distribution", () => {
    for (const [of, reference] of [
      [prod, 'Fn::ImportValue'],
      [abroad, 'Fn::GetStackOutput'],
    ] as const) {
      front(of).hasResourceProperties('AWS::WAFv2::WebACL', { Scope: 'CLOUDFRONT' });
      const { environment } = of.assembly.stacks.find(({ stackName }) => stackName.endsWith('-front'))!;
      expect(environment.region).toBe('us-east-1');
      expect(Object.keys(distributionOf(of).WebACLId)).toEqual([reference]);
    }
    expect(abroad.assembly.stacks.map(({ environment }) => environment.region).sort()).toEqual([
      'eu-central-1',
      'us-east-1',
    ]);
  });

  it('is deployed before what it stands before', () => {
    const main = prod.assembly.stacks.find(({ stackName }) => stackName === 'parley-prod');
    expect(main?.dependencies.map(({ id }) => id)).toContain('parley-prod-front');
  });

  it('is not there, and costs nothing, where a stage has none', () => {
    expect(synthesizedOnce().stacks['front']).toBeUndefined();
    expect(distributionOf(synthesizedOnce()).WebACLId).toBeUndefined();
  });

  it('has the lists that AWS keeps', () => {
    for (const name of [
      'AWSManagedRulesCommonRuleSet',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesAmazonIpReputationList',
    ])
      expect(rule(name)).toMatchObject({
        OverrideAction: { None: {} },
        Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: name } },
      });
  });

  it('lets people write about attacks: what reads bodies only counts', () => {
    for (const name of ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet']) {
      const overrides = rule(name).Statement.ManagedRuleGroupStatement.RuleActionOverrides;
      expect(overrides.length).toBeGreaterThan(0);
      for (const { Name, ActionToUse } of overrides) {
        expect(Name).toMatch(/_BODY$/);
        expect(ActionToUse).toEqual({ Count: {} });
      }
    }
  });

  it('stops one address that asks too much, and a body above what the doors take', () => {
    expect(rule('RequestsPerAddress')).toMatchObject({
      Action: { Block: {} },
      Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 20_000, EvaluationWindowSec: 300 } },
    });
    expect(rule('BodySize')).toMatchObject({
      Action: { Block: {} },
      Statement: {
        SizeConstraintStatement: {
          FieldToMatch: { Body: { OversizeHandling: 'MATCH' } },
          ComparisonOperator: 'GT',
          Size: limits.bodyBytes,
        },
      },
    });
    // It sees as far into a body as the doors take, so a good one is never "too large to see".
    expect(acl().AssociationConfig.RequestBody.CLOUDFRONT.DefaultSizeInspectionLimit).toBe(
      `KB_${limits.bodyBytes / 1024}`,
    );
  });

  it('keeps no samples, whose headers would hold tokens', () => {
    const all = [acl(), ...acl().Rules].map(({ VisibilityConfig }) => VisibilityConfig);
    for (const { SampledRequestsEnabled, CloudWatchMetricsEnabled } of all)
      expect([SampledRequestsEnabled, CloudWatchMetricsEnabled]).toEqual([false, true]);
  });
});

describe('a domain of its own', () => {
  it('is what the distribution answers to, by a certificate that renews itself', () => {
    front(named).hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: 'chat.example.com',
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: 'chat.example.com', HostedZoneId: 'Z0123456789EXAMPLE' }],
    });
    const { Aliases, ViewerCertificate } = distributionOf(named);
    expect(Aliases).toEqual(['chat.example.com']);
    expect(ViewerCertificate).toMatchObject({ MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' });
    expect(Object.keys(ViewerCertificate.AcmCertificateArn)).toEqual(['Fn::ImportValue']);
  });

  it.each(['A', 'AAAA'])('leads there by a record of type %s', (Type) => {
    named.template.hasResourceProperties('AWS::Route53::RecordSet', {
      Type,
      Name: 'chat.example.com.',
      HostedZoneId: 'Z0123456789EXAMPLE',
      AliasTarget: { DNSName: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EdgeDistribution'), 'DomainName'] } },
    });
  });

  it('is the one origin that doors know', () => {
    for (const handler of ['authorize', 'request', 'look-at-invitation'])
      named.template.hasResourceProperties('AWS::Lambda::Function', {
        Handler: `${handler}.handler`,
        Environment: { Variables: Match.objectLike({ ALLOWED_ORIGINS: 'https://chat.example.com' }) },
      });
    named.template.hasOutput('Origin', { Value: 'https://chat.example.com' });
  });

  it('is asked for from outside, and silence is an alarm', () => {
    front(named).hasResourceProperties('AWS::Route53::HealthCheck', {
      HealthCheckConfig: { Type: 'HTTPS', FullyQualifiedDomainName: 'chat.example.com', EnableSNI: true },
    });
    front(named).hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'parley-dev-site-down',
      Namespace: 'AWS/Route53',
      TreatMissingData: 'breaching',
      ComparisonOperator: 'LessThanThreshold',
    });
  });

  it("is CloudFront's where a stage has none", () => {
    const own = synthesizedOnce();
    expect(distributionOf(own).Aliases).toBeUndefined();
    own.template.resourceCountIs('AWS::Route53::RecordSet', 0);
  });
});
