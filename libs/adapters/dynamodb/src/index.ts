export type { Connected } from './connected';
export { createTables } from './create-tables';
export { dynamodbStores } from './dynamodb-stores';
export { keys, tables, type Key, type Table, type TableNames } from './tables';
