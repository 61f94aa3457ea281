import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from './config';

/**
 * A year of who read or wrote what people wrote or uploaded, besides Parley's own functions, and of who changed the page: an
 * administrator's query, an export, a script put into the bucket. The functions' millions of calls are left out by the
 * name of their roles, which begins with the stack's.
 */
export class AuditTrail extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { config, chat, web, media }: { config: StageConfig; chat: TableV2; web: Bucket; media: Bucket },
  ) {
    super(scope, id);
    const { account, partition, stackName } = Stack.of(this);
    const name = `parley-${config.stage}`;
    const events = new Bucket(this, 'Events', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [{ expiration: Duration.days(365) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const sourceArn = Stack.of(this).formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: name });
    const cloudTrailMay = (action: string, resource: string) =>
      events.addToResourcePolicy(
        new PolicyStatement({
          actions: [action],
          principals: [new ServicePrincipal('cloudtrail.amazonaws.com')],
          resources: [resource],
          conditions: { StringEquals: { 'aws:SourceArn': sourceArn } },
        }),
      );
    cloudTrailMay('s3:GetBucketAcl', events.bucketArn);
    cloudTrailMay('s3:PutObject', events.arnForObjects(`AWSLogs/${account}/*`));

    const byOthers = {
      field: 'userIdentity.arn',
      notStartsWith: [`arn:${partition}:sts::${account}:assumed-role/${stackName}-`],
    };
    const trail = new CfnTrail(this, 'Trail', {
      trailName: name,
      isLogging: true,
      s3BucketName: events.bucketName,
      enableLogFileValidation: true,
      advancedEventSelectors: [
        {
          name: 'Who else touches what people wrote',
          fieldSelectors: [
            { field: 'eventCategory', equalTo: ['Data'] },
            { field: 'resources.type', equalTo: ['AWS::DynamoDB::Table'] },
            { field: 'resources.ARN', equalTo: [chat.tableArn] },
            byOthers,
          ],
        },
        {
          name: 'Who else touches what people uploaded',
          fieldSelectors: [
            { field: 'eventCategory', equalTo: ['Data'] },
            { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
            { field: 'resources.ARN', startsWith: [media.arnForObjects('')] },
            byOthers,
          ],
        },
        {
          name: 'Who changes the page',
          fieldSelectors: [
            { field: 'eventCategory', equalTo: ['Data'] },
            { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
            { field: 'resources.ARN', startsWith: [web.arnForObjects('')] },
            { field: 'readOnly', equalTo: ['false'] },
          ],
        },
      ],
    });
    if (events.policy) trail.node.addDependency(events.policy); // CloudTrail tries to write as it is made
  }
}
