import { expect, test } from './test';

for (const [width, height, tag] of [
  [375, 812, ''],
  [320, 568, ' @first'],
] as const)
  test(`on a touch screen of ${width} px: from the list to a conversation, an answer, and back${tag}`, async ({
    person,
  }) => {
    const [ana, bo] = await Promise.all([
      person('Ana'),
      person('Bo', { viewport: { width, height }, hasTouch: true, isMobile: true }),
    ]);
    const fits = () => bo.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    await ana.startsDirect(bo);
    await ana.says('On the train?', `A long word must break: ${'x'.repeat(200)}`);

    await expect(bo.composer).toBeHidden();
    expect(await fits(), 'the list fits').toBe(true);
    await bo.listed('Ana').tap();
    await expect(bo.messages).toHaveCount(2);
    await expect(bo.page.getByRole('button', { name: 'New channel' })).toBeHidden();
    expect(await fits(), 'the conversation fits').toBe(true);

    // UX-A11Y-5 asks for 24 px, and the design for 44 where fingers are.
    const send = bo.page.getByRole('button', { name: 'Send', exact: true });
    const back = bo.page.getByRole('link', { name: 'Back to conversations' });
    for (const target of [send, back]) {
      await expect(target).toBeInViewport({ ratio: 1 });
      const box = await target.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    }
    await bo.composer.tap();
    await bo.composer.pressSequentially('Yes');
    await send.tap();
    await expect(ana.messages.last()).toHaveText(/Yes$/);

    // A finger that rests on a message opens its menu; a tap shows the buttons that do the same (UX-A11Y-5).
    const row = bo.message('On the train?');
    await row.dispatchEvent('pointerdown', { pointerType: 'touch', clientX: 50, clientY: 200 });
    const item = bo.page.getByRole('menuitem', { name: 'Add reaction' });
    await expect(item).toBeInViewport({ ratio: 1 });
    await row.dispatchEvent('pointerup', { pointerType: 'touch' });
    await item.tap();
    const heart = bo.page.getByRole('option', { name: 'red heart' });
    await heart.tap();
    // What closes gives the focus back, which a row shows its tools for.
    await expect(heart).toBeHidden();
    await expect(ana.message('On the train?').getByRole('button', { name: '❤️, 1' })).toBeVisible();
    await bo.message('Yes').tap();
    const more = bo.page.getByRole('button', { name: 'More actions' }).first();
    await expect(more).toBeInViewport({ ratio: 1 });
    const tool = await more.boundingBox();
    expect(Math.min(tool?.width ?? 0, tool?.height ?? 0)).toBeGreaterThanOrEqual(44);
    expect(await fits(), 'the tools of a row fit').toBe(true);

    await back.tap();
    await expect(bo.listed('Ana')).toBeInViewport();
    await expect(bo.composer).toBeHidden();
    await ana.says('Safe travels');
    await bo.hasUnread('Ana', 1);
  });
