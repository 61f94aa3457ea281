import type { Locator } from '@playwright/test';
import type { Account } from './account';
import { expectAccessibleInBoth } from './accessible';
import { escaped, type Person } from './person';
import { expect, test } from './test';

const memberIn = (pane: Locator, { email }: Account): Locator =>
  pane.getByRole('list', { name: 'Members' }).getByRole('listitem').filter({ hasText: email });
const actionsOn = (pane: Locator, { name }: Account): Locator =>
  pane.getByRole('button', { name: `Actions for ${name}` });

/** Does something to a member by the menu of their row, and says yes to the question that follows. */
const does = async (by: Person, act: string, whom: Account, { title, action }: { title: string; action: string }) => {
  await by.doesTo(whom, act);
  const dialog = by.page.getByRole('dialog', { name: title });
  await dialog.getByRole('button', { name: action, exact: true }).click();
  await expect(dialog).toBeHidden();
};
/** What happened to the conversation, as a line of its timeline. */
const happened = ({ page }: Person, words: string): Locator =>
  page.getByRole('article').filter({ hasText: new RegExp(`^${escaped(words)} · `) });

const adds = async (by: Person, whom: Account) => {
  await (await by.members()).getByRole('button', { name: 'Add people' }).click();
  const dialog = by.page.getByRole('dialog', { name: 'Add people' });
  await dialog.getByRole('textbox', { name: 'People' }).fill(whom.email);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  return dialog;
};

test('[ROLE-3] an owner makes a moderator, who removes somebody and bans them; they cannot come back until that is lifted @first', async ({
  person,
}) => {
  test.slow();
  const [olga, mo, bo] = await Promise.all(['Olga', 'Mo', 'Bo'].map((name) => person(name)));
  if (!olga || !mo || !bo) throw new Error('Three people were asked for.');
  await olga.startsChannel('launch', mo, bo);
  await olga.says('Welcome');
  await expect(memberIn(await olga.members(), olga)).toContainText('you · owner');

  await actionsOn(await olga.members(), mo).click();
  await expect(olga.page.getByRole('menuitem').first()).toBeFocused();
  await expectAccessibleInBoth(olga.page, 'what an owner may do to a member');
  await olga.page.keyboard.press('Escape');
  await expect(actionsOn(await olga.members(), mo)).toBeFocused();
  await does(olga, 'Make moderator', mo, { title: 'Make them a moderator?', action: 'Make moderator' });
  await expect(memberIn(await olga.members(), mo)).toContainText('· moderator');
  await expect(happened(olga, 'Olga made Mo a moderator')).toBeVisible();
  await expectAccessibleInBoth(olga.page, 'members, as an owner sees them');

  // A moderator rules over members alone, and not over the owner.
  await mo.opens('launch');
  await actionsOn(await mo.members(), olga).click();
  await expect(mo.page.getByRole('menuitem')).toHaveText(['Block']);
  await mo.page.keyboard.press('Escape');
  await expect(actionsOn(await mo.members(), olga)).toBeFocused();

  await bo.opens('launch');
  await bo.says('Buy now');
  await mo.does('Delete', 'Buy now');
  await mo.page.getByRole('dialog').getByRole('button', { name: 'Delete message' }).click();
  await bo.sees('Welcome', 'This message was deleted.');
  await does(mo, 'Remove from this channel', bo, { title: 'Remove from this channel?', action: 'Remove' });
  await expect(bo.heading).toHaveText('You are no longer in this conversation');
  await expect(memberIn(await mo.members(), bo)).toHaveCount(0);
  // The row that had the focus is gone; the focus is not.
  await expect(mo.page.getByRole('heading', { name: 'Members' })).toBeFocused();
  await expect(await adds(mo, bo)).toBeHidden();
  await bo.opens('launch');

  await does(mo, 'Ban from this channel', bo, { title: 'Ban from this channel?', action: 'Ban' });
  await expect(bo.heading).toHaveText('You were banned from this channel');
  await expect(bo.listed('launch')).toHaveCount(0);
  await expectAccessibleInBoth(bo.page, 'banned from a channel');
  await expect(happened(olga, 'Mo banned Bo')).toBeVisible();
  const banned = (await olga.members()).getByRole('list', { name: 'Banned' });
  await expect(banned).toContainText(bo.email);
  await expectAccessibleInBoth(olga.page, 'banned people');

  const refused = await adds(olga, bo);
  await expect(refused.getByRole('alert')).toHaveText('They were banned from this channel. A moderator can lift that.');
  await refused.getByRole('button', { name: 'Cancel' }).click();
  await (await olga.members()).getByRole('button', { name: 'Unban Bo' }).click();
  await olga.page.getByRole('dialog', { name: 'Lift this ban?' }).getByRole('button', { name: 'Unban' }).click();
  await expect((await olga.members()).getByText('Nobody is banned.')).toBeVisible();
  await expect(happened(mo, 'Olga lifted the ban of Bo')).toBeVisible();
  await expect(await adds(olga, bo)).toBeHidden();
  await bo.opens('launch');
  await bo.sees('Welcome', 'This message was deleted.');
});

test('[ROLE-3] a plain member sees what others are, and is offered none of it', async ({ pair: [ana, bo] }) => {
  await ana.startsChannel('launch', bo);
  await bo.opens('launch');
  const pane = await bo.members();
  await expect(memberIn(pane, ana)).toContainText('Ana · owner');
  await expect(pane.getByRole('button')).toHaveText(['', '', 'Add people', 'Leave channel']);
  await expect(pane.getByRole('button', { name: 'Rename channel' })).toHaveCount(0);
  await expect(pane.getByRole('heading', { name: 'Banned' })).toHaveCount(0);
  await actionsOn(pane, ana).click();
  await expect(bo.page.getByRole('menuitem')).toHaveText(['Block']);
  await bo.page.keyboard.press('Escape');
  // What is not offered is refused too.
  const refused = bo.asks('memberships.bans', { conversationId: bo.conversationId() });
  await expect(refused).rejects.toThrow(/not_allowed/);
});

test('[ROLE-5] the last owner cannot step down, and says on leaving whose the channel is', async ({
  pair: [ana, bo],
}) => {
  await ana.startsChannel('launch', bo);
  await bo.opens('launch');
  await actionsOn(await ana.members(), ana).press('Enter');
  await ana.page.getByRole('menuitem', { name: 'Step down to member' }).press('Enter');
  const dialog = ana.page.getByRole('dialog', { name: 'Step down as an owner?' });
  await expectAccessibleInBoth(ana.page, 'stepping down');
  await dialog.getByRole('button', { name: 'Step down' }).press('Enter');
  await expect(dialog.getByRole('alert')).toHaveText('Somebody else has to be an owner first.');
  await ana.page.keyboard.press('Escape');
  await expect(actionsOn(await ana.members(), ana)).toBeFocused();
  await (await ana.members()).getByRole('button', { name: 'Leave channel' }).click();
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Leave channel' }).click();
  await expect(happened(bo, 'Ana left; Bo is the owner now')).toBeVisible();
  await expect(memberIn(await bo.members(), bo)).toContainText('you · owner');
});

test('[PEOPLE-2] who is blocked cannot write to the other until that is taken back; both are told so where they write', async ({
  pair: [ana, bo],
}) => {
  await ana.startsDirect(bo);
  await ana.says('Hello');
  await (await ana.members()).getByRole('button', { name: 'Block Bo' }).click();
  const dialog = ana.page.getByRole('dialog', { name: 'Block this person?' });
  await expectAccessibleInBoth(ana.page, 'blocking somebody');
  await dialog.getByRole('button', { name: 'Block', exact: true }).click();
  const note = ana.page.getByRole('status').filter({ hasText: 'You blocked Bo.' });
  await expect(note).toBeVisible();
  await expectAccessibleInBoth(ana.page, 'a conversation with somebody who is blocked');

  await bo.opens('Ana');
  await bo.says('Hear me');
  await expect(bo.message('Hear me')).toContainText('They do not take direct messages from you.');
  await bo.opener('New direct message').click();
  const again = bo.page.getByRole('dialog', { name: 'New direct message' });
  await again.getByRole('textbox', { name: 'To' }).fill(ana.email);
  await again.getByRole('button', { name: 'Open conversation' }).click();
  await expect(again.getByRole('alert')).toHaveText('They do not take direct messages from you.');
  await again.getByRole('button', { name: 'Cancel' }).click();
  await ana.says('I may');
  await expect(bo.message('I may')).toBeVisible();
  await ana.page.reload();
  await note.getByRole('button', { name: 'Unblock' }).click();
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Unblock', exact: true }).click();
  await expect(note).toBeHidden();

  // What a function remembers of it lasts for half a minute.
  await expect(async () => {
    await bo.message('Hear me').getByRole('button', { name: 'Retry' }).click({ timeout: 2_000 });
    await expect(ana.message('Hear me')).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 40_000 });
});
