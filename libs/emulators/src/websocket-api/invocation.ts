import * as z from 'zod';
import { type Api } from './options';

/** How a Lambda invocation ended, as the gateway sees it. */
export type Outcome =
  { kind: 'returned'; value: unknown } | { kind: 'failed'; message: string } | { kind: 'timed_out' };

const ThrownError = z.object({ errorMessage: z.string().optional(), message: z.string().optional() });
const messageOf = (error: unknown) => {
  const { data } = ThrownError.safeParse(error);
  return data?.errorMessage ?? data?.message ?? String(error);
};

/** Runs a function for at most the integration timeout. The function itself may run on after that, as on AWS. */
export const runFunction = (
  { invoke, clock, limits, faults }: Pick<Api, 'invoke' | 'clock' | 'limits' | 'faults'>,
  functionName: string,
  event: unknown,
): Promise<Outcome> =>
  new Promise((resolve) => {
    if (faults.strikes('F19')) return resolve({ kind: 'failed', message: 'The fault F19' });
    const hangs = faults.strikes('F21');
    const cancel = clock.after(limits.integrationMs, () => resolve({ kind: 'timed_out' }));
    const settle = (outcome: Outcome) => {
      cancel();
      resolve(outcome);
    };
    if (hangs) return;
    // Started inside a promise, so that an `invoke` that throws at once ends like one that rejects.
    Promise.resolve()
      .then(() => invoke(functionName, event))
      .then(
        (value) => settle({ kind: 'returned', value }),
        (error: unknown) => settle({ kind: 'failed', message: messageOf(error) }),
      );
  });

const ProxyResult = z.object({
  statusCode: z.number().int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  body: z.string().nullish(),
});

/** What a proxy integration answers; a result of another shape is an integration error, as on AWS. */
export type ProxyResult = z.infer<typeof ProxyResult>;

/** Reads a handler's result as a proxy result, or `undefined` when it is malformed, failed or late. */
export const proxyResult = (outcome: Outcome): ProxyResult | undefined =>
  outcome.kind === 'returned' ? ProxyResult.safeParse(outcome.value).data : undefined;
