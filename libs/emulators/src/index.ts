export { startDynamodb, type Dynamodb, type DynamodbOptions } from './dynamodb/start-dynamodb';
