import { join } from 'node:path';
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
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from '../config';
import { socketStage } from '../realtime';
import { headersOfAll, headersOfPage } from './security-headers';

/** One origin for all: the page at /, the HTTP API at /api, the WebSocket API at /ws. */
export class Edge extends Construct {
  readonly web: Bucket;
  readonly distribution: Distribution;

  constructor(
    scope: Construct,
    id: string,
    { config, httpApi, socketApi }: { config: StageConfig; httpApi: IApi; socketApi: IApi },
  ) {
    super(scope, id);
    this.web = new Bucket(this, 'Web', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
    });
    const files = S3BucketOrigin.withOriginAccessControl(this.web as IBucket); // CDK's types ignore exactOptionalPropertyTypes
    const everything = new ResponseHeadersPolicy(this, 'HeadersOfAll', headersOfAll(config.region));
    const { region, urlSuffix } = Stack.of(this);
    const api = ({ apiId }: IApi): BehaviorOptions => ({
      origin: new HttpOrigin(`${apiId}.execute-api.${region}.${urlSuffix}`),
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
      defaultBehavior: {
        origin: files,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_DISABLED, // a new index.html is there at once, without an invalidation
        responseHeadersPolicy: new ResponseHeadersPolicy(this, 'HeadersOfPage', headersOfPage(config.region)),
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
      },
    });
  }

  private runs(name: string, eventType: FunctionEventType) {
    const code = FunctionCode.fromFile({ filePath: join(import.meta.dirname, `${name}.js`) });
    return { eventType, function: new Function(this, name, { code, runtime: FunctionRuntime.JS_2_0 }) };
  }
}
