import { expect, it } from 'vitest';
import { foldersWithErrors, programsOf } from './programs.ts';

const file = (folder: string, up: string, compilerOptions: object) => ({
  path: `${folder}/tsconfig.json`,
  text: JSON.stringify({ extends: `${up}tsconfig.base.json`, compilerOptions, include: ['src', '*.ts'] }),
});
const node = { types: ['node'] };
const core = file('libs/core', '../../', node);
const http = file('apps/lambda/http', '../../../', node);
const web = file('apps/web', '../../', { ...node, jsx: 'react-jsx' });

it('checks projects with the same options together, and others apart', () => {
  const [first, second, ...more] = programsOf([core, web, http], '.reports/types');
  expect(first).toEqual({
    folders: ['libs/core', 'apps/lambda/http'],
    config: {
      extends: '../../tsconfig.base.json',
      compilerOptions: node,
      include: [
        '../../libs/core/src',
        '../../libs/core/*.ts',
        '../../apps/lambda/http/src',
        '../../apps/lambda/http/*.ts',
      ],
    },
  });
  expect(second?.folders).toEqual(['apps/web']);
  expect(second?.config.compilerOptions).toEqual({ types: ['node'], jsx: 'react-jsx' });
  expect(more).toEqual([]);
});

it('refuses a setting that it does not know, rather than to leave it out', () => {
  const odd = { ...core, text: core.text.replace('"include"', '"exclude":["src/old"],"include"') };
  expect(() => programsOf([odd], '.reports/types')).toThrow(/exclude/);
});

it('tells which projects the compiler complains about', () => {
  const [program] = programsOf([core, http], '.reports/types');
  const complaint = "libs/core/src/a.ts(1,7): error TS2322: Type 'string' is not assignable to type 'number'.";
  expect(foldersWithErrors(program!, complaint)).toEqual(['libs/core']);
  expect(foldersWithErrors(program!, "error TS5023: Unknown compiler option 'strickt'.")).toEqual(program!.folders);
});
