import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from './config';
import { uuidOfStack } from './stack-uuid';

/** Where on the one origin it is read, and how its objects' keys begin: CloudFront passes a path on as it is. */
export const mediaPath = 'media';

/**
 * The bucket's name, known before the bucket is: the distribution passes its path on to it, and it in turn lets the
 * distribution's page upload.
 */
const nameOf = (scope: Construct, stage: string): string => `parley-${stage}-media-${uuidOfStack(scope)}`;

/** The bucket as whoever is made before it knows it. */
export const mediaBucketOf = (scope: Construct, id: string, stage: string): IBucket =>
  Bucket.fromBucketAttributes(scope, id, { bucketName: nameOf(scope, stage), region: Stack.of(scope).region });

type MediaProps = {
  config: StageConfig;
  /** The page that may upload. */
  origin: string;
  /** What it is encrypted with, where that is not S3's own key. */
  key: IKey | undefined;
};

/**
 * What people upload. S3 itself decides about every read and upload, by a signature that one of our functions made for it;
 * none of them may do so yet, so nobody can read or write anything here. Uploads come with the requests that sign them.
 */
export class Media extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { config, origin, key }: MediaProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: nameOf(this, config.stage),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      ...(key
        ? { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true } // one call to KMS for many objects
        : { encryption: BucketEncryption.S3_MANAGED }),
      enforceSSL: true,
      versioned: true,
      lifecycleRules: [
        {
          abortIncompleteMultipartUploadAfter: Duration.days(1), // parts of an upload that nobody ended are paid, and seen nowhere
          noncurrentVersionExpiration: Duration.days(30), // so long something deleted or replaced can be had back
          expiredObjectDeleteMarker: true,
        },
      ],
      cors: [
        {
          allowedOrigins: [origin],
          allowedMethods: [HttpMethods.POST, HttpMethods.PUT], // it is read by the page's own origin
          allowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
          maxAge: 3_600,
        },
      ],
      removalPolicy: config.deletionProtection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
