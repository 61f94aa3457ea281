import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a file so that after a crash at any point it holds either all of the old or all of the new text.
 * Mode 0600: the files written here hold a private key, verifiers and codes.
 */
export const writeDurably = async (file: string, text: string): Promise<void> => {
  const fresh = `${file}.new`;
  const handle = await open(fresh, 'w', 0o600);
  try {
    await handle.chmod(0o600); // a file left by a crash keeps the mode it had
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, file);
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync(); // the rename itself must survive, too
  } finally {
    await folder.close();
  }
};
