import { limits } from '@parley/protocol';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { stageConfig } from '../config';
import { configWith } from '../testing/configurations';
import { synthesizedAs, synthesizedOnce } from '../testing/synthesize';

const prod = synthesizedAs('prod', stageConfig('prod'));
const named = synthesizedAs('named', configWith('domain', 'healthCheck'));
const abroad = synthesizedAs('abroad', configWith('domain', 'firewall', 'healthCheck', 'region'));
const abroadUnnamed = synthesizedAs('abroad-unnamed', configWith('healthCheck', 'region'));
const stackOf = (of: typeof prod, part: 'firewall' | 'certificate' | 'outside'): Template =>
  of.stacks[part] ?? of.template;
const regionsOf = ({ assembly }: typeof prod) =>
  Object.fromEntries(assembly.stacks.map(({ stackName, environment }) => [stackName, environment.region]));
const distributionOf = ({ template }: typeof prod) =>
  Object.values(template.findResources('AWS::CloudFront::Distribution'))[0]?.['Properties'].DistributionConfig;

describe('the firewall', () => {
  const acl = () => Object.values(prod.template.findResources('AWS::WAFv2::WebACL'))[0]?.['Properties'];
  const rule = (name: string) => acl().Rules.find(({ Name }: { Name: string }) => Name === name);

  it("stands in us-east-1 wherever the stage is, and before the stage's distribution", () => {
    for (const [of, reference] of [
      [prod, 'Fn::GetAtt'],
      [abroad, 'Fn::GetStackOutput'],
    ] as const) {
      const firewall = stackOf(of, 'firewall');
      firewall.hasResourceProperties('AWS::WAFv2::WebACL', { Scope: 'CLOUDFRONT' });
      expect(Object.keys(distributionOf(of).WebACLId)).toEqual([reference]);
    }
    expect(regionsOf(prod)).toEqual({ 'parley-prod': 'us-east-1' });
    expect(regionsOf(abroad)).toEqual({
      'parley-dev': 'eu-central-1',
      'parley-dev-firewall': 'us-east-1',
      'parley-dev-certificate': 'us-east-1',
      'parley-dev-outside': 'us-east-1',
    });
  });

  it('is not there, and costs nothing, where a stage has none', () => {
    synthesizedOnce().template.resourceCountIs('AWS::WAFv2::WebACL', 0);
    stackOf(abroadUnnamed, 'firewall').resourceCountIs('AWS::WAFv2::WebACL', 0);
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
    for (const [name, rules] of Object.entries(rulesThatReadBodies)) {
      const overrides = rule(name).Statement.ManagedRuleGroupStatement.RuleActionOverrides;
      const counted = rules.map((Name) => ({ Name, ActionToUse: { Count: {} } }));
      expect(overrides, name).toHaveLength(counted.length);
      expect(overrides, name).toEqual(expect.arrayContaining(counted));
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

/** As AWS lists the rules of these groups; what reads no body blocks. */
const rulesThatReadBodies = {
  AWSManagedRulesCommonRuleSet: [
    ...['SizeRestrictions_BODY', 'EC2MetaDataSSRF_BODY', 'GenericLFI_BODY', 'GenericRFI_BODY'],
    'CrossSiteScripting_BODY',
  ],
  AWSManagedRulesKnownBadInputsRuleSet: ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY'],
};

describe('a domain of its own', () => {
  it('is what the distribution answers to, by a certificate that renews itself', () => {
    named.template.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: 'chat.example.com',
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: 'chat.example.com', HostedZoneId: 'Z0123456789EXAMPLE' }],
    });
    const { Aliases, ViewerCertificate } = distributionOf(named);
    expect(Aliases).toEqual(['chat.example.com']);
    expect(ViewerCertificate).toMatchObject({ MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' });
    expect(Object.keys(ViewerCertificate.AcmCertificateArn)).toEqual(['Ref']);
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

  it("is CloudFront's where a stage has none", () => {
    const own = synthesizedOnce();
    expect(distributionOf(own).Aliases).toBeUndefined();
    own.template.resourceCountIs('AWS::Route53::RecordSet', 0);
  });
});

describe('the look from outside', () => {
  const hostOf = (of: typeof prod): unknown => {
    const [check] = Object.values(stackOf(of, 'outside').findResources('AWS::Route53::HealthCheck'));
    expect(check?.['Properties'].HealthCheckConfig).toMatchObject({
      Type: 'HTTPS',
      EnableSNI: true,
      ResourcePath: '/',
    });
    return check?.['Properties'].HealthCheckConfig.FullyQualifiedDomainName;
  };

  it("is at the name by which people find the page: the stage's own, or CloudFront's", () => {
    expect(hostOf(named)).toBe('chat.example.com');
    expect(hostOf(abroad)).toBe('chat.example.com');
    expect(hostOf(prod)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^EdgeDistribution/), 'DomainName'] });
    expect(hostOf(abroadUnnamed)).toEqual({
      'Fn::GetStackOutput': expect.objectContaining({ StackName: 'parley-dev', Region: 'eu-central-1' }),
    });
  });

  it('takes silence for an alarm, which stands where Route 53 counts', () => {
    for (const of of [named, abroad])
      stackOf(of, 'outside').hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: 'parley-dev-site-down',
        Namespace: 'AWS/Route53',
        TreatMissingData: 'breaching',
        ComparisonOperator: 'LessThanThreshold',
      });
  });

  it('mails where the other alarms mail, so that one mail is confirmed, unless they are in another region', () => {
    named.template.resourceCountIs('AWS::SNS::Topic', 1);
    stackOf(abroad, 'outside').resourceCountIs('AWS::SNS::Topic', 1);
  });

  it('is paid only where a stage wants it', () => {
    synthesizedOnce().template.resourceCountIs('AWS::Route53::HealthCheck', 0);
  });
});
