import { expectAccessibleInBoth } from './accessible';
import { aName, aStranger, mailedCode } from './account';
import { codesFor } from './deployment';
import { needs } from './needs';
import { type Person, personAt } from './person';
import { opensSettings } from './settings';
import { expect, test } from './test';
import { fillsSignUp, signsUp } from './way-in';

const notValid = 'This invitation is not valid any more';
/** What a form says of the invitation that somebody comes by. */
const note = ({ page }: Person) => page.getByRole('status').filter({ hasText: 'invites you to' });

/** Makes a link to the channel, and gives it. */
const invites = async ({ page }: Person, channel: string, role = 'Member'): Promise<string> => {
  const form = page.getByRole('form', { name: 'Invite people' });
  await form.getByLabel('As', { exact: true }).selectOption(role);
  await form.getByLabel('Channel to start in').selectOption(channel);
  await form.getByRole('button', { name: 'Create link' }).click();
  const link = form.getByRole('textbox', { name: 'Link' });
  await expect(link).toHaveValue(/\/invite#[\w-]{27}$/);
  return link.inputValue();
};
/** What the list says of the newest. */
const newest = ({ page }: Person) => page.getByRole('list', { name: 'Invitations' }).getByRole('listitem').first();

test('a link is made, copied and joined by in another browser; used up, it lets nobody else in @first', async ({
  person,
  visitor,
  deployment,
}) => {
  const ana = await person('Ana');
  const channel = aName('Launch');
  await ana.startsChannel(channel);
  await ana.says('Welcome');
  await opensSettings(ana, 'Invitations');
  const link = await invites(ana, channel, 'Guest');
  await ana.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ana.page.getByRole('button', { name: 'Copy link' }).click();
  await expect(ana.page.getByText('Copied.')).toBeVisible();
  expect(await ana.page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await expectAccessibleInBoth(ana.page, 'an invitation that was made');
  await expect(newest(ana)).toContainText('Guest · used 0 of 1');

  const cy = await visitor(aStranger('Cy'));
  const { page } = cy;
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'You are invited', level: 1 })).toBeVisible();
  await expect(page.getByText(/^Ana invites you to/)).toBeVisible();
  await expect(page.getByText('You come as: Guest.')).toBeVisible();
  expect(page.url(), 'the address keeps no token').not.toContain('#');
  await expectAccessibleInBoth(page, 'an invitation');
  await page.getByRole('link', { name: 'Create account' }).click();
  await expect(note(cy)).toContainText('You come as: Guest.');
  await expectAccessibleInBoth(page, 'signing up with an invitation');
  await fillsSignUp({ ...cy, email: `not.${cy.email}` });
  // There and back by every page of the way in, and a reload: it is kept.
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByRole('link', { name: 'Back to sign in' }).click();
  await page.reload();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await expect(note(cy)).toContainText('You come as: Guest.');
  await signsUp(cy);
  await page.getByRole('link', { name: 'Change address' }).click();
  await expect(page.getByLabel('E-mail')).toHaveValue(cy.email);
  await expect(note(cy), 'whose use of it is theirs').toContainText('You come as: Guest.');
  await page.goBack();
  await page.getByLabel('Code', { exact: true }).fill(await mailedCode(deployment, cy.email));
  await expect(cy.profile).toBeEnabled();
  await cy.opens(channel);
  await cy.sees('Welcome');
  await expect(cy.opener('New channel'), 'guests open nothing').toBeVisible();
  expect((await cy.asks('people.me', {})).person.role).toBe('guest');

  const di = await visitor(aStranger('Di'));
  await di.page.goto(link);
  await expect(di.page.getByRole('heading', { name: notValid, level: 1 })).toBeVisible();
  await expect(di.page.getByText('ask whoever sent it for a new one')).toBeVisible();
  await expectAccessibleInBoth(di.page, 'an invitation that has ended');
  await ana.page.reload();
  await expect(newest(ana)).toContainText('used 1 of 1 · used up');
});

test('[INVITE-1] who comes by a link goes by Google too, as what they were invited as, and the link is in no address', async ({
  person,
  visitor,
  deployment,
}) => {
  needs(deployment, 'google');
  const ana = await person('Ana');
  const channel = aName('Launch');
  await ana.startsChannel(channel);
  await ana.says('Welcome');
  await opensSettings(ana, 'Invitations');
  const link = await invites(ana, channel, 'Guest');
  // aws-amplify insists on TLS for the way to Google, by a certificate of the run's own.
  const gina = await visitor(aStranger('Gina'), { ignoreHTTPSErrors: true });
  const { page } = gina;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(link);
  await page.getByRole('link', { name: 'Create account' }).click();
  const join = page.getByRole('button', { name: 'Join with Google' });
  const address = page.getByLabel('E-mail');
  await join.click();
  await expect(address).toBeFocused();
  await expect(address).toHaveAccessibleDescription(/Enter the address of your Google account/);
  await address.fill(gina.email);
  await join.click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: 'Not signed in', level: 1 })).toBeVisible();
  await expectAccessibleInBoth(page, 'back from Google with an invitation, not signed in');
  await page.getByRole('link', { name: 'Back to the invitation' }).click();
  // [INVITE-4] An address that was said takes no use: nobody has come by it yet.
  await expect(page.getByRole('heading', { name: 'You are invited', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'Create account' }).click();
  await address.fill(gina.email);
  await join.click();
  await page.getByLabel('Or another e-mail address').fill(gina.email);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(gina.profile).toBeEnabled();
  await gina.opens(channel);
  await gina.sees('Welcome');
  expect((await gina.asks('people.me', {})).person.role).toBe('guest');
  const di = await visitor(aStranger('Di'));
  await di.page.goto(link);
  await expect(di.page.getByRole('heading', { name: notValid, level: 1 })).toBeVisible();
  const token = link.slice(link.indexOf('#') + 1);
  expect(asked.filter((url) => url.includes(token))).toEqual([]);
  expect(await page.evaluate(() => Object.values(sessionStorage).join())).not.toContain(token);
});

test('a link that was revoked, or cut off on its way, says that it is none any more', async ({ person, visitor }) => {
  const ana = await person('Ana');
  const channel = aName('Plans');
  await ana.startsChannel(channel);
  await opensSettings(ana, 'Invitations');
  const link = await invites(ana, channel);
  const cy = await visitor(aStranger('Cy'));
  await cy.page.goto(link);
  await expect(cy.page.getByRole('link', { name: 'Create account' })).toBeVisible();

  await newest(ana)
    .getByRole('button', { name: /^Revoke/ })
    .click();
  const dialog = ana.page.getByRole('dialog', { name: 'Revoke this invitation?' });
  await expect(dialog).toBeVisible();
  await expectAccessibleInBoth(ana.page, 'revoking an invitation');
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(newest(ana)).toContainText('revoked');
  await cy.page.getByRole('link', { name: 'Create account' }).click();
  await expect(cy.page.getByRole('alert')).toContainText('The invitation that you came by is not valid any more.');
  await expectAccessibleInBoth(cy.page, 'signing up with an invitation that has ended');
  await cy.page.goBack();
  await cy.page.reload();
  await expect(cy.page.getByRole('heading', { name: notValid, level: 1 })).toBeVisible();
  await cy.page.goto('/');
  await cy.page.goto(link.slice(0, -3));
  await expect(cy.page.getByRole('heading', { name: notValid, level: 1 })).toBeVisible();
  const tab = await cy.context.newPage();
  await tab.goto('/invite');
  await expect(tab.getByRole('heading', { name: 'Open your invitation again', level: 1 })).toBeVisible();
  await expectAccessibleInBoth(tab, 'no invitation');
});

test('who is invited by mail chooses a password of their own, and starts in the channel @first', async ({
  person,
  visitor,
  deployment,
}) => {
  const ana = await person('Ana');
  const channel = aName('Offsite');
  await ana.startsChannel(channel);
  await ana.says('Hello, newcomer');
  const eve = aStranger('Eve');
  await opensSettings(ana, 'Invitations');
  const form = ana.page.getByRole('form', { name: 'Invite people' });
  await form.getByLabel('How', { exact: true }).selectOption('By e-mail');
  const address = form.getByRole('textbox', { name: 'E-mail' });
  await form.getByRole('button', { name: 'Send invitation' }).click();
  await expect(address).toBeFocused();
  await expect(address).toHaveAccessibleDescription(/Enter an e-mail address/);
  await expectAccessibleInBoth(ana.page, 'an invitation by mail, with an error');
  await address.fill(eve.email);
  await form.getByLabel('Channel to start in').selectOption(channel);
  await form.getByRole('button', { name: 'Send invitation' }).click();
  await expect(form.getByText(`A mail is on its way to ${eve.email}.`)).toBeVisible();
  await expect(newest(ana)).toContainText(eve.email);

  const [temporary = ''] = await codesFor(deployment, eve.email);
  const { page } = await visitor(eve);
  await page.getByLabel('E-mail').fill(eve.email);
  await page.getByLabel('Password', { exact: true }).fill(temporary);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Choose your password', level: 1 })).toBeVisible();
  const own = page.getByRole('textbox', { name: 'New password' });
  await expect(own).toHaveAttribute('autocomplete', 'new-password');
  await expect(page.getByLabel('Name')).toHaveAttribute('autocomplete', 'name');
  await expectAccessibleInBoth(page, 'choosing a password');
  await page.getByLabel('Name').fill(eve.name);
  await own.fill(eve.password);
  await page.getByRole('button', { name: 'Save and continue' }).click();
  const inside = personAt(page, eve);
  await expect(inside.profile).toBeEnabled();
  await inside.opens(channel);
  await inside.sees('Hello, newcomer');
  await ana.page.reload();
  await expect(newest(ana)).toContainText('used 1 of 1');
  expect((await ana.asks('people.find', { email: eve.email })).people).toMatchObject([{ name: eve.name }]);
});

test('who invites an address is told that it is invited, and after a revocation mails it anew', async ({
  person,
  visitor,
  deployment,
}) => {
  const [ana, bo] = [await person('Ana'), await person('Bo')];
  const eve = aStranger('Eve');
  const invitesByMail = async ({ page }: Person, email: string) => {
    const form = page.getByRole('form', { name: 'Invite people' });
    await form.getByLabel('How', { exact: true }).selectOption('By e-mail');
    await form.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await form.getByRole('button', { name: 'Send invitation' }).click();
    return form;
  };
  for (const who of [ana, bo]) await opensSettings(who, 'Invitations');
  await expect(await invitesByMail(ana, eve.email)).toContainText(`A mail is on its way to ${eve.email}.`);
  for (const who of [ana, bo])
    await expect(await invitesByMail(who, eve.email)).toContainText('That address is invited already.');
  await expect(await invitesByMail(bo, ana.email)).toContainText('Somebody with that address is here already.');
  await expectAccessibleInBoth(bo.page, 'an invitation of somebody who is here');
  const [first = ''] = await codesFor(deployment, eve.email);
  expect(await codesFor(deployment, eve.email)).toHaveLength(1);

  await newest(ana)
    .getByRole('button', { name: /^Revoke/ })
    .click();
  const dialog = ana.page.getByRole('dialog', { name: 'Revoke this invitation?' });
  await expect(dialog).toContainText('The password in the mail opens nothing from then on.');
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(newest(ana)).toContainText('revoked');
  const { page } = await visitor(eve);
  const signsIn = async (password: string) => {
    await page.getByLabel('E-mail').fill(eve.email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  await signsIn(first);
  await expect(page.getByRole('alert')).toContainText('do not go together');

  await expect(await invitesByMail(bo, eve.email)).toContainText(`A mail is on its way to ${eve.email}.`);
  const [second = ''] = await codesFor(deployment, eve.email);
  await signsIn(second);
  await expect(page.getByRole('heading', { name: 'Choose your password', level: 1 })).toBeVisible();
});
