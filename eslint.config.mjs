import { builtinModules } from 'node:module';
import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// Who may import whom. The table is the one of CONTRIBUTING.md, "The tree"; tools/check-boundaries proves that it bites.
const may = (sourceTag, ...onlyDependOnLibsWithTags) => ({ sourceTag, onlyDependOnLibsWithTags });
const roles = [
  may('role:protocol'),
  may('role:core', 'role:protocol'),
  may('role:client', 'role:protocol'),
  may('role:model'),
  may('role:auth', 'role:protocol'),
  may('role:adapter', 'role:core', 'role:protocol'),
  may('role:emulator'),
  may('role:runtime', 'role:core', 'role:auth', 'role:adapter', 'role:protocol'),
  may('role:door', 'role:runtime', 'role:core', 'role:protocol'),
  may('role:local', 'role:emulator', 'role:adapter', 'role:client', 'role:protocol', 'role:core'),
  may('role:web', 'role:client', 'role:protocol'),
  may('role:infra', 'role:adapter', 'role:protocol'),
  may('role:check', 'role:client', 'role:protocol'),
  may('role:bench', 'role:client', 'role:core', 'role:adapter', 'role:protocol'),
  may('role:tool', 'role:protocol'),
];
const runs = [
  may('runs:anywhere', 'runs:anywhere'),
  may('runs:node', 'runs:anywhere', 'runs:node'),
  may('runs:browser', 'runs:anywhere', 'runs:browser'),
];
const vendors = ['@aws-sdk/*', '@aws-lambda-powertools/*', 'pg', 'redis', 'ioredis'];
const screens = ['react', 'react-dom', 'react-redux', 'redux', '@reduxjs/*', '@mantine/*', 'aws-amplify'];
const bans = [
  { sourceTag: 'role:protocol', bannedExternalImports: [...vendors, ...screens, 'node:*'] },
  { sourceTag: 'role:core', bannedExternalImports: [...vendors, ...screens, 'aws-*'] },
  { sourceTag: 'role:client', bannedExternalImports: [...vendors, ...screens, 'aws-*'] },
  { sourceTag: 'role:model', bannedExternalImports: [...vendors, ...screens, 'aws-*'] },
  { sourceTag: 'role:web', bannedExternalImports: [...vendors, 'aws-cdk-lib'] },
];
// Code that runs anywhere has neither Node's modules nor the browser's globals.
const inBrowsers = 'This library runs in browsers too.';
const nodeOnly = { group: ['node:*'], message: inBrowsers };
const nodeOnlyByBareName = builtinModules.map((name) => ({ name, message: inBrowsers }));
const testDoor = {
  group: ['@parley/core/testing', '**/testing', '**/testing/**', '**/*.memory', '**/*.contract'],
  message: 'The testing door is for tests.',
};
const builtOnly = {
  group: ['@parley/core'],
  message: 'The local run uses the built handlers; only its tests import core.',
};

export default defineConfig(
  { ignores: ['**/dist/**', '**/cdk.out/**', '**/.nx/**', '**/.parley/**', '**/.reports/**', '**/test-results/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { depConstraints: [...roles, ...runs, ...bans], allow: ['^.*/tools/(vitest\\.ts|browser\\.mjs)$'] },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-imports': ['error', { patterns: [testDoor] }],
      // `{ z }` is an object that no bundler can take apart: it costs every bundle 360 KB of zod's languages.
      'no-restricted-syntax': [
        'error',
        {
          selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
          message: "Write `import * as z from 'zod'`.",
        },
      ],
      'no-undef': 'off', // the compiler knows better
    },
  },
  {
    files: ['libs/{protocol,core,client,model}/src/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: nodeOnlyByBareName, patterns: [testDoor, nodeOnly] }],
    },
  },
  {
    files: ['apps/local/src/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [testDoor, builtOnly] }] },
  },
  {
    files: ['**/*.test.{ts,tsx}', '**/*.contract.ts', '**/*.memory.ts', '**/testing/**', '**/vitest.config.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  // It runs the core over its stores in memory, for hours if asked to: not a test, but nothing that is deployed either.
  { files: ['apps/bench/src/**/*.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['apps/web/**'], ...reactHooks.configs.flat.recommended },
);
