import { Refused } from '@parley/core';
import { refusal } from '@parley/protocol';
import * as z from 'zod';
import { count, measured } from './metrics';
import { report } from './telemetry';

/** What Cognito says to its triggers, as far as we read it. `clientMetadata` is what the page sent with its call. */
export const PoolEvent = z.looseObject({
  triggerSource: z.string(),
  userPoolId: z.string().min(1),
  userName: z.string().min(1),
  request: z.looseObject({
    userAttributes: z.record(z.string(), z.string().optional()),
    clientMetadata: z.record(z.string(), z.string()).nullish(),
  }),
});
export type PoolEvent = z.infer<typeof PoolEvent>;

/** What a refusal is counted as. */
type Counted = 'SignUpsRefused' | 'SignInsRefused';

/** The wait goes along where there is one, for the page to say it in words. */
const told = ({ refusal: { code, message, retryAfterMs } }: Refused): Error =>
  new Error(`${code}: ${message}${retryAfterMs === undefined ? '' : ` retryAfterMs=${retryAfterMs}`}`);

/**
 * A trigger of the user pool: does something, and gives the event back as Cognito wants it, with the `response` that it made,
 * if any. The person reads what is thrown, with Cognito's words around it: a code of the closed table and its sentence, and
 * nothing else.
 */
export const poolTrigger = <S extends z.ZodType>(
  schema: S,
  act: (event: z.output<S>) => Promise<object | void>,
  { counts = 'SignUpsRefused', tell = report }: { counts?: Counted; tell?: typeof report } = {},
) =>
  measured(async (event: unknown): Promise<unknown> => {
    try {
      const response = await act(schema.parse(event));
      return response ? { ...(event as object), response } : event;
    } catch (error) {
      if (error instanceof Refused) {
        count(counts);
        throw told(error);
      }
      tell('a trigger of the user pool failed', { error });
      throw new Refused(refusal('internal'));
    }
  });
