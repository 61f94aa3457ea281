import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { Workload } from './workload';

export type Wanted = Workload & { stage: string; json: boolean };

const amount = (name: string, low: number, high: number) =>
  z
    .string()
    .regex(/^\d{1,12}(\.\d+)?$/, `--${name} is not a number`)
    .transform(Number)
    .refine((value) => value >= low && value <= high, `--${name} is not between ${low} and ${high}`);
const whole = (name: string, low: number, high: number) =>
  amount(name, low, high).refine(Number.isInteger, `--${name} is not a whole number`);

const Options = z.object({
  people: whole('people', 1, 1_000_000).default(200),
  'messages-per-day': whole('messages-per-day', 0, 1_000_000_000).default(20_000),
  members: whole('members', 1, 5_000).default(10),
  hours: amount('hours', 0, 24).default(8),
  days: amount('days', 0, 31).default(22),
  stage: z.string().default('prod'),
  json: z.boolean().default(false),
});

export const usage =
  'npm run cost -- --people 200 --messages-per-day 20000 --stage prod. Known besides are --members (people in the ' +
  'conversation of a message, 10), --hours connected a day (8), --days a month (22) and --json.';

/** What was asked for; throws a sentence that says what is wrong with it. */
export const readArguments = (args: string[]): Wanted => {
  const names = Object.keys(Options.shape) as (keyof typeof Options.shape)[];
  const given = (() => {
    const options = Object.fromEntries(
      names.map((name) => [name, { type: name === 'json' ? ('boolean' as const) : ('string' as const) }]),
    );
    try {
      return parseArgs({ args, options }).values;
    } catch (error) {
      const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
      throw new Error(`${sentence}. Ask for it like this: ${usage}`, { cause: error });
    }
  })();
  const parsed = Options.safeParse(given);
  if (!parsed.success)
    throw new Error(`${parsed.error.issues.map(({ message }) => message).join('. ')}. Ask for it like this: ${usage}`);
  const { 'messages-per-day': messagesPerDay, ...rest } = parsed.data;
  if (rest.members > rest.people)
    throw new Error(
      `A conversation of ${rest.members} needs more than ${rest.people} people. Say --members ${rest.people} or fewer.`,
    );
  return { ...rest, messagesPerDay };
};
