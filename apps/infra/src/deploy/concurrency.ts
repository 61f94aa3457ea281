import * as z from 'zod';
import type { StageConfig } from '../config';
import { type FunctionSpec, functionSpecs } from '../function-specs';
import { type Machine, parsed, Stopped } from './machine';

const Settings = z.object({
  AccountLimit: z.object({ ConcurrentExecutions: z.number(), UnreservedConcurrentExecutions: z.number() }),
});

/** AWS refuses a reservation that would leave functions without one fewer than these (Lambda developer guide, reserved concurrency). */
const keptByAws = 100;
/** What a stage with `reservedConcurrency` sets aside. */
const reserved = Object.values<FunctionSpec>(functionSpecs).reduce((sum, { mostAtOnce = 0 }) => sum + mostAtOnce, 0);

const more = (region: string): string =>
  `Ask AWS for 1,000: Service Quotas in ${region}, AWS Lambda, "Concurrent executions". It costs nothing; the answer may take a day.`;

/**
 * Looks how many functions the account may run at once in the stage's region: 10 in many new accounts. Stops where
 * CloudFormation would fail over it half-way, and warns where people would be throttled.
 */
export const checkConcurrency = async ({ run, say }: Machine, config: StageConfig): Promise<void> => {
  const { stage, region } = config;
  const { code, output } = await run('aws', ['lambda', 'get-account-settings', '--region', region, '--output', 'json']);
  const found = Settings.safeParse(parsed(output));
  if (code !== 0 || !found.success)
    throw new Stopped(
      `How many functions the account may run at once in ${region} could not be told. A role needs ` +
        `lambda:GetAccountSettings for it, as in apps/infra/github-role.json. AWS said: ${output.trim()}`,
    );
  const { ConcurrentExecutions: most, UnreservedConcurrentExecutions: free } = found.data.AccountLimit;
  const wanted = config.reservedConcurrency ? reserved + keptByAws : keptByAws;
  const mayRun = `The account may run ${most} functions at once in ${region}`;
  if (config.reservedConcurrency && most < wanted)
    throw new Stopped(
      `Nothing was done. ${mayRun}, and ${stage} needs ${wanted}: it reserves ${reserved}, and AWS keeps ${keptByAws} for the rest. ` +
        `${more(region)} Or set reservedConcurrency: false for ${stage} in apps/infra/src/settings.ts.`,
    );
  if (most < wanted)
    say(`${mayRun}, so few that a handful of people are refused now and then. It goes on. ${more(region)}`);
  else if (free < wanted)
    say(
      `${mayRun}, of which ${free} are not reserved. If this is the first deployment of ${stage} there, that is fewer than ` +
        `the ${wanted} it needs: stop it, and ask AWS for more first. ${more(region)}`,
    );
};
