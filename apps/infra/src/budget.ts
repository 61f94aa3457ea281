import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Construct } from 'constructs';
import type { StageConfig } from './config';

/**
 * On everything that a stage is made of; the bill can be split by it, and by `parley-part`, once both are activated as
 * cost allocation tags in the account's billing settings.
 */
export const tags = { stage: 'parley-stage', part: 'parley-part' };

/** A month's bill of one stage, and a mail when four fifths are spent or all of it is forecast. */
export const budget = (scope: Construct, id: string, { stage, monthlyBudget, alarmEmail }: StageConfig): CfnBudget => {
  const mailAt = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
    notification: { notificationType, threshold, thresholdType: 'PERCENTAGE', comparisonOperator: 'GREATER_THAN' },
    subscribers: [{ subscriptionType: 'EMAIL', address: alarmEmail }],
  });
  return new CfnBudget(scope, id, {
    budget: {
      budgetName: `parley-${stage}`,
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: monthlyBudget, unit: 'USD' },
      costFilters: { TagKeyValue: [`user:${tags.stage}$${stage}`] },
    },
    notificationsWithSubscribers: [mailAt('ACTUAL', 80), mailAt('FORECASTED', 100)],
  });
};
