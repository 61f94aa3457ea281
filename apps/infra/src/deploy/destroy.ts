import type { Template } from '../cost/fixed-prices';
import type { StageConfig } from '../config';
import { accountFor } from './account';
import type { Wanted } from './arguments';
import { infra } from './deploy';
import { type Machine, runOrStop } from './machine';
import { contextOf, deployedReplica } from './replica';
import { linesOf, outliving } from './stack-resources';

const again =
  'What is left is named above. Most often something in it refuses to be deleted; the reason is the first FAILED line. ' +
  'Running the same again goes on from there.';

const stays =
  'These stay, what people wrote and who they are among them, and are paid by the GB until somebody deletes them by hand:';

/** Takes a stage out of its account, and names what stays. */
export const destroy = async (
  machine: Machine,
  wanted: Wanted,
  templatesOf: (config: StageConfig) => Template[],
  config: StageConfig,
): Promise<void> => {
  const { stage } = wanted;
  await accountFor(machine, wanted, config, 'Destroying');
  const replica = await deployedReplica(machine, config);
  machine.say('Building, since CDK asks the app what there is …');
  await runOrStop(machine, ['nx', 'run-many', '--target=build', '--projects=@parley/lambda-*'], {
    advice: 'Nothing was destroyed.',
  });
  // Asked before, and said before: a stack that is gone names nothing any more.
  const retained = linesOf(await outliving(machine, config, templatesOf(config), replica));
  const named = retained.length === 0 ? 'Nothing stays.' : [stays, ...retained].join('\n');
  machine.say(`Destroying … ${named}`);
  const cdk = (...which: string[]) =>
    runOrStop(machine, ['cdk', 'destroy', ...which, '--force', '--context', `stage=${stage}`, ...contextOf(replica)], {
      ...{ advice: again, folder: infra },
    });
  // AWS deletes a firewall or a certificate once nothing uses it, also where the stage has switched it off meanwhile.
  await cdk(`parley-${stage}`, '--exclusively');
  await cdk('--all');
  machine.say(`\nThe stage ${stage} is gone, and its address with it.`);
  machine.say(named);
};
