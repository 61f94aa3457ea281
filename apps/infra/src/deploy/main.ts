import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { estimate } from '../cost/estimate';
import { readMeasured } from '../cost/measured';
import { summaryOf } from '../cost/report';
import { templatesIn, templatesOf } from '../cost/stage-facts';
import { stageConfig } from '../config';
import { settings } from '../settings';
import { readArguments } from './arguments';
import { deploy } from './deploy';
import { destroy } from './destroy';
import { realMachine } from './real-machine';

const [verb = '', ...args] = process.argv.slice(2);
const repository = resolve(import.meta.dirname, '../../../..');
/** An office to reckon with, where nobody has said what there is. */
const office = { people: 200, messagesPerDay: 20_000, members: 10, hours: 8, days: 22 };

try {
  const wanted = readArguments(verb, args);
  const config = stageConfig(wanted.stage, settings);
  const estimated = (assembly: string) =>
    summaryOf(estimate(wanted.stage, templatesIn(resolve(repository, assembly)), office, readMeasured()));
  if (verb === 'deploy') {
    const url = await deploy(realMachine, wanted, estimated, config);
    // A workflow's later jobs look at it there.
    const told = process.env['GITHUB_OUTPUT'];
    if (told) appendFileSync(told, `url=${url}\n`);
  } else await destroy(realMachine, wanted, templatesOf, config);
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
