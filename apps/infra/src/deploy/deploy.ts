import { join } from 'node:path';
import type { StageConfig } from '../config';
import { edgeRegion } from '../edge/front';
import { accountFor, checkBootstrap } from './account';
import { checkAddresses } from './addresses';
import type { Wanted } from './arguments';
import { checkConcurrency } from './concurrency';
import { type Machine, runOrStop, Stopped } from './machine';
import { checkPrerequisites } from './prerequisites';
import { readOutputs, upload, webConfig } from './release';
import { checkProtection, checkReplica, contextOf, deployedReplica } from './replica';
import { smokeTest } from './smoke';
import { givenUp, leftBehind, linesOf, type Listed, listed } from './stack-resources';

/** Where CDK finds its configuration, and from where its paths are. */
export const infra = join('apps', 'infra');

const inRepository = 'Nothing was deployed. Put right what it says above, and run this again.';
const rolledBack =
  'CloudFormation goes back to what was there before; the page was not touched. The reason is the first FAILED line ' +
  'above, or in the console under CloudFormation, Events; docs/deploy.md goes through the frequent ones.';
const leftOver =
  'This is left of what it made, and would be paid. It is empty where this was the first deployment, and the next one makes ' +
  'its own: then delete it by hand.';
const noLongerHad =
  'The stage has these no more. They stay, since what they hold cannot be made again, and are paid until somebody deletes them ' +
  'by hand; a key only when nothing is left that was encrypted with it, copies among it:';

/** A replica's key is made before its table is changed, and no setting would name its region once it is taken out again. */
const keyOfReplica = (
  { customerKey, replicaRegion }: StageConfig,
  known: readonly Listed[],
  before: readonly Listed[],
): string[] => {
  const found = known.find(({ stack }) => stack.endsWith('-replica-key'));
  if (!found) return [];
  const { stack, region } = found;
  const command = `aws cloudformation delete-stack --stack-name ${stack} --region ${region}`;
  if (!before.some((one) => one.stack === stack))
    return [
      `The replica's key was made. The next deployment uses it; where you give the replica up instead, take it away first: ${command}`,
    ];
  if (customerKey && replicaRegion !== undefined) return [];
  return [
    `The replica's key is still there. Where the table has no replica any more, the next deployment does not know of it: ${command}`,
  ];
};

/** From what is checked out to a chat that answers at a public address. Resolves to that address. */
export const deploy = async (
  machine: Machine,
  wanted: Wanted,
  estimate: (assembly: string) => string,
  config: StageConfig,
): Promise<string> => {
  const { stage } = wanted;
  const { say } = machine;
  const account = await accountFor(machine, wanted, config, 'Deploying');
  checkAddresses(config);
  await checkPrerequisites(machine, config);
  const replica = await deployedReplica(machine, config);
  checkReplica(config, replica);
  const before = await listed(machine, config, replica);
  await checkProtection(machine, config, replica, before);
  await checkBootstrap(machine, account, [...new Set([config.region, edgeRegion, config.replicaRegion ?? edgeRegion])]);
  await checkConcurrency(machine, config);

  // What the gates saw is what is deployed.
  const assembly = join('dist', 'deploy', stage);
  const outputsFile = join(assembly, 'outputs.json');
  const cdk = (args: readonly string[], advice: string) =>
    runOrStop(machine, ['cdk', ...args], { advice, folder: infra });
  say('Reading the settings …');
  // A setting whose name is misspelt would else be left out in silence.
  await runOrStop(machine, ['nx', 'run', '@parley/infra:typecheck'], { advice: inRepository });
  say('Building …');
  // What goes to AWS is built now: no result of another day's cache is among it.
  await runOrStop(machine, ['nx', 'run-many', '--target=build', '--skip-nx-cache'], { advice: inRepository });
  // All policies are checked as the templates are made, and stop it: tests are of the code, which CI has seen.
  say('Making the templates, and checking them …');
  const asked = ['--context', `stage=${stage}`, ...contextOf(replica)];
  await cdk(['synth', '--strict', '--quiet', '--output', assembly, ...asked], inRepository);
  say('Deploying …');
  const silently = ['--require-approval', 'never', '--outputs-file', outputsFile];
  await cdk(['deploy', '--all', '--app', assembly, ...silently], rolledBack).catch(async (error: unknown) => {
    const known = await listed(machine, config, replica);
    const left = linesOf(leftBehind(known));
    const words = [...(left.length > 0 ? [leftOver, ...left] : []), ...keyOfReplica(config, known, before)];
    if (!(error instanceof Stopped) || words.length === 0) throw error;
    throw new Stopped([error.message, ...words].join('\n'), { cause: error });
  });
  const left = linesOf(givenUp(config, before, await listed(machine, config, replica)));

  say('Putting the page in its place …');
  const outputs = readOutputs(machine, join(infra, outputsFile), stage);
  const configFile = join(infra, assembly, 'config.json');
  machine.write(configFile, `${JSON.stringify(webConfig(config, outputs), undefined, 2)}\n`);
  await upload(machine, outputs, configFile);
  say(`Looking at ${outputs.Origin} …`);
  await smokeTest(machine, outputs.Origin, outputs.UserPoolId);

  say(`\nParley is at ${outputs.Origin}`);
  if (left.length > 0) say([noLongerHad, ...left].join('\n'));
  say(estimate(join(infra, assembly)));
  say(`Whoever signs up as ${config.ownerEmail} becomes its owner.`);
  return outputs.Origin;
};
