import * as z from 'zod';
import type { Template } from '../cost/fixed-prices';
import type { StageConfig } from '../config';
import { edgeRegion } from '../edge/front';
import { type Machine, parsed } from './machine';

const Listed = z.object({
  StackResourceSummaries: z.array(
    z.object({
      LogicalResourceId: z.string(),
      /** Absent where it was never made. */
      PhysicalResourceId: z.string().optional(),
      ResourceType: z.string(),
      ResourceStatus: z.string(),
    }),
  ),
});

/** Something in the account, by the name that its service knows it by. */
export type Resource = { name: string; type: string; region: string };

/** The stacks that a stage may have, and where. */
const stacksOf = (config: StageConfig): { stack: string; region: string }[] => {
  const own = `parley-${config.stage}`;
  const apart = config.region === edgeRegion ? [] : ['firewall', 'certificate', 'outside'];
  return [
    { stack: own, region: config.region },
    ...apart.map((part) => ({ stack: `${own}-${part}`, region: edgeRegion })),
    ...(config.replicaRegion !== undefined ? [{ stack: `${own}-replica-key`, region: config.replicaRegion }] : []),
  ];
};

/** What CloudFormation knows of a stage's stacks; nothing of one that is not there, or that these credentials may not read. */
const listed = async ({ run }: Machine, config: StageConfig) => {
  const found = stacksOf(config).map(async ({ stack, region }) => {
    const args = ['cloudformation', 'list-stack-resources', '--stack-name', stack, '--region', region];
    const { output } = await run('aws', [...args, '--output', 'json']);
    const { data } = Listed.safeParse(parsed(output));
    return (data?.StackResourceSummaries ?? []).map((summary) => ({ ...summary, region }));
  });
  return (await Promise.all(found)).flat();
};

/** Versions go with their function. */
const isVersion = (type: string): boolean => type === 'AWS::Lambda::Version';

/**
 * What outlives a stage, to be searched for and paid: by the name that CloudFormation gave it, or as the templates call it
 * where that cannot be told.
 */
export const outliving = async (
  machine: Machine,
  config: StageConfig,
  templates: readonly Template[],
): Promise<Resource[]> => {
  const kept = templates.flatMap(({ Resources = {} }) =>
    Object.entries(Resources).flatMap(([id, { Type: type, DeletionPolicy }]) =>
      DeletionPolicy?.startsWith('Retain') && !isVersion(type) ? [{ id, type }] : [],
    ),
  );
  const known = await listed(machine, config);
  return kept.flatMap(({ id, type }) => {
    const found = known.filter(
      ({ LogicalResourceId, ResourceType }) => LogicalResourceId === id && ResourceType === type,
    );
    if (found.length === 0) return [{ name: id, type, region: config.region }];
    return found.map(({ PhysicalResourceId = id, region }) => ({ name: PhysicalResourceId, type, region }));
  });
};

/** What a deployment that failed has made and CloudFormation did not take away again. */
export const leftBehind = async (machine: Machine, config: StageConfig): Promise<Resource[]> =>
  (await listed(machine, config)).flatMap(
    ({ PhysicalResourceId: name, ResourceType: type, ResourceStatus: status, region }) =>
      status === 'DELETE_SKIPPED' && name !== undefined && !isVersion(type) ? [{ name, type, region }] : [],
  );

/** API Gateway knows one role to write logs by in an account's region, that of whoever was deployed last. */
const ofTheAccount: readonly string[] = ['AWS::ApiGateway::Account', 'AWS::IAM::Role'];

/** A line for each. */
export const linesOf = (resources: readonly Resource[]): string[] =>
  resources.map(({ name, type, region }) => {
    const leaveIt = ofTheAccount.includes(type)
      ? ': leave it, it is free, and another stage may write its logs by it'
      : '';
    return `  ${name} (${type}, ${region})${leaveIt}`;
  });
