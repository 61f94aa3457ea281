import { crowdedScenarios } from './scenarios/crowded';
import { changeScenarios } from './scenarios/changes';
import { deliveryScenarios } from './scenarios/delivery';
import { inboxScenarios } from './scenarios/inbox';
import { suspensionScenarios } from './scenarios/suspension';
import { membershipScenarios } from './scenarios/membership';
import { retentionScenarios } from './scenarios/retention';
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
