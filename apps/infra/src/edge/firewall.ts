import { limits } from '@parley/protocol';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';

/**
 * Requests from one address in five minutes. An office is one address, and comes back all at once after an outage: this is
 * two thousand people who ask ten times each. A page then keeps its socket, whose frames are not counted here.
 */
const requestsPerAddress = 20_000;

// People talk about markup, paths and exploits: what they write must not be taken for an attack. Bodies are JSON that is
// parsed by schema and shown as text, so these rules, which read bodies, count and do not block.
const readingBodies = {
  AWSManagedRulesCommonRuleSet: [
    'CrossSiteScripting_BODY',
    'EC2MetaDataSSRF_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    'SizeRestrictions_BODY', // 8 KB: a body of ours has up to 64
  ],
  AWSManagedRulesKnownBadInputsRuleSet: ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY'],
  AWSManagedRulesAmazonIpReputationList: [],
} as const;

// Samples would show headers, and Sec-WebSocket-Protocol carries a token.
const visibility = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
  metricName,
});

const managed = (name: keyof typeof readingBodies, priority: number): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  visibilityConfig: visibility(name),
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ruleActionOverrides: readingBodies[name].map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
});

const own = (name: string, priority: number, statement: CfnWebACL.StatementProperty): CfnWebACL.RuleProperty => ({
  ...{ name, priority, statement },
  action: { block: {} },
  visibilityConfig: visibility(name),
});

/**
 * What CloudFront asks before it passes a request on. It sees a socket's handshake, and none of its frames (F11). For
 * CloudFront it must be in us-east-1.
 */
export const firewall = (scope: Construct, id: string, stage: string): CfnWebACL =>
  new CfnWebACL(scope, id, {
    name: `parley-${stage}`,
    scope: 'CLOUDFRONT',
    defaultAction: { allow: {} },
    visibilityConfig: visibility(`parley-${stage}`),
    // As far into a body as WAF can look; it looks at 16 KB unless told.
    associationConfig: { requestBody: { CLOUDFRONT: { defaultSizeInspectionLimit: 'KB_64' } } },
    rules: [
      own('RequestsPerAddress', 0, {
        rateBasedStatement: { limit: requestsPerAddress, aggregateKeyType: 'IP', evaluationWindowSec: 300 },
      }),
      own('BodySize', 1, {
        sizeConstraintStatement: {
          fieldToMatch: { body: { oversizeHandling: 'MATCH' } }, // what it cannot see whole is too large
          comparisonOperator: 'GT',
          size: limits.bodyBytes,
          textTransformations: [{ priority: 0, type: 'NONE' }],
        },
      }),
      managed('AWSManagedRulesAmazonIpReputationList', 2),
      managed('AWSManagedRulesKnownBadInputsRuleSet', 3),
      managed('AWSManagedRulesCommonRuleSet', 4),
    ],
  });
