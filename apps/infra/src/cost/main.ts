import { stageConfig } from '../config';
import { settings } from '../settings';
import { readArguments } from './arguments';
import { estimate } from './estimate';
import { readMeasured } from './measured';
import { reportOf } from './report';
import { templatesOf } from './stage-facts';

try {
  const { stage, json, ...workload } = readArguments(process.argv.slice(2));
  const found = estimate(stage, templatesOf(stageConfig(stage, settings)), workload, readMeasured());
  console.log(json ? JSON.stringify(found, undefined, 2) : reportOf(found));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
