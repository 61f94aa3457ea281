import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesOf } from '../cost/stage-facts';
import { stages } from '../stages';
import { architecturePage } from './page';

const file = join(import.meta.dirname, '../../../../docs/architecture.md');

try {
  writeFileSync(
    file,
    architecturePage(
      readFileSync(file, 'utf8'),
      stages.map(({ stage }) => ({ stage, templates: templatesOf(stage) })),
    ),
  );
  console.log('docs/architecture.md shows what is synthesized.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
