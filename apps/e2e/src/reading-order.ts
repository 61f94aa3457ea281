import { expect, type Locator } from '@playwright/test';

/** What holds the focus: how it is called, and where it stands. */
type Stop = { name: string; top: number; bottom: number; left: number };

/** More stops than any form has. */
const most = 40;

/** What has the focus now, within `region`; undefined once it is beyond. */
const stopIn = (region: Locator): Promise<Stop | undefined> =>
  region.evaluate((within) => {
    const focused = document.activeElement;
    if (!focused || focused === within || !within.contains(focused)) return undefined;
    // Where it begins: a link in a text may go on in the next line.
    const { top, bottom, left } = focused.getClientRects()[0] ?? focused.getBoundingClientRect();
    const labels = (focused as HTMLInputElement).labels;
    const name = focused.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? focused.textContent ?? '';
    return { name, top: top + window.scrollY, bottom: bottom + window.scrollY, left };
  });

// Beside each other is what shares the half of its height: then the left one is read first.
const isReadBefore = (a: Stop, b: Stop): boolean => {
  const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const isBeside = shared > Math.min(a.bottom - a.top, b.bottom - b.top) / 2;
  return isBeside ? a.left < b.left : a.top < b.top;
};

/** Tabs from where the focus is through the rest of the region: each stop is read after the one before. Their names, in order. */
export const tabsThrough = async (region: Locator): Promise<string[]> => {
  const first = await stopIn(region);
  if (!first) throw new Error('Nothing in there has the focus.');
  const stops = [first];
  for (let nth = 0; nth < most; nth += 1) {
    await region.page().keyboard.press('Tab');
    const next = await stopIn(region);
    if (!next) break;
    const before = stops.at(-1) ?? first;
    expect(isReadBefore(before, next), `"${next.name}" is read after "${before.name}"`).toBe(true);
    stops.push(next);
  }
  return stops.map(({ name }) => name);
};
