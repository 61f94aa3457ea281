import { type Account, aName } from './account';
import { agree } from './agreement';
import { deviceOf } from './device';
import type { Person } from './person';
import { signsOut } from './settings';
import { everywhere } from './skips-reporter';
import { expect, test } from './test';
import { isRefused } from './way-in';

// What any deployment must be able to do: of these none is skipped anywhere. The two people may have been here before, so
// each journey has a channel of its own, which both leave, and they follow one another. A deployment may be far away, and its
// functions start cold.
test.describe.configure({ mode: 'default', timeout: 120_000 });
// A probe has 10 s for its answer, and the banner waits 4 s more (UX-CONN-1, UX-CONN-3).
const noticed = { timeout: 25_000 };
const tag = everywhere;

/** A channel of their own; its name. */
const launches = async (person: Person, other: Person): Promise<string> => {
  const channel = aName('Launch');
  await person.startsChannel(channel, other);
  return channel;
};

const leaves = async (person: Person, channel: string) => {
  await (await person.members()).getByRole('button', { name: 'Leave channel' }).click();
  await person.page.getByRole('dialog').getByRole('button', { name: 'Leave channel' }).click();
  await expect(person.listed(channel)).toBeHidden();
};

test(
  'who has an account signs in by the page; a wrong password is refused in words',
  { tag },
  async ({ regularAccounts: [account], visitor }) => {
    const wrong: Account = { ...account, password: `${account.password}-not` };
    await isRefused(await visitor(wrong));

    const ana = await visitor(account);
    await ana.signsIn();
    await ana.page.reload();
    await expect(ana.profile).toBeEnabled();
    await signsOut(ana);
  },
);

test(
  'what is sent arrives at once, on the second device too, and what that one answers',
  { tag },
  async ({ regulars: [ana, bo], visitor, deployment }) => {
    const phone = await visitor(bo, { stored: await deviceOf(deployment, bo) });
    await expect(phone.profile).toBeEnabled();
    const channel = await launches(ana, bo);
    await ana.says('one', 'two');
    for (const device of [bo, phone]) {
      await device.opens(channel);
      await device.sees('one', 'two');
    }
    await phone.says('three');
    for (const screen of [ana, bo, phone]) await screen.sees('one', 'two', 'three');
    await ana.page.reload();
    await agree([ana, bo, phone], ['one', 'two', 'three']);
    for (const person of [bo, ana]) await leaves(person, channel);
  },
);

test(
  'who was offline sees what was missed, and what they wrote meanwhile is sent once',
  { tag },
  async ({ regulars: [ana, bo] }) => {
    const channel = await launches(ana, bo);
    await ana.says('one');
    await bo.opens(channel);
    await bo.sees('one');

    await bo.context.setOffline(true);
    await ana.says('two');
    await bo.says('three');
    await expect(bo.banner).toContainText('Offline', noticed);
    await expect(bo.messages).toHaveText([/one$/, /threeSending…$/]);
    await bo.context.setOffline(false);
    for (const person of [bo, ana]) await person.sees('one', 'two', 'three');
    await expect(bo.banner).toBeHidden();
    await agree([ana, bo], ['one', 'two', 'three']);
    for (const person of [bo, ana]) await leaves(person, channel);
  },
);

test('what is edited is so for everybody, also after a reload', { tag }, async ({ regulars: [ana, bo] }) => {
  const channel = await launches(ana, bo);
  await ana.says('Bring an umbrela');
  await bo.opens(channel);
  await bo.sees('Bring an umbrela');
  await ana.does('Edit', 'umbrela');
  const field = ana.page.getByRole('textbox', { name: 'Text of the message' });
  await field.fill('Bring an umbrella');
  await field.press('Enter');
  for (const person of [ana, bo]) {
    await expect(person.messages).toHaveText([/Bring an umbrella \(edited .+\)$/]);
    await person.page.reload();
    await expect(person.messages).toHaveText([/Bring an umbrella \(edited .+\)$/]);
  }
  await agree([ana, bo], ['Bring an umbrella']);
  for (const person of [bo, ana]) await leaves(person, channel);
});

test(
  'what is unread is counted until it is read, and on one device as on the other',
  { tag },
  async ({ regulars: [ana, bo], visitor, deployment }) => {
    const phone = await visitor(bo, { stored: await deviceOf(deployment, bo) });
    await expect(phone.profile).toBeEnabled();
    const channel = await launches(ana, bo);
    await ana.says('one', 'two', 'three');
    for (const device of [bo, phone]) await device.hasUnread(channel, 3);
    await bo.opens(channel);
    for (const device of [bo, phone]) await device.hasUnread(channel, 0);
    await bo.does('Mark unread', 'two');
    for (const device of [bo, phone]) await device.hasUnread(channel, 2);
    await phone.opens(channel);
    for (const device of [bo, phone]) await device.hasUnread(channel, 0);
    for (const person of [bo, ana]) await leaves(person, channel);
  },
);
