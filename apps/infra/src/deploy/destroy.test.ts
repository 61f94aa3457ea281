import { expect, it } from 'vitest';
import { stageConfig } from '../config';
import { destroy } from './destroy';
import { account, aMachine, type Scene } from './testing/a-machine';

const dev = { stage: 'dev', account, yes: false };
const templates = [
  {
    Resources: {
      Chat: { Type: 'AWS::DynamoDB::GlobalTable', DeletionPolicy: 'Retain' },
      Old: { Type: 'AWS::Lambda::Version', DeletionPolicy: 'Retain' },
      Logs: { Type: 'AWS::Logs::LogGroup', DeletionPolicy: 'Delete' },
      Queue: { Type: 'AWS::SQS::Queue' },
      ForLogs: { Type: 'AWS::IAM::Role', DeletionPolicy: 'Retain' },
    },
  },
];
const summary = (id: string, type: string) => ({
  ...{ LogicalResourceId: id, PhysicalResourceId: `parley-dev-${id}-1A2B`, ResourceType: type },
  ResourceStatus: 'CREATE_COMPLETE',
});
const listed = JSON.stringify({
  StackResourceSummaries: [summary('Queue', 'AWS::SQS::Queue'), summary('Chat', 'AWS::DynamoDB::GlobalTable')],
});
const tried = async (scene: Scene = {}, wanted: Parameters<typeof destroy>[1] = dev) => {
  const seen = aMachine(scene);
  const words = await destroy(seen.machine, wanted, () => templates, stageConfig(wanted.stage)).then(
    () => '',
    (error: Error) => error.message,
  );
  return { ...seen, words };
};

it('destroys all of a stage, and names what stays and is paid', async () => {
  const { ran, said } = await tried({
    finishes: { 'aws cloudformation list-stack-resources': { code: 0, output: listed } },
  });
  expect(ran.filter((line) => line.startsWith('cdk'))).toEqual([
    'cdk destroy parley-dev --exclusively --force --context stage=dev', // what it uses in us-east-1 cannot go before it
    'cdk destroy --all --force --context stage=dev',
  ]);
  const last = said.at(-1) ?? '';
  expect(last).toContain(
    'until somebody deletes them by hand:\n  parley-dev-Chat-1A2B (AWS::DynamoDB::GlobalTable, us-east-1)',
  );
  expect(last).toContain('ForLogs (AWS::IAM::Role, us-east-1): leave it, it is free');
  expect(last).not.toMatch(/LogGroup|Old|Queue/);
});

it('asks for the names while there is a stack to ask, and says them before anything goes', async () => {
  const { ran, said } = await tried({
    finishes: {
      'aws cloudformation list-stack-resources': { code: 0, output: listed },
      'cdk destroy': { code: 1, output: 'DELETE_FAILED' },
    },
  });
  const asked = ran.findIndex((line) =>
    line.startsWith('aws cloudformation list-stack-resources --stack-name parley-dev '),
  );
  expect(asked).toBeGreaterThan(-1);
  expect(asked).toBeLessThan(ran.findIndex((line) => line.startsWith('cdk destroy')));
  expect(said.join('\n')).toContain('parley-dev-Chat-1A2B');
});

it('calls what stays as the templates do where CloudFormation cannot be asked', async () => {
  const { said } = await tried({
    finishes: { 'aws cloudformation list-stack-resources': { code: 254, output: 'no' } },
  });
  expect(said.at(-1)).toContain('  Chat (AWS::DynamoDB::GlobalTable, us-east-1)');
});

it('destroys nothing without credentials, in another account, or prod by habit', async () => {
  const without = await tried({ finishes: { 'aws sts': { code: 255, output: '' } } });
  const another = await tried({}, { ...dev, account: '999999999999' });
  const prod = await tried({}, { ...dev, stage: 'prod' });
  for (const { ran } of [without, another, prod]) expect(ran.filter((line) => !line.startsWith('aws sts'))).toEqual([]);
  expect([without, another, prod].map(({ words }) => words)).toEqual([
    expect.stringContaining('aws sso login'),
    expect.stringContaining('Nothing was done.'),
    expect.stringContaining('--yes'),
  ]);
});

it('says how to go on where something refuses to be deleted', async () => {
  const { words, said } = await tried({ finishes: { 'cdk destroy': { code: 1, output: 'DELETE_FAILED' } } });
  expect(words).toContain('Running the same again goes on from there.');
  expect(said.join('\n')).not.toContain('is gone');
});
