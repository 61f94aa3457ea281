import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Person, saying } from './person';
import { expect, test } from './test';

const pictures = resolve(import.meta.dirname, '../../../docs/images');
const desk = { colorScheme: 'light', viewport: { width: 1280, height: 800 } } as const;
const phone = {
  colorScheme: 'light',
  viewport: { width: 375, height: 812 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
} as const;

test('pictures of a conversation, on a desk and on a phone', async ({ person }) => {
  const ana = await person('Ana Ruiz', desk);
  const bo = await person('Bo Lindqvist', phone);
  const mei = await person('Mei Tanaka', desk);
  await ana.startsDirect(bo);
  await ana.says('Free for lunch at one?');
  await mei.startsChannel('design', ana, bo);
  await mei.says('New icons are in the shared folder');
  await ana.startsChannel('release-2.0', bo, mei);
  for (const reader of [bo, mei]) await reader.opens('release-2.0');

  const talk: [Person, string][] = [
    [ana, 'Morning! The release branch is cut. What is still open?'],
    [bo, 'Two things: the import of old accounts, and the checklist for support.'],
    [bo, 'The import ran overnight. 48,210 accounts, none refused.'],
    [mei, 'Checklist is written: https://example.com/support/2.0'],
    [ana, 'Lovely. Then we ship at 14:00, after lunch.'],
    [ana, 'Who watches the dashboards for the first hour?'],
    [bo, 'I do. I will write here every ten minutes.'],
    [mei, 'And I take the support mail.'],
  ];
  for (const [author, text] of talk) {
    await author.says(text);
    for (const { messages } of [ana, bo, mei]) await expect(messages.last()).toHaveText(saying(text));
  }
  await mkdir(pictures, { recursive: true });
  for (const [{ page }, name] of [
    [ana, 'conversation'],
    [bo, 'phone'],
  ] as const) {
    await page.mouse.move(0, 0); // no row under the pointer
    await page.screenshot({ path: resolve(pictures, `${name}.png`) });
  }
});
