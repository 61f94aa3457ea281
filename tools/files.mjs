import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * The files of a tree that people wrote, not those that were installed or built.
 *
 * @param {RegExp} ending of the file's name
 * @param {string} folder
 * @param {string[]} inside names in that folder, of folders or files
 * @returns {string[]} paths relative to `folder`, with slashes
 */
export function filesEndingIn(ending, folder, inside) {
  const found = [];
  for (const name of inside) {
    const start = join(folder, name);
    if (!existsSync(start)) continue;
    if (ending.test(name)) found.push(name);
    else
      for (const entry of readdirSync(start, { recursive: true, withFileTypes: true }))
        if (entry.isFile() && ending.test(entry.name))
          found.push(relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  }
  return found.filter((path) => !/(^|\/)(node_modules|dist|cdk\.out|\.parley)\//.test(path));
}
