import { describe, expect, it } from 'vitest';
import { createApp } from '../app';
import { stageConfig, type StageConfig } from '../config';
import { configWith } from '../testing/configurations';
import { deploy } from './deploy';
import { destroy } from './destroy';
import type { Finished } from './machine';
import { account, aMachine, type Scene } from './testing/a-machine';

const wanted = { stage: 'dev', account, yes: false };
const addresses = { ownerEmail: 'ana@parley.dev', alarmEmail: 'ops@parley.dev' };
const keyed = { customerKey: true, replicaRegion: 'eu-west-1' };

const describes = 'aws cloudformation describe-stacks --stack-name parley-dev --region us-east-1 --output json';
const lists = (stack: string, region: string) =>
  `aws cloudformation list-stack-resources --stack-name ${stack} --region ${region}`;
const told = (value: unknown) => ({ code: 0, output: JSON.stringify(value) });
const resources = (...found: [id: string, type: string][]) =>
  told({
    StackResourceSummaries: found.map(([id, type]) => ({
      ...{ LogicalResourceId: id, PhysicalResourceId: `the-${id}`, ResourceType: type },
      ResourceStatus: 'CREATE_COMPLETE',
    })),
  });
const inIreland = told({ Stacks: [{ Outputs: [{ OutputKey: 'ReplicaRegion', OutputValue: 'eu-west-1' }] }] });
const itsKey = { [lists('parley-dev-replica-key', 'eu-west-1')]: resources(['Key', 'AWS::KMS::Key']) };

const deployed = async (finishes: Scene['finishes'], changed: Partial<StageConfig> = {}) => {
  const seen = aMachine({ ...(finishes && { finishes }) });
  const config = { ...stageConfig('dev'), ...addresses, ...changed };
  const outcome = await deploy(seen.machine, wanted, () => '', config).catch((error: Error) => error.message);
  return { ...seen, outcome, cdk: seen.ran.filter((line) => line.startsWith('cdk')) };
};

describe('a replica that is wanted no more', () => {
  it('is told to the app, so that what it had goes after it', async () => {
    const { cdk, outcome } = await deployed({ [describes]: inIreland });
    expect(outcome).toBe('https://d111.cloudfront.net');
    expect(cdk[0]).toContain('--context stage=dev --context replica-was=eu-west-1');
    expect((await deployed({})).cdk[0]).not.toContain('replica-was');
  });

  const stacksOf = (config: StageConfig, was?: string) => {
    const { app } = createApp({ config, checked: false, ...(was && { context: { 'replica-was': was } }) });
    return app.synth().stacks.map(({ stackName, environment, template, dependencies }) => ({
      name: stackName,
      region: environment.region,
      isEmpty: Object.keys(template.Resources ?? {}).length === 0,
      after: dependencies.map(({ id }) => id).filter((id) => id.startsWith('parley-') && !id.endsWith('.assets')),
    }));
  };
  const key = (config: StageConfig, was?: string) =>
    stacksOf(config, was).find(({ name }) => name === 'parley-dev-replica-key');

  it.each([
    ['without a replica', configWith('customerKey')],
    ['without a key', configWith('replica')],
    ['without either', configWith()],
  ])("leaves its key's stack with nothing in it, %s, which CDK deletes once the table has let go", (_, config) => {
    expect(key(config, 'eu-west-1')).toEqual({
      ...{ name: 'parley-dev-replica-key', region: 'eu-west-1', isEmpty: true, after: ['parley-dev'] },
    });
  });

  it('has that stack before the table, and in it a key, as long as it is wanted', () => {
    const config = configWith('customerKey', 'replica');
    expect(key(config)).toMatchObject({ isEmpty: false, after: [] });
    expect(stacksOf(config, 'eu-west-1')).toEqual(stacksOf(config));
    expect(stacksOf(config).find(({ name }) => name === 'parley-dev')?.after).toEqual(['parley-dev-replica-key']);
  });

  it('has no such stack where there has never been one', () => {
    expect(key(configWith())).toBeUndefined();
  });

  it('passes every check of the templates', () => {
    const { app } = createApp({ config: configWith(), context: { 'replica-was': 'eu-west-1' } });
    expect(() => app.synth()).not.toThrow();
  });

  it('is told by the stack that has it', () => {
    const { app } = createApp({ config: configWith('replica'), checked: false });
    expect(app.synth().getStackByName('parley-dev').template.Outputs.ReplicaRegion).toEqual({ Value: 'eu-west-1' });
  });
});

describe('what a stage gives up by its settings, and stays', () => {
  /** What is said where the stage's own stack, and that of its replica's key, have these before and after. */
  const saidOf = async (
    has: Record<'before' | 'after', { own: Finished; keys?: Finished }>,
    changed: Partial<StageConfig> = {},
  ) => {
    const seen = aMachine({ finishes: { [describes]: inIreland } });
    let now = has.before;
    const machine: typeof seen.machine = {
      ...seen.machine,
      run: async (command, args, options) => {
        const line = [command, ...args].join(' ');
        if (line.startsWith('cdk deploy')) now = has.after;
        if (line.startsWith(lists('parley-dev', 'us-east-1'))) return now.own;
        if (line.startsWith(lists('parley-dev-replica-key', 'eu-west-1'))) return now.keys ?? gone;
        return seen.machine.run(command, args, options);
      },
    };
    await deploy(machine, wanted, () => '', { ...stageConfig('dev'), ...addresses, ...changed });
    return seen.said.join('\n');
  };
  const gone = { code: 254, output: 'does not exist' };
  const full = resources(['Key', 'AWS::KMS::Key'], ['Role', 'AWS::IAM::Role'], ['Other', 'AWS::SQS::Queue']);
  const less = resources(['Other', 'AWS::SQS::Queue']);
  const keys = resources(['Far', 'AWS::KMS::Key']);

  it('is named after the deployment', async () => {
    const said = await saidOf({ before: { own: full, keys }, after: { own: less } });
    expect(said).toMatch(
      /The stage has these no more\. .+\n {2}the-Key \(AWS::KMS::Key, us-east-1\)\n {2}the-Far \(AWS::KMS::Key, eu-west-1\)$/m,
    );
    expect(said).not.toContain('the-Role');
  });

  it('is not guessed at where nothing is told afterwards', async () => {
    const before = { own: full, keys };
    const kept = [
      await saidOf({ before, after: { own: gone, keys } }),
      await saidOf({ before, after: { own: gone } }),
      await saidOf({ before, after: { own: full } }, keyed),
    ];
    for (const said of kept) expect(said).not.toContain('has these no more');
  });

  it('is not spoken of where all is as it was', async () => {
    const { said } = await deployed({ [describes]: inIreland, ...itsKey }, keyed);
    expect(said.join('\n')).not.toContain('has these no more');
  });
});

it('does not let a replica move in one deployment, and says how it moves', async () => {
  const { outcome, cdk } = await deployed({ [describes]: inIreland }, { replicaRegion: 'eu-north-1' });
  expect(outcome).toMatch(
    /^Nothing was done\. The replica of dev is in eu-west-1, and .+ names eu-north-1\..+deploy again/,
  );
  expect(cdk).toEqual([]);
});

describe('a replica that refuses to be deleted', () => {
  const chat = { [lists('parley-dev', 'us-east-1')]: resources(['DataChat1A2B', 'AWS::DynamoDB::GlobalTable']) };
  const asks = 'aws dynamodb describe-table --region eu-west-1 --table-name the-DataChat1A2B';
  const scene = (output: string) => ({ [describes]: inIreland, ...chat, [asks]: { code: 0, output } });

  it('is not taken away until somebody has taken its protection away', async () => {
    const { outcome, cdk } = await deployed(scene('True\n'));
    expect(outcome).toMatch(
      /^Nothing was done\. .+: aws dynamodb update-table --region eu-west-1 --table-name the-DataChat1A2B --no-deletion-protection-enabled$/,
    );
    expect(cdk).toEqual([]);
    expect((await deployed(scene('False\n'))).outcome).toBe('https://d111.cloudfront.net');
  });

  it('is not asked about where it stays', async () => {
    const { ran } = await deployed(scene('True\n'), { replicaRegion: 'eu-west-1' });
    expect(ran.filter((line) => line.startsWith('aws dynamodb'))).toEqual([]);
  });
});

it('goes no further where it cannot be told what is deployed', async () => {
  const { outcome, cdk } = await deployed({ [describes]: { code: 254, output: 'AccessDenied' } });
  expect(outcome).toContain('What dev has by now could not be told. Nothing was done. AWS said: AccessDenied');
  expect(cdk).toEqual([]);
});

it('says how to take back the key of a replica whose first deployment failed', async () => {
  let isTried = false;
  const seen = aMachine({ finishes: { 'cdk deploy': { code: 1, output: 'UPDATE_FAILED' }, ...itsKey } });
  const machine: typeof seen.machine = {
    ...seen.machine,
    run: async (command, args, options) => {
      if (command === 'cdk' && args[0] === 'deploy') isTried = true;
      const isKey = args.includes('parley-dev-replica-key');
      return isKey && !isTried ? { code: 254, output: 'does not exist' } : seen.machine.run(command, args, options);
    },
  };
  const config = { ...stageConfig('dev'), ...addresses, ...keyed };
  const words = await deploy(machine, wanted, () => '', config).catch((error: Error) => error.message);
  expect(words).toContain('aws cloudformation delete-stack --stack-name parley-dev-replica-key --region eu-west-1');
  const known = await deployed({ 'cdk deploy': { code: 1, output: '' }, [describes]: inIreland, ...itsKey }, keyed);
  expect(known.outcome).not.toContain('delete-stack');
});

it('says how to take away the key of a replica that went, where its stack did not go with it', async () => {
  const { outcome } = await deployed({
    'cdk deploy': { code: 1, output: 'DELETE_FAILED' },
    [describes]: inIreland,
    ...itsKey,
  });
  expect(outcome).toContain('the next deployment does not know of it: aws cloudformation delete-stack --stack-name ');
});

it('names the replica of a table that stays in both regions', async () => {
  const chat = { [lists('parley-dev', 'us-east-1')]: resources(['DataChat1A2B', 'AWS::DynamoDB::GlobalTable']) };
  const templates = [{ Resources: { DataChat1A2B: { Type: 'AWS::DynamoDB::GlobalTable', DeletionPolicy: 'Retain' } } }];
  const linesWith = async (finishes: Scene['finishes']) => {
    const seen = aMachine({ ...(finishes && { finishes }) });
    await destroy(seen.machine, wanted, () => templates, stageConfig('dev'));
    return (seen.said.at(-1) ?? '').split('\n').filter((line) => line.includes('GlobalTable'));
  };
  const here = '  the-DataChat1A2B (AWS::DynamoDB::GlobalTable, us-east-1)';
  expect(await linesWith(chat)).toEqual([here]);
  expect(await linesWith({ ...chat, [describes]: inIreland })).toEqual([here, here.replace('us-east-1', 'eu-west-1')]);
});

it('destroys what a replica had that the settings name no more, and names its key, which stays', async () => {
  const seen = aMachine({ finishes: { [describes]: inIreland, ...itsKey } });
  await destroy(seen.machine, wanted, () => [], stageConfig('dev'));
  const destroyed = seen.ran.filter((line) => line.startsWith('cdk destroy'));
  expect(destroyed).toHaveLength(2);
  for (const line of destroyed) expect(line).toContain('--context replica-was=eu-west-1');
  expect(seen.said.at(-1)).toContain('  the-Key (AWS::KMS::Key, eu-west-1)');
});
