// Nx finds its results by an index that is named after the machine it was made on. A pipeline takes both over from another
// machine, and without this would find none of them.
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Gives what another machine left the name of this one.
 *
 * @param {string} folder Nx's own, `.nx/workspace-data`
 * @param {string} machine as `/etc/machine-id` has it
 * @returns {string[]} what now has another name
 */
export function takeOver(folder, machine) {
  if (!existsSync(folder)) return [];
  const foreign = readdirSync(folder).filter(
    (file) => /^[^-]+-v\d+\.db$/.test(file) && !file.startsWith(`${machine}-`),
  );
  for (const file of foreign) renameSync(join(folder, file), join(folder, file.replace(/^[^-]+/, machine)));
  return foreign;
}

if (process.argv[1] === import.meta.filename) {
  const folder = join(import.meta.dirname, '..', '.nx', 'workspace-data');
  const taken = takeOver(folder, readFileSync('/etc/machine-id', 'utf8').trim());
  console.log(taken.length > 0 ? 'Results of another machine are taken over.' : 'There is nothing to take over.');
}
