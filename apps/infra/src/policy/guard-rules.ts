import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationValidatePlugin, type IPolicyValidationPlugin } from 'aws-cdk-lib';

const name = 'rules.guard';
const content = readFileSync(join(import.meta.dirname, name), 'utf8');

/** CloudFormation's own rules and, in the same engine, ours of `rules.guard`. One for the process: it is slow to begin. */
export const templateRules = new CloudFormationValidatePlugin({
  guardRules: [{ name, content }],
}) as IPolicyValidationPlugin; // CDK's own types disagree on whether a version that is not there may be undefined
