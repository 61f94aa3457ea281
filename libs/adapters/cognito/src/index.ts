export { setGroup } from './groups';
export { linkProvider } from './link-provider';
export { replacePassword } from './replace-password';
export { hasSecondStep } from './second-step';
export { userPool, type UserPoolOptions } from './user-pool';
