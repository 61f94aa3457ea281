import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { compare } from './compare';

const folder = join(import.meta.dirname, '../../dist/compared');
const [base, head] = [join(folder, 'base'), join(folder, 'head')];
const has = (side: string, stage: string, ...stacks: string[]) => {
  mkdirSync(join(side, stage), { recursive: true });
  for (const stack of stacks) writeFileSync(join(side, stage, `${stack}.template.json`), '{}');
};
beforeEach(() => rmSync(folder, { recursive: true, force: true }));

it('tells of each stage what changes, and of what stays the same that it does', async () => {
  has(base, 'dev', 'parley-dev');
  has(head, 'dev', 'parley-dev');
  has(base, 'prod', 'parley-prod');
  has(head, 'prod', 'parley-prod');
  const text = await compare(base, head, async (stack) => (stack === 'parley-prod' ? '[+] AWS::SQS::Queue Other' : ''));
  expect(text).toContain('parley-dev: nothing changes.');
  expect(text).toContain('<summary>parley-prod</summary>\n\n```\n[+] AWS::SQS::Queue Other\n```');
});

it('compares a new stack with nothing, and names one that is gone', async () => {
  has(base, 'dev', 'parley-dev-old');
  has(head, 'dev', 'parley-dev');
  const compared: string[] = [];
  const text = await compare(base, head, async (stack, folders) => {
    compared.push(join(folders.base, `${stack}.template.json`));
    return '[+] everything';
  });
  expect(compared).toEqual([join(base, 'dev', 'parley-dev.template.json')]);
  expect(text).toContain('**parley-dev-old is gone.**');
});

it('is no longer than a comment may be', async () => {
  has(base, 'dev', 'parley-dev');
  has(head, 'dev', 'parley-dev');
  const text = await compare(base, head, async () => 'x'.repeat(100_000));
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('the summary of the run');
});
