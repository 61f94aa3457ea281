import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type BuildOptions, context } from 'esbuild';

/**
 * `tsx tools/bundle.ts <project folder>`: every file in its `src` that is no test becomes one Lambda bundle,
 * `dist/<the same name>.mjs`. File, bundle and function share a name. `--watch` goes on until its standard input ends.
 */
const [projectRoot = '', mode] = process.argv.slice(2);
const src = resolve(projectRoot, 'src');
const outdir = resolve(projectRoot, 'dist');
const entryPoints = readdirSync(src)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => join(src, file));

const options = {
  entryPoints,
  outdir,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // The SDK's ES modules, not their CommonJS twins: 354 KB rather than 559 KB for a handler.
  mainFields: ['module', 'main'],
  // Lambda hands credentials over in the environment, where the SDK looks first. Its other places (a profile, single
  // sign-on, a container, a machine) it would import as it came to them, and with them clients of STS and SSO, 114 KB
  // that no function reaches.
  external: [
    '@aws-sdk/credential-provider-http',
    '@aws-sdk/credential-provider-ini',
    '@aws-sdk/credential-provider-process',
    '@aws-sdk/credential-provider-sso',
    '@aws-sdk/credential-provider-web-identity',
    '@smithy/credential-provider-imds',
  ],
  legalComments: 'none',
  sourcemap: true,
  outExtension: { '.js': '.mjs' },
  // Some dependencies still call `require`.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  metafile: true as const,
  logLevel: 'warning',
} satisfies BuildOptions;

if (mode === '--watch') {
  const watched = await context(options);
  await watched.watch();
  process.stdin.resume().on('end', () => void watched.dispose());
} else {
  rmSync(outdir, { recursive: true, force: true });
  const { metafile } = await build(options);
  for (const [file, { bytes }] of Object.entries(metafile.outputs))
    if (file.endsWith('.mjs')) console.log(`${file.padEnd(60)} ${Math.round(bytes / 1024)} KB`);
}
