import { accessChangePatterns, type Table, tables } from '@parley/dynamodb/tables';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, StreamViewType, TableV2, type TablePropsV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, type IFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** The two tables as the adapter describes them. */
export class Data extends Construct {
  readonly chat: TableV2;
  readonly connections: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // CloudFormation names them: what was retained from a deleted stack never stands in the way of the next.
    this.chat = new TableV2(this, 'Chat', propsOf(tables.chat));
    this.connections = new TableV2(this, 'Connections', propsOf(tables.connections));
  }

  /** Hands over what says that somebody may come in no more, to a function whose own role may read the stream. */
  serveAccessChanges(closeConnections: IFunction): void {
    new EventSourceMapping(this, 'AccessChanges', {
      target: closeConnections,
      ...(this.chat.tableStreamArn !== undefined && { eventSourceArn: this.chat.tableStreamArn }),
      startingPosition: StartingPosition.LATEST,
      filters: accessChangePatterns.map((pattern) => FilterCriteria.filter(pattern)),
      reportBatchItemFailures: true,
      bisectBatchOnError: true, // one record that kills the function takes none of the others with it
      maxRecordAge: Duration.hours(2), // by then API Gateway has ended every connection that was open (F24)
    });
  }
}

const propsOf = ({ keySchema: [hash, range], durable, stream, ttlAttribute, ...table }: Table): TablePropsV2 => {
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
    deletionProtection: durable,
    removalPolicy: durable ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    ...(stream && { dynamoStream: StreamViewType[stream] }),
    ...(ttlAttribute && { timeToLiveAttribute: ttlAttribute }),
  };
};

const attributeTypes = { S: AttributeType.STRING } as const;
