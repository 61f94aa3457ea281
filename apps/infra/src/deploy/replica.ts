import * as z from 'zod';
import type { StageConfig } from '../config';
import { type Machine, parsed, Stopped } from './machine';
import type { Listed } from './stack-resources';

const Described = z.object({
  Stacks: z.array(
    z.object({ Outputs: z.array(z.object({ OutputKey: z.string(), OutputValue: z.string() })).nullish() }),
  ),
});

/**
 * The region of the replica that is deployed, which the settings may name no more; undefined where there is none, or no
 * stage yet. The stage's own stack says it: nobody else knows in which region to look for what the replica had.
 */
export const deployedReplica = async (
  { run }: Machine,
  { stage, region }: StageConfig,
): Promise<string | undefined> => {
  const args = ['cloudformation', 'describe-stacks', '--stack-name', `parley-${stage}`, '--region', region];
  const { code, output } = await run('aws', [...args, '--output', 'json']);
  if (code !== 0 && !output.includes('does not exist'))
    throw new Stopped(`What ${stage} has by now could not be told. Nothing was done. AWS said: ${output.trim()}`);
  const outputs = Described.safeParse(parsed(output)).data?.Stacks[0]?.Outputs ?? [];
  return outputs.find(({ OutputKey }) => OutputKey === 'ReplicaRegion')?.OutputValue;
};

/** Stops where a replica would move: DynamoDB takes one away or makes one in one deployment, and not both. */
export const checkReplica = ({ stage, replicaRegion }: StageConfig, deployed: string | undefined): void => {
  if (deployed === undefined || replicaRegion === undefined || replicaRegion === deployed) return;
  throw new Stopped(
    `Nothing was done. The replica of ${stage} is in ${deployed}, and apps/infra/src/settings.ts names ${replicaRegion}. DynamoDB ` +
      `takes one away or makes one at a time: take replicaRegion out, deploy, name ${replicaRegion}, and deploy again.`,
  );
};

/** Stops where a replica shall go that refuses to be deleted: CloudFormation would fail over it, minutes later. */
export const checkProtection = async (
  { run }: Machine,
  { stage, replicaRegion }: StageConfig,
  deployed: string | undefined,
  known: readonly Listed[],
): Promise<void> => {
  const isChat = ({ LogicalResourceId: id, ResourceType: type }: Listed) =>
    id.startsWith('DataChat') && type === 'AWS::DynamoDB::GlobalTable';
  const table = known.find(isChat)?.PhysicalResourceId;
  if (deployed === undefined || replicaRegion !== undefined || table === undefined) return;
  const there = ['--region', deployed, '--table-name', table];
  const asked = ['--query', 'Table.DeletionProtectionEnabled', '--output', 'text'];
  const { code, output } = await run('aws', ['dynamodb', 'describe-table', ...there, ...asked]);
  if (code !== 0 || output.trim() !== 'True') return;
  throw new Stopped(
    `Nothing was done. The replica of ${stage} in ${deployed} refuses to be deleted. If it shall go, with all that is in it, take ` +
      `its protection away and run the same again: aws dynamodb update-table ${there.join(' ')} --no-deletion-protection-enabled`,
  );
};

/** What CDK's app is told of it, so that what the replica had can go after the replica. */
export const contextOf = (deployed: string | undefined): string[] =>
  deployed === undefined ? [] : ['--context', `replica-was=${deployed}`];
