import { crowdedScenarios } from './scenarios/crowded';
import { deliveryScenarios, suspensionScenarios } from './scenarios/delivery';
import { membershipScenarios } from './scenarios/membership';
import { retentionScenarios } from './scenarios/retention';
import { changeScenarios, inboxScenarios } from './scenarios/screens';
import { sendingScenarios } from './scenarios/sending';
import type { Scenario } from './scenario';

/** Every story that is played, with all rules and without each that it needs. */
export const scenarios: readonly Scenario[] = [
  ...sendingScenarios,
  ...retentionScenarios,
  ...membershipScenarios,
  ...deliveryScenarios,
  ...suspensionScenarios,
  ...changeScenarios,
  ...inboxScenarios,
  ...crowdedScenarios,
];
