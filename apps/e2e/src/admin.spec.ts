import { expectAccessibleInBoth } from './accessible';
import { aName, founder } from './account';
import { refusesWhatIsDone } from './faults';
import { needs } from './needs';
import type { Person } from './person';
import { opensSettings } from './settings';
import { expect, test } from './test';

const phone = { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true };
/** DEL-6: within seconds, however slow the machine is that runs this. */
const seconds = { timeout: 10_000 };
// A probe has 10 s for its answer, and the next try comes within some seconds of it (UX-CONN-3, UX-CONN-5).
const noticed = { timeout: 30_000 };

test.beforeEach(({ deployment }) => {
  needs(deployment, 'owner');
});

/** The one row of the person in the list of people. */
const finds = async ({ page }: Person, name: string) => {
  await page.getByLabel('Find people').fill(name);
  const rows = page.getByRole('list', { name: 'People' }).getByRole('listitem');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(name);
  return rows;
};

test('who is suspended is out within seconds and told so, loses nothing, and what is unsent goes out once they are back', async ({
  visitor,
  person,
}) => {
  test.setTimeout(180_000); // four browsers, one of which has to notice that it is offline, and 30 s of memory
  const [owner, desk, cy] = await Promise.all([visitor(founder), person(aName('Bo')), person('Cy')]);
  await Promise.all([owner.signsIn(), desk.startsDirect(cy)]);
  await desk.says('before');
  await cy.opens(desk.name);
  const pocket = await visitor(desk, phone);
  await pocket.signsIn();
  await expect(pocket.listed('Cy')).toBeVisible();
  await desk.context.setOffline(true);
  await desk.says('written on a train');
  await desk.composer.fill('Half a thought');

  await opensSettings(owner, 'People');
  const row = await finds(owner, desk.name);
  await expectAccessibleInBoth(owner.page, 'people');
  await row.getByRole('button', { name: `Suspend ${desk.name}` }).click();
  const dialog = owner.page.getByRole('dialog', { name: 'Suspend this person?' });
  await expect(dialog).toBeVisible();
  await expectAccessibleInBoth(owner.page, 'suspending somebody');
  await dialog.getByRole('button', { name: 'Suspend' }).click();
  const suspended = { name: 'You are suspended', level: 1 };
  await expect(pocket.page.getByRole('heading', suspended)).toBeVisible(seconds);
  await expect(row).toContainText('suspended');
  await expectAccessibleInBoth(pocket.page, 'suspended, on a phone');
  await cy.says('without you');

  // A process may take a request for 30 s by what it remembers (DEL-6), and so what was written on the train.
  const isTaken = () =>
    desk.asks('people.me', {}).then(
      () => true,
      () => false,
    );
  await expect.poll(async () => Promise.all([1, 2, 3, 4, 5, 6].map(isTaken)), { timeout: 40_000 }).not.toContain(true);
  await desk.context.setOffline(false);
  await expect(desk.page.getByRole('heading', suspended)).toBeVisible(noticed);
  await expect(desk.page.getByText(/^One message or change that has not been sent stays on this device/)).toBeVisible();
  await expectAccessibleInBoth(desk.page, 'suspended');
  await desk.page.getByRole('button', { name: 'Try again' }).click();
  await expect(desk.page.getByRole('status')).toContainText('Nothing has changed yet.');
  await desk.page.getByRole('button', { name: 'Sign out' }).click();
  await expect(desk.page.getByRole('dialog', { name: 'Sign out?' })).toContainText(
    'One message or change has not been',
  );
  await desk.page.getByRole('button', { name: 'Cancel' }).click();
  await desk.page.reload();
  await expect(desk.page.getByRole('heading', suspended)).toBeVisible();
  await cy.sees('before', 'without you');

  await row.getByRole('button', { name: `Reinstate ${desk.name}` }).click();
  await expect(owner.page.getByText(`${desk.name} may come in again.`)).toBeVisible();
  await desk.page.getByRole('button', { name: 'Try again' }).click();
  // Their sign-ins ended with the suspension (DEL-6).
  await expect(desk.page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
  await desk.signsIn();
  await expect(desk.page.getByRole('heading', { name: 'Cy', level: 1 })).toBeVisible();
  for (const one of [desk, cy]) await one.sees('before', 'without you', 'written on a train');
  await expect(desk.composer).toHaveValue('Half a thought');
});

test('a role is given and taken: what somebody is offered follows @first', async ({ visitor, person }) => {
  const [owner, bo] = await Promise.all([visitor(founder), person(aName('Bo'))]);
  await owner.signsIn();
  await opensSettings(owner, 'People');
  const row = await finds(owner, bo.name);
  const role = row.getByRole('combobox', { name: `Role of ${bo.name}` });
  const gets = async (to: string, ...tabs: string[]) => {
    await role.selectOption(to);
    await expect(owner.page.getByText(`${bo.name} is ${to.toLowerCase()} now.`)).toBeVisible();
    await bo.page.reload();
    await opensSettings(bo, 'Profile');
    await expect(bo.page.getByRole('tab')).toHaveText(tabs);
  };
  const everyones = ['Profile', 'Account', 'Devices', 'Privacy', 'Writing'];
  await gets('Admin', ...everyones, 'People', 'Invitations', 'Workspace');
  await opensSettings(bo, 'People');
  // Admins rule over members and guests, and not over an owner.
  const founding = bo.page.getByRole('listitem').filter({ hasText: founder.email });
  await bo.page.getByLabel('Find people').fill(founder.name);
  await expect(founding).toContainText('Owner');
  await expect(founding.getByRole('button')).toHaveCount(0);
  await gets('Guest', ...everyones);
  await gets('Member', ...everyones, 'Invitations');
});

test('[DEL-6] who suspends somebody while the sign-in service cannot be told hears what is not so yet, and tells it again', async ({
  visitor,
  person,
}) => {
  const [owner, bo] = await Promise.all([visitor(founder), person(aName('Bo'))]);
  await refusesWhatIsDone(owner, 'people.suspend', 'pool_behind');
  await owner.signsIn();
  await opensSettings(owner, 'People');
  const row = await finds(owner, bo.name);
  const button = row.getByRole('button', { name: `Suspend ${bo.name}` });
  await button.press('Enter');
  const asks = owner.page.getByRole('dialog', { name: 'Suspend this person?' });
  await asks.getByRole('button', { name: 'Suspend' }).press('Enter');
  const untold = owner.page.getByRole('dialog', { name: 'The sign-in service was not told' });
  await expect(untold).toContainText(`${bo.name} is suspended here`);
  await expect(asks).toHaveCount(0);
  await expectAccessibleInBoth(owner.page, 'the sign-in service was not told');

  // Thought better of, it stays to be done, beside the name of who it is about.
  await owner.page.keyboard.press('Escape');
  await expect(untold).toHaveCount(0);
  await expect(row).toContainText('suspended · the sign-in service was not told');
  await expectAccessibleInBoth(owner.page, 'people, of one of whom the sign-in service was not told');
  await row.getByRole('button', { name: `Tell again about ${bo.name}` }).press('Enter');
  await untold.getByRole('button', { name: 'Tell the sign-in service again' }).press('Enter');
  await expect(untold).toHaveCount(0);
  await expect(owner.page.getByText(`${bo.name} is suspended. The sign-in service knows.`)).toBeVisible();
  await expect(row).not.toContainText('was not told');
});
