import { Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * What no other stack has, for the names of what is kept when its stack goes, or when its first deployment fails: the next
 * stack's would be the same otherwise, and CloudFormation refuses to make what is there already.
 */
export const uuidOfStack = (scope: Construct): string => Fn.select(2, Fn.split('/', Stack.of(scope).stackId));
