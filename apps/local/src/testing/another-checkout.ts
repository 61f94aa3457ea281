import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const repository = resolve(import.meta.dirname, '../../../..');

/** A folder with this app's sources and what they import, and nothing that was built. */
export const anotherCheckout = async (): Promise<string> => {
  const workspace = await mkdtemp(join(tmpdir(), 'parley-checkout-'));
  onTestFinished(() => rm(workspace, { recursive: true, force: true }));
  await cp(join(repository, 'apps/local/src'), join(workspace, 'apps/local/src'), { recursive: true });
  await cp(join(repository, 'apps/local/package.json'), join(workspace, 'apps/local/package.json'));
  await linkInto(workspace, 'node_modules');
  return workspace;
};

/** Puts a folder of the repository into the checkout, as it is here. */
export const linkInto = async (workspace: string, folder: string): Promise<void> => {
  await mkdir(dirname(join(workspace, folder)), { recursive: true });
  await symlink(join(repository, folder), join(workspace, folder));
};
