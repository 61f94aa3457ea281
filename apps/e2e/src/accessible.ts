import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Expects that axe finds nothing against WCAG 2.2 AA on what shows now. */
export const expectAccessible = async (page: Page, where: string): Promise<void> => {
  // Half-faded text has a contrast of its own.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
  );
  // Once a page: its half megabyte would be sent and compiled twice for each look.
  const isThere = await page.evaluate(() => 'axe' in window);
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: 'void 0' }) });
  // Of what passes, nobody reads the selectors that it would make up for each element.
  axe.options({ resultTypes: ['violations'] }).withTags(wcag);
  // Without frames there is nothing to gather from other pages, which costs three times as much as looking.
  const { violations } = await axe.setLegacyMode().analyze();
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id} (${help}): ${html}`));
  expect.soft(found, where).toEqual([]);
};

/** The same in the light and in the dark, of what is open in the midst of a journey. */
export const expectAccessibleInBoth = async (page: Page, where: string): Promise<void> => {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveCSS('color-scheme', colorScheme);
    await expectAccessible(page, `${where} (${colorScheme})`);
  }
};
