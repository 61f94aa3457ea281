import { readFileSync } from 'node:fs';
import type { IPolicyValidationPlugin } from 'aws-cdk-lib';
import { Template } from './template';
import { unlistedIn } from './wildcards';

/**
 * Stops a synth at a `*` that is not listed with its reason. It is no rule of Guard's: the list is data, which a test reads
 * too, looking for what nothing needs any more.
 */
export const listedWildcards: IPolicyValidationPlugin = {
  name: 'Parley',
  validate: ({ stackTemplates }) => {
    const violations = stackTemplates.flatMap(({ templatePath }) =>
      unlistedIn(Template.parse(JSON.parse(readFileSync(templatePath, 'utf8')))).map(({ logicalId, actions, on }) => ({
        ruleName: 'wildcard',
        description: `${actions} on ${on} is not in accepted-wildcards.ts.`,
        severity: 'error',
        violatingResources: [{ resourceLogicalId: logicalId, templatePath, locations: [] }],
      })),
    );
    return { success: violations.length === 0, violations };
  },
};
