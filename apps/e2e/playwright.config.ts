import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import { browser } from '../../tools/browser.mjs';

const workspace = resolve(import.meta.dirname, '../..');
// Workers read this file too: they take over what was found.
const executablePath = (process.env['PARLEY_BROWSER'] ??= await browser());

/** Browser tests against `BASE_URL`, or against a local run that they start themselves. */
export default defineConfig({
  testDir: 'src',
  testIgnore: '**/screenshots.spec.ts',
  outputDir: 'test-results',
  globalSetup: './src/global-setup.ts',
  fullyParallel: true,
  // Everything runs on one small machine: more workers than cores only make each test slower.
  workers: 2,
  forbidOnly: !!process.env['CI'],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [
    ['list'],
    ['./src/skips-reporter.ts'],
    ['json', { outputFile: resolve(workspace, '.reports/apps/e2e.json') }],
  ],
  use: {
    actionTimeout: 10_000,
    screenshot: 'only-on-failure',
    // What a page held at every step is taken down where nobody can look at the browser: it takes a processor a while.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: !!process.env['CI'] },
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
