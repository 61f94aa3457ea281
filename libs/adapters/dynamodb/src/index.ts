export type { Connected } from './connected';
export { createTables } from './create-tables';
export { dynamodbStores } from './dynamodb-stores';
export { accessChangeOf, StreamRecord } from './stream';
export { accessChangePatterns, keys, tables, type Key, type Table, type TableNames } from './tables';
