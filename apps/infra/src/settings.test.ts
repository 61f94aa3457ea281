import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Own, stageConfig } from './config';
import { deploy } from './deploy/deploy';
import type { Finished, Machine } from './deploy/machine';
import { account, aMachine } from './deploy/testing/a-machine';
import { Template } from './policy/template';
import { aClone } from './testing/a-clone';
import { everythingOn } from './testing/configurations';

/** Every field that there is, none as Parley has it. */
const theirs: Required<Own> = {
  ...everythingOn,
  healthCheck: true,
  account,
  epoch: '2',
  ownerEmail: 'ana@parley.dev',
  alarmEmail: 'ops@parley.dev',
  signUp: 'domains',
  logDays: 7,
  throttle: { requestsPerSecond: 200, burst: 100 },
  monthlyBudget: 77,
};

describe("a deployer's settings", () => {
  it('come after what Parley has, those of a stage after those of every stage, and leave the rest as it was', () => {
    const settings = { everywhere: { alarmEmail: 'ops@parley.dev', logDays: 7 }, prod: { logDays: 30 } } as const;
    expect(stageConfig('prod', settings)).toEqual({
      ...stageConfig('prod'),
      alarmEmail: 'ops@parley.dev',
      logDays: 30,
    });
    expect(stageConfig('dev', settings)).toEqual({ ...stageConfig('dev'), alarmEmail: 'ops@parley.dev', logDays: 7 });
  });

  it('are read by the commands alone, which no test reads: tests are green whatever stands there', () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const importing = (what: RegExp) =>
      files.filter((file) =>
        [...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/(?:from|import\() ?'(\.[^']+)'/g)].some(
          ([, path = '']) => what.test(path),
        ),
      );
    const commands = ['cost/main.ts', 'deploy/main.ts', 'diff/synthesize.ts', 'main.ts'];
    expect(importing(/\/settings$/).sort()).toEqual(commands);
    expect(importing(/\/main$|diff\/synthesize$/)).toEqual([]);
  });
});

describe('the gate before a deployment', () => {
  const clone = aClone({ everywhere: theirs });
  const infra = join(clone.folder, 'apps/infra');
  afterAll(clone.remove);

  // CDK itself, in their clone; the account and the builds are played.
  const synth: Machine['run'] = (_, args, { folder = '.' } = {}) =>
    new Promise<Finished>((done) => {
      const cdk = join(clone.folder, 'node_modules/.bin/cdk');
      const env = { ...process.env, NODE_OPTIONS: '', CDK_HOME: join(clone.folder, '.cdk') };
      execFile(cdk, args, { cwd: join(clone.folder, folder), env }, (error, stdout, stderr) =>
        done({ code: error ? 1 : 0, output: `${stdout}${stderr}` }),
      );
    });

  it('lets every setting through at once, and nothing but their own goes to their account', async () => {
    const { machine, ran, said } = aMachine();
    const run: Machine['run'] = async (command, args, options) => {
      const played = await machine.run(command, args, options);
      return command === 'cdk' && args[0] === 'synth' ? synth(command, args, options) : played;
    };
    const wanted = { stage: 'dev', account, yes: false };
    const config = stageConfig('dev', { everywhere: theirs });
    await deploy({ ...machine, run }, wanted, () => 'Some dollars.', config);

    expect(said.at(-1)).toBe('Whoever signs up as ana@parley.dev becomes its owner.');
    const [, assembly = ''] = /--app (\S+) /.exec(ran.find((line) => line.startsWith('cdk deploy')) ?? '') ?? [];
    const templateOf = (stack: string) => readFileSync(join(infra, assembly, `${stack}.template.json`), 'utf8');
    const resources = Object.values(Template.parse(JSON.parse(templateOf('parley-dev'))).Resources);
    const propertiesOf = (type: string) =>
      resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
    expect(propertiesOf('AWS::Budgets::Budget')).toEqual([
      expect.objectContaining({ Budget: expect.objectContaining({ BudgetLimit: { Amount: 77, Unit: 'USD' } }) }),
    ]);
    for (const value of ['ana@parley.dev', 'ops@parley.dev', 'https://chat.example.com', 'eu-central-1', 'eu-west-1'])
      expect(templateOf('parley-dev')).toContain(value);
    expect(templateOf('parley-dev')).not.toContain('owner@example.com');
    expect(templateOf('parley-dev-certificate')).toContain('chat.example.com');
  }, 300_000);
});
