import * as z from 'zod';
import type { StageConfig } from '../config';
import type { Wanted } from './arguments';
import { type Machine, parsed, Stopped } from './machine';

const Identity = z.object({ Account: z.string().regex(/^\d{12}$/), Arn: z.string() });

/** Whose credentials these are. Stops where there are none. */
export const whoAmI = async ({ run }: Machine): Promise<{ account: string; arn: string }> => {
  const { code, output } = await run('aws', ['sts', 'get-caller-identity', '--output', 'json']);
  if (code === 127)
    throw new Stopped(
      'The AWS CLI is not installed. Get version 2 from https://aws.amazon.com/cli, then run this again.',
    );
  const identity = Identity.safeParse(parsed(output));
  if (code !== 0 || !identity.success)
    throw new Stopped(
      'There are no AWS credentials, or they have expired. Sign in (aws sso login, or aws configure), choose the profile ' +
        'with AWS_PROFILE, and run this again.',
    );
  return { account: identity.data.Account, arn: identity.data.Arn };
};

/**
 * The account that it goes to. The stage's configuration or `--account` names it, and another one is refused; where neither
 * does, a person types its number. `prod` also wants `--yes`: it is not a stage to hit by habit.
 */
export const accountFor = async (
  machine: Machine,
  { stage, account: wanted = undefined, yes }: Wanted,
  config: StageConfig,
  deed: string,
): Promise<string> => {
  if (stage === 'prod' && !yes)
    throw new Stopped(`${deed} prod touches what people use. If you mean it, run the same again with --yes.`);
  const { account, arn } = await whoAmI(machine);
  for (const [named, where] of [
    [config.account, 'apps/infra/src/settings.ts'],
    [wanted, '--account'],
  ] as const)
    if (named !== undefined && named !== account)
      throw new Stopped(
        `These credentials (${arn}) are of account ${account}, and ${where} names ${named} for ${stage}. Nothing was done. ` +
          'Choose other credentials with AWS_PROFILE, or correct the number.',
      );
  machine.say(`Account ${account}, as ${arn}, region ${config.region}.`);
  if (config.account !== undefined || wanted !== undefined) return account;
  const typed = await machine.prompt(`${deed} ${stage} there? Type the account's number to go on: `);
  if (typed === undefined)
    throw new Stopped(`Nobody can be asked whether ${account} is the right account. Name it: --account ${account}.`);
  if (typed.trim() !== account) throw new Stopped('That is another number. Nothing was done.');
  return account;
};

/** Stops where CDK's own stack is missing, without which nothing can be deployed there. */
export const checkBootstrap = async ({ run }: Machine, account: string, regions: readonly string[]): Promise<void> => {
  for (const region of regions) {
    const args = ['cloudformation', 'describe-stacks', '--stack-name', 'CDKToolkit', '--region', region];
    const { code, output } = await run('aws', [...args, '--query', 'Stacks[0].StackName', '--output', 'text']);
    if (code === 0) continue;
    if (!output.includes('does not exist'))
      throw new Stopped(`Whether ${region} is prepared for CDK could not be told. AWS said: ${output.trim()}`);
    throw new Stopped(
      `${region} is not prepared for CDK yet. Once for each account and region: npx cdk bootstrap aws://${account}/${region}`,
    );
  }
};
