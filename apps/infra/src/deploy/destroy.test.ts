import { expect, it } from 'vitest';
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
    },
  },
];
const tried = async (scene: Scene = {}, wanted: Parameters<typeof destroy>[1] = dev) => {
  const seen = aMachine(scene);
  const words = await destroy(seen.machine, wanted, () => templates).then(
    () => '',
    (error: Error) => error.message,
  );
  return { ...seen, words };
};

it('destroys all of a stage, and names what stays and is paid', async () => {
  const { ran, said } = await tried();
  expect(ran.filter((line) => line.startsWith('cdk'))).toEqual([
    'cdk destroy parley-dev --exclusively --force --context stage=dev', // what it uses in us-east-1 cannot go before it
    'cdk destroy --all --force --context stage=dev',
  ]);
  expect(said.join('\n')).toContain('  Chat (AWS::DynamoDB::GlobalTable)');
  expect(said.join('\n')).not.toMatch(/Logs|Old|Queue/);
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
