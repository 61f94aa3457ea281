import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from './test';

const pictures = resolve(import.meta.dirname, '../../../docs/images');

test('pictures of a conversation, on a desk and on a phone', async ({ person }) => {
  await mkdir(pictures, { recursive: true });
  const light = { colorScheme: 'light' } as const;
  const [ana, bo] = await Promise.all([
    person('Ana Ruiz', { ...light, viewport: { width: 1280, height: 800 } }),
    person('Bo Lindqvist', {
      ...light,
      viewport: { width: 375, height: 812 },
      hasTouch: true,
      isMobile: true,
      deviceScaleFactor: 2,
    }),
  ]);
  const mei = await person('Mei Tanaka');
  await ana.startsDirect(bo);
  await ana.says('Free for lunch at one?');
  await mei.startsChannel('design', ana, bo);
  await mei.says('New icons are in the shared folder');
  await ana.startsChannel('release-2.0', bo, mei);
  for (const reader of [bo, mei]) {
    await reader.opens('release-2.0');
  }
  const says = async (who: typeof ana, ...texts: string[]) => {
    for (const text of texts) {
      await who.says(text);
      for (const one of [ana, bo, mei])
        await expect(one.messages.last()).toHaveText(new RegExp(`${text.slice(-12).replace(/[?.]/g, '\\$&')}$`));
    }
  };
  await says(ana, 'Morning! The release branch is cut. What is still open?');
  await says(
    bo,
    'Two things: the import of old accounts, and the checklist for support.',
    'The import ran overnight. 48,210 accounts, none refused.',
  );
  await says(mei, 'Checklist is written: https://example.com/support/2.0');
  await says(ana, 'Lovely. Then we ship at 14:00, after lunch.', 'Who watches the dashboards for the first hour?');
  await says(bo, 'I do. I will write here every ten minutes.');
  await says(mei, 'And I take the support mail 👍');
  await ana.page.mouse.move(0, 0);
  await ana.page.screenshot({ path: resolve(pictures, 'conversation.png') });
  await bo.page.screenshot({ path: resolve(pictures, 'phone.png') });
});
