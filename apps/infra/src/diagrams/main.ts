import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesOf } from '../cost/stage-facts';
import { stages } from '../stages';
import { readMeasured } from '../cost/measured';
import { inUse, withBills } from './bills';
import { architecturePage } from './page';

const docs = join(import.meta.dirname, '../../../../docs');
const drawn = (name: string, draw: (page: string) => string): void => {
  const file = join(docs, name);
  writeFileSync(file, draw(readFileSync(file, 'utf8')));
};

// Of the stages as Parley has them, whoever draws: the pages are the same in every clone.
try {
  const shown = stages.map((config) => ({ stage: config.stage, templates: templatesOf(config) }));
  drawn('architecture.md', (page) => architecturePage(page, shown));
  drawn('well-architected.md', (page) => withBills(page, inUse(shown), readMeasured()));
  console.log('docs/architecture.md and docs/well-architected.md show what is synthesized.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
