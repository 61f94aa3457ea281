import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const instead =
  'set DYNAMODB_ENDPOINT to a running DynamoDB Local or similar (for example DYNAMODB_ENDPOINT=http://127.0.0.1:8000)';

/** Where to look: the running platform, unless a test says otherwise. */
export interface EnginePlace {
  platform?: string;
  arch?: string;
  /** Finds a module's file as `require.resolve` does: throws when it is not installed. */
  resolve?: (request: string) => string;
}

/** The path of the engine's binary. Throws one sentence that says what to do when this machine has none. */
export const engineBinary = ({
  platform = process.platform,
  arch = process.arch,
  resolve = createRequire(import.meta.url).resolve,
}: EnginePlace = {}): string => {
  // The only platform for which the engine is published.
  if (platform !== 'linux' || arch !== 'x64')
    throw new Error(`There is no local DynamoDB engine for ${platform}-${arch}: ${instead}.`);
  try {
    const binary = join(dirname(resolve('@dynoxide/linux-x64/package.json')), 'dynoxide');
    if (existsSync(binary)) return binary;
  } catch {
    // Not installed: the sentence below says so.
  }
  throw new Error(`The local DynamoDB engine @dynoxide/linux-x64 is not installed: run npm install, or ${instead}.`);
};
