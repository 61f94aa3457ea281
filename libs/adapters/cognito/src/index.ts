export { userPool, type UserPoolOptions } from './user-pool';
