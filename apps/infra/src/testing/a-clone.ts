import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../config';

const repository = join(import.meta.dirname, '../../../..');
const copied = ['package.json', 'tsconfig.base.json', 'apps/infra/cdk.json', 'apps/infra/package.json'];

/**
 * A clone of this repository in a temporary folder, whose deployer has written these settings and nothing else: the commands run in it
 * as they do there. What stays as it is, the built functions among it, is linked.
 */
export const aClone = (settings: Settings): { folder: string; remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-clone-'));
  const infra = join(folder, 'apps', 'infra');
  mkdirSync(infra, { recursive: true });
  for (const file of [...copied, 'apps/infra/tsconfig.json']) cpSync(join(repository, file), join(folder, file));
  cpSync(join(repository, 'apps/infra/src'), join(infra, 'src'), { recursive: true });
  for (const linked of ['node_modules', 'apps/lambda']) symlinkSync(join(repository, linked), join(folder, linked));
  const text = `import type { Settings } from './config';\n\nexport const settings: Settings = ${JSON.stringify(settings)};\n`;
  writeFileSync(join(infra, 'src', 'settings.ts'), text);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};
