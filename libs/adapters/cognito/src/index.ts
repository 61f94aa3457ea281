export { linkProvider } from './link-provider';
export { userPool, type UserPoolOptions } from './user-pool';
