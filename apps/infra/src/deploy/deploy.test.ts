import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type StageConfig, stageConfig } from '../config';
import { stages } from '../stages';
import { readArguments } from './arguments';
import { deploy } from './deploy';
import { account, aMachine, type Scene } from './testing/a-machine';

const pageConfig = join(import.meta.dirname, '../../../web/src/app/config.ts');
const estimate = () => 'About three dollars.';
const dev = { stage: 'dev', account, yes: false };
const addresses = { ownerEmail: 'ana@parley.dev', alarmEmail: 'ops@parley.dev' };
const tried = async (
  scene: Scene = {},
  wanted = dev as Parameters<typeof deploy>[1],
  changed: Partial<StageConfig> = addresses,
) => {
  const seen = aMachine(scene);
  const config = { ...stageConfig(wanted.stage), ...changed };
  const outcome = await deploy(seen.machine, wanted, estimate, config).catch((error: Error) => error);
  return { ...seen, outcome, words: outcome instanceof Error ? outcome.message : '' };
};
const verbs = (ran: readonly string[]) => ran.map((line) => line.split(' ').slice(0, 2).join(' '));

describe('a deployment', () => {
  it('looks at the account and the settings, builds, makes and checks templates, deploys, uploads and looks, in this order', async () => {
    const { ran, outcome, said } = await tried();
    expect(outcome).toBe('https://d111.cloudfront.net');
    expect(verbs(ran)).toEqual([
      'aws sts',
      ...['aws cloudformation', 'aws cloudformation'], // what is there
      'aws cloudformation', // whether the region is prepared
      'aws lambda',
      'nx run',
      'nx run-many',
      'cdk synth',
      'cdk deploy',
      'aws cloudformation', // what is there no more
      ...Array.from({ length: 4 }, () => 'aws s3'),
    ]);
    expect(said.join('\n')).toContain('Parley is at https://d111.cloudfront.net\nAbout three dollars.');
  });

  it('deploys the very templates that it has checked, of the stage that was asked for', async () => {
    const { ran } = await tried();
    const synth = ran.find((line) => line.startsWith('cdk synth')) ?? '';
    expect(synth).toContain('--strict');
    expect(synth).toContain('--context stage=dev');
    const [, folder = 'none'] = /--output (\S+)/.exec(synth) ?? [];
    expect(ran.find((line) => line.startsWith('cdk deploy'))).toContain(`--app ${folder} `);
  });

  it('tells the page what it is by a file of its own, and puts index.html last', async () => {
    const { ran, written } = await tried();
    const [config = '{}'] = [...written.values()];
    expect(JSON.parse(config)).toEqual({
      ...{ workspace: 'Parley', region: 'us-east-1', userPoolId: 'us-east-1_Pool1', userPoolClientId: 'client1' },
    });
    const uploads = ran.filter((line) => line.startsWith('aws s3'));
    expect(uploads[0]).toContain('s3://web-bucket/assets');
    expect(uploads[1]).toContain('s3://web-bucket/config.json');
    expect(uploads.at(-1)).toContain('s3://web-bucket/index.html');
    expect(uploads.join()).not.toContain('--delete'); // an open page may still ask for what it was made of
  });

  it('writes what the page reads: each field that it needs, and none that it does not know', async () => {
    const { written } = await tried();
    const fields = Object.keys(JSON.parse([...written.values()][0] ?? '{}'));
    const [, schema = ''] =
      /const Config = z\.object\(\{([\s\S]*?)\n\}\);/.exec(readFileSync(pageConfig, 'utf8')) ?? [];
    const known = [...schema.matchAll(/^ {2}(\w+): (.*),$/gm)].map(([, field = '', rule = '']) => ({ field, rule }));
    const needed = known.filter(({ rule }) => !rule.includes('.optional()')).map(({ field }) => field);
    expect(needed.length).toBeGreaterThan(0);
    expect(fields).toEqual(expect.arrayContaining(needed));
    expect(known.map(({ field }) => field)).toEqual(expect.arrayContaining(fields));
  });

  it.each([
    ['nx run @parley/infra:typecheck', 'Nothing was deployed'],
    ['nx run-many', 'Nothing was deployed'],
    ['cdk synth', 'Nothing was deployed'],
    ['aws s3 sync', 'the page is the old one'],
  ])('stops where %s fails, and says how things stand', async (command, words) => {
    const seen = await tried({ finishes: { [command]: { code: 1, output: 'no' } } });
    expect(seen.words).toContain(words);
    expect(seen.ran.at(-1)?.startsWith(command)).toBe(true);
  });

  const failing = { code: 1, output: 'CREATE_FAILED' };

  it('says what CloudFormation does where it fails, and touches no page', async () => {
    const { words, ran } = await tried({ finishes: { 'cdk deploy': failing } });
    expect(words).toContain('CloudFormation goes back to what was there before; the page was not touched');
    expect(words).not.toContain('left of what it made');
    expect(verbs(ran)).not.toContain('aws s3');
  });

  it('names what a first deployment that failed leaves behind, and would be paid', async () => {
    const summary = (id: string, type: string, status: string) => ({
      ...{ LogicalResourceId: id, PhysicalResourceId: `parley-dev-${id}-1A2B`, ResourceType: type },
      ResourceStatus: status,
    });
    const listed = [
      summary('Chat', 'AWS::DynamoDB::GlobalTable', 'DELETE_SKIPPED'),
      summary('Version', 'AWS::Lambda::Version', 'DELETE_SKIPPED'),
      summary('Queue', 'AWS::SQS::Queue', 'DELETE_COMPLETE'),
    ];
    const { words } = await tried({
      finishes: {
        'cdk deploy': failing,
        'aws cloudformation list-stack-resources --stack-name parley-dev --region us-east-1': {
          ...{ code: 0, output: JSON.stringify({ StackResourceSummaries: listed }) },
        },
      },
    });
    expect(words).toMatch(/delete it by hand\.\n {2}parley-dev-Chat-1A2B \(AWS::DynamoDB::GlobalTable, us-east-1\)$/);
  });

  it('waits for what is not there yet, and stops with the way back after ten minutes', async () => {
    const late = await tried({
      answers: (path, nth) => (path === '/' && nth < 4 ? new Error('ENOTFOUND') : undefined),
    });
    expect(late.outcome).toBe('https://d111.cloudfront.net');
    expect(late.slept()).toBe(3 * 15_000);
    const never = await tried({
      answers: (path) => (path === '/ws' ? { status: 502, type: '', body: '' } : undefined),
    });
    expect(never.words).toMatch(/\/ws is not the socket.+status 502.+check out the commit that was deployed before/);
    expect(never.slept()).toBeLessThanOrEqual(600_000);
  });

  it.each([
    ['/config.json', { status: 200, type: 'application/json', body: '{"userPoolId":"us-east-1_Other"}' }],
    ['/api/workspace', { status: 200, type: 'application/json', body: '{}' }],
    ['/ws', { status: 101, type: '', body: '' }],
    ['/media/anything', { status: 200, type: 'text/html', body: '' }],
    ['/c/somewhere', { status: 404, type: 'text/html', body: '<div id="root"></div>' }],
  ])('is not content with %s as it should not be', async (at, answer) => {
    const { words } = await tried({ answers: (path) => (path === at ? answer : undefined) });
    expect(words).toContain(`https://d111.cloudfront.net${at} is not`);
  });
});

describe('before anything is done', () => {
  const refusedWith = async (
    scene: Scene,
    wanted = dev as Parameters<typeof deploy>[1],
    changed: Partial<StageConfig> = addresses,
  ) => {
    const { words, ran } = await tried(scene, wanted, changed);
    expect(ran.filter((line) => !/^aws (sts|cloudformation|lambda) /.test(line))).toEqual([]);
    return words;
  };

  it('asks for the AWS CLI, and for credentials', async () => {
    expect(await refusedWith({ finishes: { 'aws sts': { code: 127, output: '' } } })).toContain(
      'https://aws.amazon.com/cli',
    );
    const expired = { code: 255, output: 'The security token included in the request is expired' };
    expect(await refusedWith({ finishes: { 'aws sts': expired } })).toContain('aws sso login');
  });

  it('refuses the credentials of another account', async () => {
    const words = await refusedWith({}, { ...dev, account: '999999999999' });
    expect(words).toContain(`account ${account}, and --account names 999999999999 for dev. Nothing was done.`);
    const configured = await refusedWith({}, { stage: 'dev', yes: true }, { ...addresses, account: '999999999999' });
    expect(configured).toContain('apps/infra/src/settings.ts names 999999999999 for dev.');
  });

  it('asks a person which account it is, where nothing names it, and a pipeline to name it', async () => {
    const unnamed = { stage: 'dev', yes: true };
    expect(await refusedWith({}, unnamed)).toContain(`--account ${account}`);
    expect(await refusedWith({ typed: 'yes' }, unnamed)).toContain('Nothing was done.');
    expect((await tried({ typed: `${account}\n` }, unnamed)).outcome).toBe('https://d111.cloudfront.net');
  });

  it('wants to be told twice for prod', async () => {
    expect(await refusedWith({}, { ...dev, stage: 'prod' })).toContain('--yes');
  });

  it.each(['owner@example.com', 'owner@chat.example.org', 'me@localhost', 'x@y.invalid', 'nobody'])(
    'refuses %s as an address that nobody reads, and says which to set, where',
    async (address) => {
      const owner = await refusedWith({}, dev, { ...addresses, ownerEmail: address });
      expect(owner).toContain(`Set in apps/infra/src/settings.ts:\n  ownerEmail is "${address}"`);
      expect(owner).not.toContain('alarmEmail');
      expect(await refusedWith({}, dev, { ...addresses, alarmEmail: address })).toContain(`alarmEmail is "${address}"`);
    },
  );

  it.each(stages)('asks for both addresses of $stage where nobody has set them yet', async ({ stage }) => {
    const words = await refusedWith({}, { ...dev, stage, yes: true }, {});
    expect(words).toMatch(/ownerEmail is "owner@example\.com".+\n.+alarmEmail is "owner@example\.com"/);
  });

  it('says how to prepare a region for CDK, and passes on why it could not tell', async () => {
    const output = 'An error occurred (ValidationError): Stack with id CDKToolkit does not exist';
    const missing = await refusedWith({ finishes: { 'aws cloudformation': { code: 254, output } } });
    expect(missing).toContain(`npx cdk bootstrap aws://${account}/us-east-1`);
    const denied = await refusedWith({ finishes: { 'aws cloudformation': { code: 254, output: 'AccessDenied' } } });
    expect(denied).toContain('AWS said: AccessDenied');
  });
});

describe('what was asked for', () => {
  it('names a stage', () => {
    expect(readArguments('deploy', ['--stage', 'dev'])).toEqual({ stage: 'dev', yes: false });
    const all = ['--stage', 'prod', '--account', account, '--yes'];
    expect(readArguments('destroy', all)).toEqual({ stage: 'prod', account, yes: true });
  });

  it.each([
    [[], 'Which stage?'],
    [['--stage', 'dev', '--account', '12'], '--account is not twelve digits'],
    [['--stage', 'dev', '--force'], "Unknown option '--force'"],
  ])('is refused with the way to ask: %j', (args, words) => {
    expect(() => readArguments('destroy', args)).toThrow(words);
    expect(() => readArguments('destroy', args)).toThrow('npm run destroy -- --stage dev');
  });
});
