import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guards } from './guards.ts';
import { changed } from './leave-out.ts';

const root = join(import.meta.dirname, '..');
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('what `npm run guards` leaves out', () => {
  it.each(guards)('stands in the sources, once: what guards $guards', ({ leavesOut }) => {
    for (const { file } of leavesOut) expect(changed(file, textOf(file), leavesOut)).not.toBe(textOf(file));
  });

  it.each(guards)('is noticed by a test of a file that is there: $guards', ({ noticedBy: { project, file } }) => {
    expect(existsSync(join(root, project, file))).toBe(true);
  });

  it('is refused where it is gone, or stands more than once', () => {
    const change = { file: 'a.ts', from: 'one', to: 'two' };
    expect(changed('a.ts', 'if (one) go();', [change])).toBe('if (two) go();');
    expect(changed('b.ts', 'if (one) go();', [change])).toBe('if (one) go();');
    expect(() => changed('a.ts', 'if (three) go();', [change])).toThrow('0 times');
    expect(() => changed('a.ts', 'one, one', [change])).toThrow('2 times');
  });
});
