import { describe, expect, it } from 'vitest';
import { sends } from './composer-keys';

const press = (more: Partial<Parameters<typeof sends>[0]> = {}) => ({
  ...{ key: 'Enter', shiftKey: false, ctrlKey: false, metaKey: false, isComposing: false, keyCode: 13 },
  ...more,
});

describe('what sends', () => {
  it('[UX-COMP-2] is Enter; with Shift it breaks the line', () => {
    expect(sends(press(), 'enter')).toBe(true);
    expect(sends(press({ shiftKey: true }), 'enter')).toBe(false);
    expect(sends(press({ key: 'a', keyCode: 65 }), 'enter')).toBe(false);
  });
  it('[UX-COMP-2] is Enter with Ctrl or Command alone, where that is preferred', () => {
    expect(sends(press(), 'mod-enter')).toBe(false);
    expect(sends(press({ ctrlKey: true }), 'mod-enter')).toBe(true);
    expect(sends(press({ metaKey: true }), 'mod-enter')).toBe(true);
    expect(sends(press({ ctrlKey: true, shiftKey: true }), 'mod-enter')).toBe(false);
    expect(sends(press({ ctrlKey: true, keyCode: 229 }), 'mod-enter')).toBe(false);
  });
  it('[UX-COMP-1] is never the Enter of an input method', () => {
    expect(sends(press({ isComposing: true }), 'enter')).toBe(false);
    expect(sends(press({ keyCode: 229 }), 'enter')).toBe(false);
  });
});
