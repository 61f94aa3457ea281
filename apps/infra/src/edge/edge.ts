import { join } from 'node:path';
import { edgeHeader } from '@parley/protocol';
import { Stack } from 'aws-cdk-lib';
import type { IApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { AaaaRecord, ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Domain, StageConfig } from '../config';
import { mediaBucketOf, mediaPath } from '../media';
import { socketStage } from '../realtime';
import { type Front, zoneOf } from './front';
import { headersOfAll, headersOfMedia, headersOfPage } from './security-headers';

type EdgeProps = { config: StageConfig; httpApi: IApi; socketApi: IApi; front: Front };

/** One origin for all: the page at /, the HTTP API at /api, the WebSocket API at /ws, what people upload at /media. */
export class Edge extends Construct {
  readonly web: Bucket;
  readonly distribution: Distribution;
  /** The name by which people find the page: the stage's own, or CloudFront's. */
  readonly host: string;
  /** Where that is, as browsers write it: https://…, without a slash at its end. */
  readonly origin: string;
  /** What shows the doors that a request came through here: a reference to the secret, not its value. */
  readonly secret: string;

  constructor(scope: Construct, id: string, { config, httpApi, socketApi, front }: EdgeProps) {
    super(scope, id);
    const { domain } = config;
    this.secret = this.madeUp();
    this.web = new Bucket(this, 'Web', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
    });
    const files = S3BucketOrigin.withOriginAccessControl(this.web as IBucket); // CDK's types ignore exactOptionalPropertyTypes
    const everything = new ResponseHeadersPolicy(this, 'HeadersOfAll', headersOfAll(config));
    const { region, urlSuffix } = Stack.of(this);
    const api = ({ apiId }: IApi): BehaviorOptions => ({
      // Whoever asks the API's own address has not passed the firewall, and does not know this.
      origin: new HttpOrigin(`${apiId}.execute-api.${region}.${urlSuffix}`, {
        customHeaders: { [edgeHeader]: this.secret },
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY, // a token sent in the clear is refused, not led on
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // Authorization and Sec-WebSocket-* go on; API Gateway knows itself by its own Host.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: everything,
    });

    this.distribution = new Distribution(this, 'Distribution', {
      comment: `Parley ${config.stage}`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(front.webAclArn !== undefined && { webAclId: front.webAclArn }),
      ...(domain && front.certificate && { domainNames: [domain.name], certificate: front.certificate }),
      defaultBehavior: {
        origin: files,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_DISABLED, // a new index.html is there at once, without an invalidation
        responseHeadersPolicy: new ResponseHeadersPolicy(this, 'HeadersOfPage', headersOfPage(config)),
        functionAssociations: [this.runs('spa-fallback', FunctionEventType.VIEWER_REQUEST)],
      },
      additionalBehaviors: {
        '/assets/*': {
          origin: files,
          viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
          responseHeadersPolicy: everything,
          functionAssociations: [this.runs('immutable', FunctionEventType.VIEWER_RESPONSE)],
        },
        '/api/*': api(httpApi),
        [`/${socketStage}`]: api(socketApi),
        [`/${mediaPath}/*`]: this.media(config),
      },
    });
    this.host = domain?.name ?? this.distribution.distributionDomainName;
    this.origin = `https://${this.host}`;
    if (domain) this.named(domain);
  }

  /**
   * Passes a signed read on to S3, which asks for the signature each time. CloudFront must not sign by itself here, as it
   * does for the page: then whoever knows an address could read what is there.
   */
  private media(config: StageConfig): BehaviorOptions {
    return {
      origin: S3BucketOrigin.withBucketDefaults(mediaBucketOf(this, 'Media', config.stage)),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: new OriginRequestPolicy(this, 'Signed', {
        comment: 'The signature is in the query, and counts for the host of the bucket',
        queryStringBehavior: OriginRequestQueryStringBehavior.all(),
      }),
      responseHeadersPolicy: new ResponseHeadersPolicy(this, 'HeadersOfMedia', headersOfMedia(config)),
    };
  }

  /**
   * Made by AWS as the stack is, and nowhere else. CloudFormation asks for its value only where a reference changes, so for
   * another secret give it another id here: doors refuse what CloudFront sends until that has it everywhere, some minutes.
   */
  private madeUp(): string {
    const secret = new Secret(this, 'Secret', {
      description: 'What CloudFront shows the APIs',
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });
    return secret.secretValue.unsafeUnwrap();
  }

  /** Leads the domain here, over both generations of IP. */
  private named(domain: Domain): void {
    const zone = zoneOf(this, 'Zone', domain);
    const target = RecordTarget.fromAlias(new CloudFrontTarget(this.distribution));
    new ARecord(this, 'A', { zone, recordName: domain.name, target });
    new AaaaRecord(this, 'Aaaa', { zone, recordName: domain.name, target });
  }

  private runs(name: string, eventType: FunctionEventType) {
    const code = FunctionCode.fromFile({ filePath: join(import.meta.dirname, `${name}.js`) });
    return { eventType, function: new Function(this, name, { code, runtime: FunctionRuntime.JS_2_0 }) };
  }
}
