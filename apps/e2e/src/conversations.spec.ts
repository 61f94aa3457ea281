import { expectAccessibleInBoth } from './accessible';
import { aName, aStranger, signUp } from './account';
import { expect, test } from './test';

test('a channel is created with people, and more are added @first', async ({ pair: [ana, bo], person }) => {
  const cy = await person('Cy');
  await ana.startsChannel('Launch', bo);
  await ana.says('Monday it is');
  await bo.hasUnread('Launch', 1);
  await bo.opens('Launch');
  await bo.sees('Monday it is');
  await expect(cy.listed('Launch')).toBeHidden();

  await ana.page.getByRole('button', { name: 'Members, 2' }).click();
  const members = ana.page.getByRole('complementary', { name: 'Members' });
  await expect(members.getByRole('listitem')).toContainText(['Ana', 'Bo']);
  await members.getByRole('button', { name: 'Add people' }).click();
  const dialog = ana.page.getByRole('dialog', { name: 'Add people' });
  await dialog.getByRole('textbox', { name: 'People' }).fill(cy.email);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();

  await expect(members.getByRole('listitem')).toHaveCount(3);
  await expect(bo.page.getByRole('article').getByText('Ana added Cy')).toBeVisible();
  await cy.opens('Launch');
  await cy.sees('Monday it is');
  await cy.says('Count me in');
  for (const person of [ana, bo, cy]) await person.sees('Monday it is', 'Count me in');
});

test('a group conversation is the same one whoever opens it', async ({ pair: [ana, bo], person }) => {
  const cy = await person('Cy');
  await ana.startsDirect(bo, cy);
  await expect(ana.page.getByText('Group message')).toBeVisible();
  await ana.says('All three of us');
  await bo.startsDirect(cy, ana);
  await bo.sees('All three of us');
  expect(bo.conversationId()).toBe(ana.conversationId());
  await bo.says('Indeed');
  await cy.page.getByRole('link', { name: /2 unread$/ }).click();
  for (const person of [ana, bo, cy]) await person.sees('All three of us', 'Indeed');
});

test('a person is found by the beginning of a name, and taken by keyboard or by touch @first', async ({
  person,
  deployment,
}) => {
  const ana = await person('Ana');
  // Nobody else here is called so.
  const name = aName('Quill');
  const [dana, dan] = [aStranger(`${name} Dana`), aStranger(`${name} Dan`)];
  for (const account of [dana, dan]) await signUp(deployment, account);
  await ana.opener('New direct message').click();
  const dialog = ana.page.getByRole('dialog', { name: 'New direct message' });
  const field = dialog.getByRole('textbox', { name: 'To' });
  await field.fill(`${name} D`);
  const list = ana.page.getByRole('listbox', { name: 'People' });
  await expect(list.getByRole('option')).toHaveCount(2);
  await expectAccessibleInBoth(ana.page, 'people by name');
  await list.getByRole('option', { name: dana.email }).click();
  await expect(dialog.getByRole('button', { name: `Remove ${dana.name}` })).toBeVisible();
  await field.pressSequentially(`${name} D`);
  await expect(list.getByRole('option')).toHaveText([new RegExp(dan.name)]);
  await field.press('Escape');
  await expect(list).toBeHidden();
  await field.pressSequentially('an');
  await expect(list.getByRole('option')).toHaveCount(1);
  await field.press('Enter');
  await field.press('Enter');
  await expect(ana.page.getByRole('heading', { level: 1 })).toContainText(dan.name);
  await expect(ana.page.getByRole('heading', { level: 1 })).toContainText(dana.name);
  await ana.page.keyboard.press('Control+k');
  await ana.page.keyboard.type(dana.name);
  await ana.page.getByRole('option', { name: dana.email }).click();
  await expect(ana.page.getByRole('heading', { level: 1, name: dana.name, exact: true })).toBeVisible();
});

test('an address that nobody has is named in the dialog, and the rest stays', async ({ pair: [ana, bo] }) => {
  const nobody = aStranger('Nobody').email;
  await ana.opener('New direct message').click();
  const dialog = ana.page.getByRole('dialog', { name: 'New direct message' });
  const field = dialog.getByRole('textbox', { name: 'To' });
  await field.fill(`${bo.email}, ${nobody}`);
  await dialog.getByRole('button', { name: 'Open conversation' }).click();
  await expect(dialog.getByText(`Nobody here has the address ${nobody}.`)).toBeVisible();
  await expect(field).toHaveValue(nobody);
  await field.fill('');
  await dialog.getByRole('button', { name: 'Open conversation' }).click();
  await expect(ana.page.getByRole('heading', { level: 1, name: 'Bo' })).toBeVisible();
});

test('who leaves a channel no longer has it, and is told so where it was open', async ({ pair: [ana, bo] }) => {
  await ana.startsChannel('Rumours', bo);
  await bo.opens('Rumours');
  await bo.page.getByRole('button', { name: 'Members, 2' }).click();
  await bo.page.getByRole('button', { name: 'Leave channel' }).click();
  await bo.page.getByRole('dialog').getByRole('button', { name: 'Leave channel' }).click();
  await expect(bo.listed('Rumours')).toBeHidden();
  await expect(ana.page.getByRole('article').getByText('Bo left')).toBeVisible();
  await bo.page.goto(ana.page.url());
  // Which of the two depends on what this device had written down by then; either way nothing of it shows.
  const away = /There is no such conversation here|You are no longer in this conversation/;
  await expect(bo.page.getByRole('heading', { name: away })).toBeVisible();
  await expect(bo.page.getByRole('article')).toHaveCount(0);
});
