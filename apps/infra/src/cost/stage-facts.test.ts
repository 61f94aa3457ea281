import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createApp } from '../app';
import type { StageConfig } from '../config';
import { configWith } from '../testing/configurations';
import { templatesIn } from './stage-facts';

it('reads what was synthesized last, and nothing that an earlier synth has left in the folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-facts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const keysWith = (config: StageConfig) => {
    createApp({ config, outdir: folder, checked: false }).app.synth();
    const resources = templatesIn(folder).flatMap(({ Resources = {} }) => Object.values(Resources));
    return resources.filter(({ Type }) => Type === 'AWS::KMS::Key').length;
  };
  expect(keysWith(configWith('customerKey', 'replica'))).toBe(2);
  expect(keysWith(configWith())).toBe(0);
});
