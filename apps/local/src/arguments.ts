import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';

export type Arguments = {
  /** 0 asks the system for a free one. */
  port: number;
  dataFolder: string;
  /** Forget all data first. */
  reset: boolean;
  /** Serve the web app through Vite, and take up rebuilt handlers. */
  dev: boolean;
};

const Port = z.coerce.number({ error: 'is not a number' }).int().min(0).max(65_535);

/** What the person asked for; throws a sentence that says what is wrong with it. */
export const readArguments = (args: string[], environment: NodeJS.ProcessEnv, workspace: string): Arguments => {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: environment['PORT'] || '4400' },
      data: { type: 'string', default: resolve(workspace, '.parley') },
      reset: { type: 'boolean', default: false },
      dev: { type: 'boolean', default: false },
    },
  });
  const port = Port.safeParse(values.port);
  if (!port.success) throw new Error(`The port "${values.port}" is not a number from 0 to 65535.`);
  return { port: port.data, dataFolder: resolve(values.data), reset: values.reset, dev: values.dev };
};
