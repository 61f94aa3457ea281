export { asyncapi } from './asyncapi';
export { openapi } from './openapi';
