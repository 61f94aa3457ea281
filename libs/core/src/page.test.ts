import { utf8Bytes } from '@parley/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitting, pageBytes } from './page';

const bytesOf = (items: readonly unknown[]) => utf8Bytes(JSON.stringify(items)) - 2; // without the brackets

describe('a page', () => {
  it('holds the first items that fit, one at the least, and not one fewer than fit', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.nat(60), (items, bytes) => {
        const page = fitting(items, bytes);
        expect(page).toEqual(items.slice(0, page.length));
        if (items.length > 0) expect(page.length).toBeGreaterThan(0);
        if (page.length > 1) expect(bytesOf(page)).toBeLessThanOrEqual(bytes);
        if (page.length < items.length) expect(bytesOf(items.slice(0, page.length + 1)) + 1).toBeGreaterThan(bytes);
      }),
    );
  });

  it('is as large as the door of the caller allows', () => {
    const caller = { personId: 'ana', username: 'ana', sessionId: 's', authTime: 0, tokenExpires: 0 };
    expect(pageBytes(caller)).toBe(1024 * 1024);
    expect(pageBytes({ ...caller, connection: { id: 'c', connectedAt: 0 } })).toBe(24 * 1024);
  });
});
