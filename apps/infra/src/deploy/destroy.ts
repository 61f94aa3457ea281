import type { Template } from '../cost/fixed-prices';
import { stageConfig } from '../config';
import { accountFor } from './account';
import type { Wanted } from './arguments';
import { infra } from './deploy';
import { type Machine, runOrStop } from './machine';

/** What outlives its stack, by name: it would be there, and be paid, without anybody knowing. Versions go with their function. */
export const retainedIn = (templates: readonly Template[]): { name: string; type: string }[] =>
  templates.flatMap(({ Resources = {} }) =>
    Object.entries(Resources).flatMap(([name, { Type, DeletionPolicy }]) =>
      DeletionPolicy?.startsWith('Retain') && Type !== 'AWS::Lambda::Version' ? [{ name, type: Type }] : [],
    ),
  );

const again =
  'What is left is named above. Most often something in it refuses to be deleted; the reason is the first FAILED line. ' +
  'Running the same again goes on from there.';

/** Takes a stage out of its account, and names what stays. */
export const destroy = async (
  machine: Machine,
  wanted: Wanted,
  templatesOf: (stage: string) => Template[],
): Promise<void> => {
  const { stage } = wanted;
  const config = stageConfig(stage);
  await accountFor(machine, wanted, config, 'Destroying');
  machine.say('Building, since CDK asks the app what there is …');
  await runOrStop(machine, ['nx', 'run-many', '--target=build', '--projects=@parley/lambda-*'], {
    advice: 'Nothing was destroyed.',
  });
  const retained = retainedIn(templatesOf(stage));
  machine.say('Destroying …');
  const cdk = (...which: string[]) =>
    runOrStop(machine, ['cdk', 'destroy', ...which, '--force', '--context', `stage=${stage}`], {
      ...{ advice: again, folder: infra },
    });
  // AWS deletes a firewall or a certificate once nothing uses it, also where the stage has switched it off meanwhile.
  await cdk(`parley-${stage}`, '--exclusively');
  await cdk('--all');
  machine.say(`\nThe stage ${stage} is gone, and its address with it.`);
  if (retained.length === 0) return;
  machine.say(
    'These stay, what people wrote and who they are among them, and are paid by the GB until somebody deletes them by hand:',
  );
  for (const { name, type } of retained) machine.say(`  ${name} (${type})`);
};
