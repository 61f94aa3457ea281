import { join } from 'node:path';
import { stageConfig } from '../config';
import { accountFor, checkBootstrap } from './account';
import { checkAddresses } from './addresses';
import { afterFailure } from './after-failure';
import type { Wanted } from './arguments';
import { type Advice, type Machine, runOrStop } from './machine';
import { readOutputs, upload, webConfig } from './release';
import { smokeTest } from './smoke';

/** Where CDK finds its configuration, and from where its paths are. */
export const infra = join('apps', 'infra');

/** CloudFront takes its certificate and its firewall from here, wherever the stage lives. */
const edgeRegion = 'us-east-1';

const inRepository = 'Nothing was deployed. Put right what it says above, and run this again.';

/** From what is checked out to a chat that answers at a public address. Resolves to that address. */
export const deploy = async (
  machine: Machine,
  wanted: Wanted,
  estimate: (assembly: string) => string,
  config = stageConfig(wanted.stage),
): Promise<string> => {
  const { stage } = wanted;
  const { say } = machine;
  const account = await accountFor(machine, wanted, config, 'Deploying');
  checkAddresses(config);
  await checkBootstrap(machine, account, [...new Set([config.region, edgeRegion, config.replicaRegion ?? edgeRegion])]);

  // What the gates saw is what is deployed.
  const assembly = join('dist', 'deploy', stage);
  const outputsFile = join(assembly, 'outputs.json');
  const cdk = (args: readonly string[], advice: Advice) =>
    runOrStop(machine, ['cdk', ...args], { advice, folder: infra });
  say('Building …');
  // What goes to AWS is built now: no result of another day's cache is among it.
  await runOrStop(machine, ['nx', 'run-many', '--target=build', '--skip-nx-cache'], { advice: inRepository });
  say('Making the templates …');
  await cdk(['synth', '--strict', '--quiet', '--output', assembly, '--context', `stage=${stage}`], inRepository);
  say('Checking them …');
  // All but how long a synth takes, which is about the machine.
  const tests = ['--config', join(infra, 'vitest.config.ts'), '--exclude', '**/synth-time.test.ts'];
  await runOrStop(machine, ['vitest', 'run', ...tests], { advice: inRepository });
  say('Deploying …');
  const silently = ['--require-approval', 'never', '--outputs-file', outputsFile];
  await cdk(['deploy', '--all', '--app', assembly, ...silently], () => afterFailure(machine, config));

  say('Putting the page in its place …');
  const outputs = readOutputs(machine, join(infra, outputsFile), stage);
  const configFile = join(infra, assembly, 'config.json');
  machine.write(configFile, `${JSON.stringify(webConfig(config, outputs), undefined, 2)}\n`);
  await upload(machine, outputs, configFile);
  say(`Looking at ${outputs.Origin} …`);
  await smokeTest(machine, outputs.Origin, outputs.UserPoolId);

  say(`\nParley is at ${outputs.Origin}`);
  say(estimate(join(infra, assembly)));
  say(`Whoever signs up as ${config.ownerEmail} becomes its owner.`);
  return outputs.Origin;
};
