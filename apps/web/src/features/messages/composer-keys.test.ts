import { describe, expect, it } from 'vitest';
import { sends } from './composer-keys';

const press = (more: Partial<Parameters<typeof sends>[0]> = {}) => ({
  ...{ key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13 },
  ...more,
});

describe('what sends', () => {
  it('[UX-COMP-2] is Enter; with Shift it breaks the line', () => {
    expect(sends(press())).toBe(true);
    expect(sends(press({ shiftKey: true }))).toBe(false);
    expect(sends(press({ key: 'a', keyCode: 65 }))).toBe(false);
  });
  it('[UX-COMP-1] is never the Enter of an input method', () => {
    expect(sends(press({ isComposing: true }))).toBe(false);
    expect(sends(press({ keyCode: 229 }))).toBe(false);
  });
});
