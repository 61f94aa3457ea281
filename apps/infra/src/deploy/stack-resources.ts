import * as z from 'zod';
import type { Template } from '../cost/fixed-prices';
import type { StageConfig } from '../config';
import { edgeRegion } from '../edge/front';
import { type Machine, parsed } from './machine';

const Summaries = z.object({
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

/** A resource as CloudFormation has it, with its stack. */
export type Listed = z.infer<typeof Summaries>['StackResourceSummaries'][number] & { region: string; stack: string };

/** Something in the account, by the name that its service knows it by. */
export type Resource = { name: string; type: string; region: string };

/** The stacks that a stage may have, and where. `replica`: the region of the one that is deployed. */
const stacksOf = (config: StageConfig, replica: string | undefined): { stack: string; region: string }[] => {
  const keyRegion = config.replicaRegion ?? replica;
  const own = `parley-${config.stage}`;
  const apart = config.region === edgeRegion ? [] : ['firewall', 'certificate', 'outside'];
  return [
    { stack: own, region: config.region },
    ...apart.map((part) => ({ stack: `${own}-${part}`, region: edgeRegion })),
    ...(keyRegion !== undefined ? [{ stack: `${own}-replica-key`, region: keyRegion }] : []),
  ];
};

/** What CloudFormation knows of a stage's stacks; nothing of one that is not there, or that these credentials may not read. */
export const listed = async ({ run }: Machine, config: StageConfig, replica: string | undefined): Promise<Listed[]> => {
  const found = stacksOf(config, replica).map(async ({ stack, region }) => {
    const args = ['cloudformation', 'list-stack-resources', '--stack-name', stack, '--region', region];
    const { output } = await run('aws', [...args, '--output', 'json']);
    const { data } = Summaries.safeParse(parsed(output));
    return (data?.StackResourceSummaries ?? []).map((summary) => ({ ...summary, region, stack }));
  });
  return (await Promise.all(found)).flat();
};

/** What stays in an account whenever a stage gives it up by a setting. */
const staying: readonly string[] = ['AWS::Backup::BackupVault', 'AWS::KMS::Key', 'AWS::S3::Bucket'];

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
  replica: string | undefined,
): Promise<Resource[]> => {
  const kept = templates.flatMap(({ Resources = {} }) =>
    Object.entries(Resources).flatMap(([id, { Type: type, DeletionPolicy }]) =>
      DeletionPolicy?.startsWith('Retain') && !isVersion(type) ? [{ id, type }] : [],
    ),
  );
  const known = await listed(machine, config, replica);
  // Deployed with settings that say otherwise by now.
  const wanted = new Set(templates.flatMap(({ Resources = {} }) => Object.keys(Resources)));
  const unsaid = known.filter(
    ({ LogicalResourceId: id, ResourceType: type }) => !wanted.has(id) && staying.includes(type),
  );
  const said = kept.flatMap(({ id, type }) => {
    const found = known.filter(
      ({ LogicalResourceId, ResourceType }) => LogicalResourceId === id && ResourceType === type,
    );
    if (found.length === 0) return [{ name: id, type, region: config.region }];
    return found.map(({ PhysicalResourceId = id, region }) => ({ name: PhysicalResourceId, type, region }));
  });
  // A table that stays, stays wherever it is.
  const copies = said.flatMap((one) =>
    replica !== undefined && one.type === 'AWS::DynamoDB::GlobalTable' ? [{ ...one, region: replica }] : [],
  );
  return [...said, ...copies, ...unsaid.flatMap(resourceOf)];
};

const resourceOf = ({ PhysicalResourceId: name, ResourceType: type, region }: Listed): Resource[] =>
  name === undefined ? [] : [{ name, type, region }];

/** What a deployment that failed has made and CloudFormation did not take away again. */
export const leftBehind = (known: readonly Listed[]): Resource[] =>
  known
    .filter(({ ResourceStatus, ResourceType }) => ResourceStatus === 'DELETE_SKIPPED' && !isVersion(ResourceType))
    .flatMap(resourceOf);

/**
 * What a stage had before a deployment, and has no more, and stays in the account all the same. Of a stack that nothing is told
 * of afterwards nothing is said: only the one of a replica's key goes as a whole, where it is wanted no more.
 */
export const givenUp = (
  { customerKey, replicaRegion }: StageConfig,
  before: readonly Listed[],
  after: readonly Listed[],
): Resource[] => {
  const hasKeys = customerKey && replicaRegion !== undefined;
  const isTold = ({ stack }: Listed) =>
    after.some((one) => one.stack === stack) || (after.length > 0 && stack.endsWith('-replica-key') && !hasKeys);
  const had = after.filter(({ ResourceStatus }) => ResourceStatus !== 'DELETE_SKIPPED');
  const isThere = (one: Listed) => had.some(({ PhysicalResourceId: name }) => name === one.PhysicalResourceId);
  return before.filter((one) => staying.includes(one.ResourceType) && isTold(one) && !isThere(one)).flatMap(resourceOf);
};

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
