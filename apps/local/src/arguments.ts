import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';

export type Arguments = {
  /** 0 asks the system for a free one. */
  port: number;
  /** An absolute path. */
  dataFolder: string;
  /** Forget all data first. */
  reset: boolean;
  /** Serve the web app through Vite, and take up rebuilt handlers. */
  dev: boolean;
  /** A DynamoDB that already runs, instead of an engine of our own. */
  dynamodbEndpoint?: string;
};

const Port = z
  .string()
  .regex(/^\d{1,5}$/)
  .pipe(z.coerce.number<string>().max(65_535));

const usage = 'Known are --port <number>, --data <folder>, --reset and --dev.';

/** What the person asked for; throws a sentence that says what is wrong with it. */
export const readArguments = (args: string[], environment: NodeJS.ProcessEnv, workspace: string): Arguments => {
  const values = parse(args);
  const wanted = values.port ?? (environment['PORT'] || '4400');
  const port = Port.safeParse(wanted);
  if (!port.success) throw new Error(`The port "${wanted}" is not a number from 0 to 65535.`);
  if (values.data === '') throw new Error('--data needs the name of a folder.');
  const dynamodbEndpoint = environment['DYNAMODB_ENDPOINT'];
  return {
    port: port.data,
    dataFolder: resolve(values.data ?? resolve(workspace, '.parley')),
    reset: values.reset ?? false,
    dev: values.dev ?? false,
    ...(dynamodbEndpoint && { dynamodbEndpoint }),
  };
};

const parse = (args: string[]) => {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        reset: { type: 'boolean' },
        dev: { type: 'boolean' },
      },
    });
    return values;
  } catch (error) {
    // Node's own sentence, whose first part says what is wrong and whose rest explains its parser.
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new Error(`${sentence.replace(/\.$/, '')}. ${usage}`, { cause: error });
  }
};
