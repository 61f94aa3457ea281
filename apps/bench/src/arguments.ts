import { parseArgs } from 'node:util';
import * as z from 'zod';

export type Wanted = {
  runtime: 'memory' | 'local';
  seed: number;
  /** Devices; every second person has two. */
  clients: number;
  /** It ends after so many minutes, or so many sends, whichever is first. */
  minutes: number;
  sends: number;
  /** `all`, `none`, or what the runtime takes: names with commas in memory, `F26=0.1,…` on the local stack. */
  faults: string;
  /** Messages a second, on the local stack. */
  rate: number;
  /** Worlds at once, in memory. */
  workers: number;
  /** Every record goes there, one JSON a line. */
  history?: string;
  /** The histories of the logs for other checkers. */
  edn?: string;
  elle?: string;
};

const whole = (name: string, low: number, high: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `--${name} is not a whole number`)
    .transform(Number)
    .refine((value) => value >= low && value <= high, `--${name} is not between ${low} and ${high}`);

const Options = z.object({
  runtime: z.enum(['memory', 'local'], '--runtime is memory or local').default('local'),
  seed: whole('seed', 0, 999_999_999).optional(),
  clients: whole('clients', 2, 500).default(50),
  minutes: z
    .string()
    .regex(/^\d{1,4}(\.\d+)?$/, '--minutes is not a number')
    .transform(Number)
    .default(5),
  sends: whole('sends', 1, 100_000_000).default(1_000_000),
  faults: z.string().default('all'),
  rate: whole('rate', 1, 1_000).default(20),
  workers: whole('workers', 1, 64).default(1),
  history: z.string().min(1).optional(),
  edn: z.string().min(1).optional(),
  elle: z.string().min(1).optional(),
});

const usage =
  'Known are --runtime <memory | local>, --seed, --clients, --minutes, --sends, --faults <all | none | …>, --rate, --workers, --history <file>, --edn <file> and --elle <file>; and check <file>.';

/** What was asked for; throws a sentence that says what is wrong with it. `seed`: where none is given. */
export const readArguments = (args: string[], seed: number): Wanted => {
  const text = { type: 'string' } as const;
  const names = Object.keys(Options.shape) as (keyof typeof Options.shape)[];
  const given = (() => {
    try {
      return parseArgs({ args, options: Object.fromEntries(names.map((name) => [name, text])) }).values;
    } catch (error) {
      const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
      throw new Error(`${sentence}. ${usage}`, { cause: error });
    }
  })();
  const parsed = Options.safeParse(given);
  if (!parsed.success) throw new Error(`${parsed.error.issues.map(({ message }) => message).join('. ')}. ${usage}`);
  const { history, edn, elle, ...rest } = parsed.data;
  return { ...rest, seed: rest.seed ?? seed, ...(history && { history }), ...(edn && { edn }), ...(elle && { elle }) };
};
