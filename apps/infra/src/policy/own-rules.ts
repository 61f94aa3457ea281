import { readFileSync } from 'node:fs';
import type { IPolicyValidationPlugin, PolicyViolation } from 'aws-cdk-lib';
import { violationsOf } from './rules';
import { Template } from './template';

/**
 * The rules that neither CloudFormation's own nor cdk-nag have, at every synth: a finding stops it. They are no Guard rules,
 * which the same engine would take: what is accepted is data here, read by the tests that look for what nothing needs any
 * more, and a stack's region is known, which a template does not say.
 */
export const ownRules: IPolicyValidationPlugin = {
  name: 'Parley',
  validate: ({ stackTemplates }) => {
    const violations = stackTemplates.flatMap(({ templatePath, region }) =>
      violationsOf(Template.parse(JSON.parse(readFileSync(templatePath, 'utf8'))), region).map(
        ({ rule, logicalId, says }): PolicyViolation => ({
          ruleName: rule,
          description: says,
          severity: 'error',
          violatingResources: [{ resourceLogicalId: logicalId, templatePath, locations: [] }],
        }),
      ),
    );
    return { success: violations.length === 0, violations };
  },
};
