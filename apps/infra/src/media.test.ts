import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { stageConfig } from './config';
import { configWith } from './testing/configurations';
import { synthesizedAs, synthesizedOnce } from './testing/synthesize';

const dev = synthesizedOnce().template;
const prod = synthesizedAs('prod', stageConfig('prod')).template;
const passing = synthesizedAs('nothing', configWith()).template;

const entryOf = (template: Template) => {
  const found = Object.entries(template.findResources('AWS::S3::Bucket')).find(([id]) => id.startsWith('MediaBucket'));
  if (!found) throw new Error('There is no bucket of media.');
  return found;
};
const bucketOf = (template: Template) => entryOf(template)[1];
const distributionOf = (template: Template) =>
  Object.values(template.findResources('AWS::CloudFront::Distribution'))[0]?.['Properties'].DistributionConfig;

describe('the bucket of what people upload', () => {
  it('is public in no way, over TLS alone, and allows nobody anything by its own policy', () => {
    expect(bucketOf(dev)['Properties']).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    const [id] = entryOf(dev);
    const policies = Object.values(dev.findResources('AWS::S3::BucketPolicy', { Properties: { Bucket: { Ref: id } } }));
    expect(policies.map(({ Properties }) => Properties.PolicyDocument.Statement)).toEqual([
      [expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
    ]);
  });

  it('keeps what is replaced or deleted for 30 days, and the parts of an upload that nobody ended for one', () => {
    expect(bucketOf(dev)['Properties']).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [
          {
            Status: 'Enabled',
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            NoncurrentVersionExpiration: { NoncurrentDays: 30 },
            ExpiredObjectDeleteMarker: true,
          },
        ],
      },
    });
  });

  it('takes uploads from our own page alone, by whatever address it is known', () => {
    const originsOf = (template: Template) => {
      const [rule, ...more] = bucketOf(template)['Properties'].CorsConfiguration.CorsRules;
      expect(more).toEqual([]);
      expect(rule.AllowedMethods).toEqual(['POST', 'PUT']);
      return rule.AllowedOrigins;
    };
    expect(originsOf(dev)).toEqual([
      { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [expect.stringMatching(/^EdgeDistribution/), 'DomainName'] }]] },
    ]);
    const named = synthesizedAs('named', configWith('domain')).template;
    expect(originsOf(named)).toEqual(['https://chat.example.com']);
  });

  it('is encrypted with the key of what people wrote where there is one, and stays as that does', () => {
    const encryptionOf = (template: Template) =>
      bucketOf(template)['Properties'].BucketEncryption.ServerSideEncryptionConfiguration[0];
    expect(encryptionOf(dev)).toEqual({ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } });
    expect(encryptionOf(prod)).toEqual({
      BucketKeyEnabled: true,
      ServerSideEncryptionByDefault: {
        SSEAlgorithm: 'aws:kms',
        KMSMasterKeyID: { 'Fn::GetAtt': [Object.keys(prod.findResources('AWS::KMS::Key'))[0], 'Arn'] },
      },
    });
    expect([dev, prod, passing].map((template) => bucketOf(template)['DeletionPolicy'])).toEqual([
      ...['Retain', 'Retain', 'Delete'],
    ]);
  });

  it('has a name that no bucket has which was kept from an earlier stack', () => {
    const uuid = { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] };
    expect(bucketOf(prod)['Properties'].BucketName).toEqual({ 'Fn::Join': ['', ['parley-prod-media-', uuid]] });
    expect(`parley-staging-media-${'x'.repeat(36)}`.length).toBeLessThanOrEqual(63); // what S3 takes
  });

  it('is read and written by no function as long as none signs for it', () => {
    for (const template of [dev, prod])
      for (const { Properties } of Object.values(template.findResources('AWS::IAM::Policy')))
        expect(JSON.stringify(Properties.PolicyDocument)).not.toMatch(/"s3:/);
  });
});

describe('/media/* of the one origin', () => {
  const behaviour = () =>
    distributionOf(dev).CacheBehaviors.find(({ PathPattern }: { PathPattern: string }) => PathPattern === '/media/*');

  it('leads to that bucket, which CloudFront cannot read by itself', () => {
    const origin = distributionOf(dev).Origins.find(({ Id }: { Id: string }) => Id === behaviour().TargetOriginId);
    const [, [start, uuid]] = bucketOf(dev)['Properties'].BucketName['Fn::Join'];
    expect(origin.DomainName).toEqual({ 'Fn::Join': ['', [start, uuid, '.s3.us-east-1.amazonaws.com']] });
    expect(origin.OriginAccessControlId).toBeUndefined();
    expect(origin.S3OriginConfig).toEqual({ OriginAccessIdentity: '' });
  });

  it('hands on the whole query, where the signature is, and neither cookies nor headers; S3 is asked each time', () => {
    expect(behaviour()).toMatchObject({ AllowedMethods: ['GET', 'HEAD'], ViewerProtocolPolicy: 'https-only' });
    expect(behaviour().CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad'); // CloudFront's "caching disabled"
    const policies = dev.findResources('AWS::CloudFront::OriginRequestPolicy');
    expect(policies[behaviour().OriginRequestPolicyId.Ref]?.['Properties'].OriginRequestPolicyConfig).toMatchObject({
      QueryStringsConfig: { QueryStringBehavior: 'all' },
      CookiesConfig: { CookieBehavior: 'none' },
      HeadersConfig: { HeaderBehavior: 'none' },
    });
  });

  it('runs nothing that somebody uploaded, and takes it for no other kind than S3 says', () => {
    const policies = dev.findResources('AWS::CloudFront::ResponseHeadersPolicy');
    const headers =
      policies[behaviour().ResponseHeadersPolicyId.Ref]?.['Properties'].ResponseHeadersPolicyConfig
        .SecurityHeadersConfig;
    expect(headers.ContentSecurityPolicy.ContentSecurityPolicy).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    );
    expect(headers.ContentTypeOptions).toEqual({ Override: true });
  });
});
