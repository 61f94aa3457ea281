import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type FaultScheduleInput, parseFaultRates } from '@parley/emulators';
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
  /** What goes wrong on purpose, and how often. Absent: nothing, and no way to ask for it. */
  faults?: FaultScheduleInput;
  /** How many times sooner the limits of sockets pass: at 60, their two hours in two minutes. Default 1. */
  timeScale?: number;
  /** How long access tokens live. Default: an hour, as in Cognito. */
  tokenSeconds?: number;
  /** Whether anybody is held up who does much at once. Default: on, unless things go wrong on purpose. */
  rateLimits?: 'on' | 'off';
  /** Whether functions write what they count into the log, as in AWS. Default: off, since nobody reads it on a laptop. */
  metrics?: 'on' | 'off';
};

const Port = z
  .string()
  .regex(/^\d{1,5}$/)
  .pipe(z.coerce.number<string>().max(65_535));

const Seed = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

// Above, a limit of ten minutes would pass within the time of a cold start.
const TimeScale = z
  .string()
  .regex(/^\d{1,3}$/)
  .pipe(z.coerce.number<string>().min(1).max(600));

const usage =
  'Known are --port <number>, --data <folder>, --reset, --dev, --faults <all | none | F26=0.1,…>, --seed <number> and --time-scale <number>.';

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
    ...(environment['RATE_LIMITS'] === 'off' && { rateLimits: 'off' as const }),
    ...faultsIn(values),
  };
};

const faultsIn = ({ faults, seed, 'time-scale': timeScale }: ReturnType<typeof parse>) => {
  const wanted = Seed.safeParse(seed ?? '1');
  if (!wanted.success) throw new Error(`The seed "${seed}" is not a whole number of at most nine digits.`);
  if (seed !== undefined && faults === undefined) throw new Error('--seed is the seed of faults: add --faults all.');
  const scale = TimeScale.safeParse(timeScale ?? '1');
  if (!scale.success) throw new Error(`The time scale "${timeScale}" is not a whole number from 1 to 600.`);
  return {
    ...(faults !== undefined && { faults: { seed: wanted.data, rates: parseFaultRates(faults) } }),
    ...(timeScale !== undefined && { timeScale: scale.data }),
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
        faults: { type: 'string' },
        seed: { type: 'string' },
        'time-scale': { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    // Node's own sentence, whose first part says what is wrong and whose rest explains its parser.
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new Error(`${sentence.replace(/\.$/, '')}. ${usage}`, { cause: error });
  }
};
