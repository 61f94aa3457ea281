import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { architecturePage } from './page';
import { shownStages } from './shown-stages';

const file = join(import.meta.dirname, '../../../../docs/architecture.md');

try {
  writeFileSync(file, architecturePage(readFileSync(file, 'utf8'), shownStages()));
  console.log('docs/architecture.md shows what is synthesized.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
