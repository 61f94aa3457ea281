import { Refused } from '@parley/core';
import { refusal } from '@parley/protocol';
import * as z from 'zod';
import { count, measured } from './metrics';
import { report } from './telemetry';

/** What Cognito says to its triggers, as far as we read it. `clientMetadata` is what the page sent with its call. */
export const PoolEvent = z.looseObject({
  triggerSource: z.string(),
  userName: z.string().min(1),
  request: z.looseObject({
    userAttributes: z.record(z.string(), z.string().optional()),
    clientMetadata: z.record(z.string(), z.string()).nullish(),
  }),
});
export type PoolEvent = z.infer<typeof PoolEvent>;

/**
 * A trigger of the user pool: does something, and gives the event back as Cognito wants it. The person reads what is
 * thrown, with Cognito's words around it: a code of the closed table and its sentence, and nothing else.
 */
export const poolTrigger = (act: (event: PoolEvent) => Promise<void>, tell: typeof report = report) =>
  measured(async (event: unknown): Promise<unknown> => {
    try {
      await act(PoolEvent.parse(event));
      return event;
    } catch (error) {
      if (error instanceof Refused) {
        count('SignUpsRefused');
        throw error;
      }
      tell('a trigger of the user pool failed', { error });
      throw new Refused(refusal('internal'));
    }
  });
