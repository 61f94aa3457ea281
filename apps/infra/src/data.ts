import { type Table, tables } from '@parley/dynamodb/tables';
import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, StreamViewType, TableV2, type TablePropsV2 } from 'aws-cdk-lib/aws-dynamodb';
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
