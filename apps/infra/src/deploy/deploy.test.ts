import { existsSync, readFileSync } from 'node:fs';
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
  it('checks, builds, makes templates, tests them, deploys, uploads and looks, in this order', async () => {
    const { ran, outcome, said } = await tried();
    expect(outcome).toBe('https://d111.cloudfront.net');
    expect(verbs(ran)).toEqual([
      'aws sts',
      'aws cloudformation',
      'nx run-many',
      'cdk synth',
      'vitest run',
      'cdk deploy',
      ...Array.from({ length: 4 }, () => 'aws s3'),
    ]);
    expect(said.join('\n')).toContain('Parley is at https://d111.cloudfront.net\nAbout three dollars.');
  });

  it('may be from a slow machine: how long a synth takes is no part of it', async () => {
    const { ran } = await tried();
    expect(ran.find((line) => line.startsWith('vitest run'))).toContain('--exclude **/synth-time.test.ts');
    expect(existsSync(join(import.meta.dirname, '../testing/synth-time.test.ts'))).toBe(true);
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
    ['nx run-many', 'Nothing was deployed'],
    ['cdk synth', 'Nothing was deployed'],
    ['vitest run', 'Nothing was deployed'],
    ['aws s3 sync', 'the page is the old one'],
  ])('stops where %s fails, and says how things stand', async (command, words) => {
    const seen = await tried({ finishes: { [command]: { code: 1, output: 'no' } } });
    expect(seen.words).toContain(words);
    expect(seen.ran.at(-1)?.startsWith(command)).toBe(true);
  });

  const failed = (finishes: Scene['finishes']) =>
    tried({ finishes: { 'cdk deploy': { code: 1, output: 'no' }, ...finishes } });
  const ofStack = (command: string) => `aws cloudformation ${command} --stack-name parley-dev --region us-east-1`;

  it('leaves what was there before where CloudFormation fails, and uploads nothing', async () => {
    const updated = await failed({ [ofStack('describe-stacks')]: { code: 0, output: 'UPDATE_ROLLBACK_COMPLETE\n' } });
    const unknown = await failed({ [ofStack('describe-stacks')]: { code: 254, output: 'AccessDenied' } });
    for (const { words, ran } of [updated, unknown]) {
      expect(words).toContain('CloudFormation goes back to what was there before; the page was not touched');
      expect(verbs(ran)).not.toContain('aws s3');
    }
  });

  it('names what stays where a first deployment fails, as AWS knows it, and says that it may be run again', async () => {
    const first = { [ofStack('describe-stacks')]: { code: 0, output: 'ROLLBACK_COMPLETE\n' } };
    const output = 'AWS::DynamoDB::GlobalTable\tparley-dev-DataChat-1X\nAWS::S3::Bucket\tparley-dev-web-2Y\n';
    const { words, ran } = await failed({ ...first, [ofStack('list-stack-resources')]: { code: 0, output } });
    expect(words).toContain(
      '  AWS::DynamoDB::GlobalTable parley-dev-DataChat-1X\n  AWS::S3::Bucket parley-dev-web-2Y\n',
    );
    expect(words).toMatch(/deletion protection is off.+run this again/);
    expect(words).not.toContain('goes back to what was there before');
    expect(ran.at(-1)).toContain('DELETE_SKIPPED');
    const denied = await failed({ ...first, [ofStack('list-stack-resources')]: { code: 254, output: 'AccessDenied' } });
    expect(denied.words).toMatch(/the console lists it.+DELETE_SKIPPED/);
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
    ['/ws', { status: 403, type: 'application/json', body: '{"message":"Forbidden"}' }],
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
    expect(ran.filter((line) => !line.startsWith('aws sts') && !line.startsWith('aws cloudformation'))).toEqual([]);
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
    expect(configured).toContain('apps/infra/src/stages.ts names 999999999999 for dev.');
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
      expect(owner).toContain(`Set in apps/infra/src/stages.ts:\n  ownerEmail is "${address}"`);
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
