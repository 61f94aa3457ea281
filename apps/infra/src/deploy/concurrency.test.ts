import { expect, it } from 'vitest';
import { stageConfig } from '../config';
import { type FunctionSpec, functionSpecs } from '../function-specs';
import { checkConcurrency } from './concurrency';
import { aMachine } from './testing/a-machine';

const asked = 'aws lambda get-account-settings --region us-east-1';
const withQuota = async (stage: string, most: number, free = most) => {
  const output = JSON.stringify({
    AccountLimit: { ConcurrentExecutions: most, UnreservedConcurrentExecutions: free },
  });
  const { machine, said, ran } = aMachine({ finishes: { [asked]: { code: 0, output } } });
  const stopped = await checkConcurrency(machine, stageConfig(stage)).then(
    () => '',
    (error: Error) => error.message,
  );
  return { said: said.join('\n'), ran, stopped };
};
const reserved = Object.values<FunctionSpec>(functionSpecs).reduce((sum, { mostAtOnce = 0 }) => sum + mostAtOnce, 0);

it("refuses a stage that reserves more than a new account's quota leaves, and says where to ask for more", async () => {
  const { stopped, ran } = await withQuota('prod', 10);
  expect(stopped).toContain(
    `Nothing was done. The account may run 10 functions at once in us-east-1, and prod needs 165`,
  );
  expect(stopped).toContain('Service Quotas in us-east-1, AWS Lambda, "Concurrent executions"');
  expect(stopped).toContain('reservedConcurrency: false for prod in apps/infra/src/settings.ts');
  expect(ran).toEqual([`${asked} --output json`]);
});

it('lets it through from the very number on that leaves a hundred to the rest', async () => {
  expect((await withQuota('prod', 99 + reserved)).stopped).not.toBe('');
  expect(await withQuota('prod', 100 + reserved)).toMatchObject({ stopped: '', said: '' });
});

it('warns where others have reserved so much that a first deployment would fail, and a later one would not', async () => {
  const { stopped, said } = await withQuota('prod', 1_000, 120);
  expect(stopped).toBe('');
  expect(said).toContain('of which 120 are not reserved. If this is the first deployment of prod there');
});

it('goes on with a stage that reserves nothing, and warns that people will be throttled by a small quota', async () => {
  const small = await withQuota('dev', 10);
  expect(small.stopped).toBe('');
  expect(small.said).toContain(
    'The account may run 10 functions at once in us-east-1, so few that a handful of people',
  );
  expect(await withQuota('dev', 1_000)).toMatchObject({ stopped: '', said: '' });
});

it('stops where AWS does not tell, and passes on why', async () => {
  const { machine } = aMachine({ finishes: { [asked]: { code: 254, output: 'AccessDenied' } } });
  await expect(checkConcurrency(machine, stageConfig('dev'))).rejects.toThrow(
    /lambda:GetAccountSettings .+ AWS said: AccessDenied/,
  );
});
