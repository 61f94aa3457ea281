import { edgeHeader } from '@parley/protocol';
import { expect, it } from 'vitest';
import { synthesizedOnce } from '../testing/synthesize';

const { template } = synthesizedOnce();

const only = (type: string) => {
  const [resource, ...more] = Object.values(template.findResources(type));
  if (!resource || more.length > 0) throw new Error(`Expected one ${type}.`);
  return resource['Properties'];
};
const ofTheWeb = (type: string) =>
  Object.entries(template.findResources(type)).find(([id]) => id.startsWith('EdgeWeb'))?.[1]?.['Properties'];
const distribution = () => only('AWS::CloudFront::Distribution').DistributionConfig;
const behaviour = (path: string) =>
  distribution().CacheBehaviors.find(({ PathPattern }: { PathPattern: string }) => PathPattern === path);

it('keeps the bucket from everyone but this distribution', () => {
  expect(ofTheWeb('AWS::S3::Bucket').PublicAccessBlockConfiguration).toEqual({
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  });
  const allowed = ofTheWeb('AWS::S3::BucketPolicy').PolicyDocument.Statement.filter(
    ({ Effect }: { Effect: string }) => Effect === 'Allow',
  );
  expect(allowed).toHaveLength(1);
  expect(allowed[0]).toMatchObject({ Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' } });
  const [source] = Object.values<{ 'Fn::Join': [string, unknown[]] }>(allowed[0].Condition.StringEquals);
  expect(source?.['Fn::Join'][1].at(-1)).toEqual({ Ref: expect.stringMatching(/^EdgeDistribution/) });
});

it('runs no inline, evaluated or foreign script, whatever the path', () => {
  const policies = Object.entries(template.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
  // What people upload runs no script at all: media.test.ts.
  const ofOurs = policies.filter(([id]) => !id.startsWith('EdgeHeadersOfMedia'));
  expect(policies.length - ofOurs.length).toBe(1);
  expect(ofOurs.length).toBeGreaterThan(0);
  for (const [, { Properties }] of ofOurs) {
    const headers = Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig;
    const directives: string[] = headers.ContentSecurityPolicy.ContentSecurityPolicy.split('; ');
    expect(directives).toContain("script-src 'self'");
    expect(directives).toContain("default-src 'none'");
    expect(directives).toContain("connect-src 'self' https://cognito-idp.us-east-1.amazonaws.com");
    expect(directives).toContain("frame-ancestors 'none'");
    expect(headers.ContentTypeOptions).toEqual({ Override: true });
    expect(headers.ReferrerPolicy.ReferrerPolicy).toBe('no-referrer');
    expect(headers.StrictTransportSecurity.AccessControlMaxAgeSec).toBeGreaterThanOrEqual(31_536_000);
  }
  const { DefaultCacheBehavior, CacheBehaviors } = distribution();
  for (const { ResponseHeadersPolicyId } of [DefaultCacheBehavior, ...CacheBehaviors])
    expect(Object.keys(template.findResources('AWS::CloudFront::ResponseHeadersPolicy'))).toContain(
      ResponseHeadersPolicyId.Ref,
    );
});

// Ids of policies that CloudFront manages: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const allViewerExceptHostHeader = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

it.each(['/api/*', '/ws'])('passes %s on uncached, over TLS, with every header but Host', (path) => {
  expect(behaviour(path)).toMatchObject({
    ViewerProtocolPolicy: 'https-only',
    CachePolicyId: cachingDisabled,
    OriginRequestPolicyId: allViewerExceptHostHeader,
  });
  const { TargetOriginId } = behaviour(path);
  const origin = distribution().Origins.find(({ Id }: { Id: string }) => Id === TargetOriginId);
  expect(origin.CustomOriginConfig.OriginProtocolPolicy).toBe('https-only');
  expect(origin.OriginPath).toBeUndefined(); // the path's first part is the stage, or belongs to the route
});

it('answers nobody over plain http: a page is led to https, and a token that was sent in the clear is refused', () => {
  const { DefaultCacheBehavior, CacheBehaviors } = distribution();
  const policyOf = ({ ViewerProtocolPolicy }: { ViewerProtocolPolicy: string }) => ViewerProtocolPolicy;
  expect(policyOf(DefaultCacheBehavior)).toBe('redirect-to-https');
  expect(CacheBehaviors.length).toBeGreaterThan(0);
  for (const one of CacheBehaviors) expect(['https-only', 'redirect-to-https']).toContain(policyOf(one));
  for (const path of ['/api/*', '/ws']) expect(policyOf(behaviour(path))).toBe('https-only');
});

it('[F1] calls the WebSocket stage what its path is called', () => {
  const stages = Object.values(template.findResources('AWS::ApiGatewayV2::Stage')).map(
    ({ Properties }) => Properties.StageName,
  );
  expect(stages.sort()).toEqual(['$default', 'ws']);
});

it('asks for the page every time', () => {
  expect(distribution().DefaultCacheBehavior.CachePolicyId).toBe(cachingDisabled);
});

it('leaves errors of the API alone', () => {
  expect(distribution().CustomErrorResponses).toBeUndefined();
});

it('[F11] shows both APIs a secret that AWS makes up, and every door asks for it', () => {
  const secret = only('AWS::SecretsManager::Secret');
  expect(secret.GenerateSecretString).toEqual({ ExcludePunctuation: true, PasswordLength: 48 });
  expect(secret.SecretString).toBeUndefined();
  const origins = distribution().Origins.filter(({ CustomOriginConfig }: { CustomOriginConfig?: object }) =>
    Boolean(CustomOriginConfig),
  );
  expect(origins).toHaveLength(2);
  const [{ HeaderValue }] = origins[0].OriginCustomHeaders;
  expect(JSON.stringify(HeaderValue)).toMatch(/\{\{resolve:secretsmanager:.*EdgeSecret/);
  for (const { OriginCustomHeaders } of origins)
    expect(OriginCustomHeaders).toEqual([{ HeaderName: edgeHeader, HeaderValue }]);
  const told = Object.values(template.findResources('AWS::Lambda::Function'))
    .filter(({ Properties }) => Properties.Environment?.Variables.EDGE_SECRET !== undefined)
    .map(({ Properties }) => {
      expect(Properties.Environment.Variables.EDGE_SECRET).toEqual(HeaderValue);
      return Properties.Handler;
    });
  // What API Gateway calls for who has no connection yet. Whoever has one came through the authorizer.
  expect(told.sort()).toEqual(['authorize', 'documents', 'look-at-invitation', 'request'].map((x) => `${x}.handler`));
});
