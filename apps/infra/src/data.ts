import { accessChangePatterns, removalPatterns, type Table, tables } from '@parley/dynamodb/tables';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  StreamViewType,
  TableEncryptionV2,
  type TablePropsV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  EventSourceMapping,
  type EventSourceMappingProps,
  FilterCriteria,
  type IFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { dailyBackups } from './backups';
import type { StageConfig } from './config';
import { dataKey, dataKeyAlias } from './data-key';

/** The two tables as the adapter describes them. */
export class Data extends Construct {
  readonly chat: TableV2;
  readonly connections: TableV2;
  /** The key that `chat` is encrypted with, where it is not DynamoDB's own. Leases and buckets are nobody's words. */
  readonly key: Key | undefined;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id);
    this.key = config.customerKey ? dataKey(this, 'Key', config.stage) : undefined;
    // CloudFormation names them: what was retained from a deleted stack never stands in the way of the next.
    this.chat = new TableV2(this, 'Chat', {
      ...propsOf(tables.chat, config),
      ...(this.key && { encryption: encryptedWith(this.key, config) }),
      ...(config.replicaRegion !== undefined && { replicas: [{ region: config.replicaRegion }] }),
    });
    this.connections = new TableV2(this, 'Connections', propsOf(tables.connections, config));
    if (config.dailyBackups) dailyBackups(this, { stage: config.stage, table: this.chat, encryptionKey: this.key });
  }

  /**
   * Hands over what says that somebody may come in no more, to functions whose own roles may read the stream. Each reads it
   * by itself, so that a removal that cannot be finished holds up no closing. Two readers are as many as DynamoDB advises.
   */
  serveAccessChanges({ close, finish }: { close: IFunction; finish: IFunction }): void {
    this.follow('AccessChanges', {
      target: close,
      startingPosition: StartingPosition.LATEST,
      filters: accessChangePatterns.map((pattern) => FilterCriteria.filter(pattern)),
      maxRecordAge: Duration.hours(2), // by then API Gateway has ended every connection that was open (F24)
    });
    this.follow('Removals', {
      target: finish,
      startingPosition: StartingPosition.TRIM_HORIZON, // it is done once, however often it is read
      filters: removalPatterns.map((pattern) => FilterCriteria.filter(pattern)),
      maxRecordAge: Duration.hours(24), // as long as a stream remembers
    });
  }

  private follow(id: string, props: EventSourceMappingProps): void {
    new EventSourceMapping(this, id, {
      ...props,
      ...(this.chat.tableStreamArn !== undefined && { eventSourceArn: this.chat.tableStreamArn }),
      reportBatchItemFailures: true,
      bisectBatchOnError: true, // one record that kills the function takes none of the others with it
    });
  }
}

// The replica's key is made by a stack of that region, which this one waits for; it is known by its alias.
const encryptedWith = (key: Key, { stage, replicaRegion }: StageConfig): TableEncryptionV2 =>
  TableEncryptionV2.customerManagedKey(
    key,
    replicaRegion === undefined
      ? undefined
      : {
          [replicaRegion]: Stack.of(key).formatArn({
            service: 'kms',
            region: replicaRegion,
            resource: dataKeyAlias(stage),
          }),
        },
  );

const propsOf = (
  { keySchema: [hash, range], durable, stream, ttlAttribute, ...table }: Table,
  { deletionProtection }: StageConfig,
): TablePropsV2 => {
  const isKept = durable && deletionProtection;
  const attribute = (name: string) => {
    const type = table.attributeDefinitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType;
    if (type === undefined) throw new Error(`tables.ts names the key ${name} without its type.`);
    return { name, type: attributeTypes[type] };
  };
  return {
    partitionKey: attribute(hash.AttributeName),
    sortKey: attribute(range.AttributeName),
    billing: Billing.onDemand(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: durable },
    deletionProtection: isKept,
    removalPolicy: isKept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    ...(stream && { dynamoStream: StreamViewType[stream] }),
    ...(ttlAttribute && { timeToLiveAttribute: ttlAttribute }),
  };
};

const attributeTypes = { S: AttributeType.STRING } as const;
