export type { Connected } from './connected';
export { createTables } from './create-tables';
export { dynamodbStores } from './dynamodb-stores';
export { accessChangeOf, removalOf, StreamRecord } from './stream';
export { accessChangePatterns, keys, removalPatterns, tables, type Key, type Table, type TableNames } from './tables';
