import type { Client } from '@parley/client';
import { MantineProvider } from '@mantine/core';
import type { MemberRole, WorkspaceRole } from '@parley/protocol';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { afterEach, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { ClientContext } from '../connection/client-context';
import { useSendQuestions } from './use-send-questions';

afterEach(cleanup);

type Mine = { role?: MemberRole; rank?: WorkspaceRole };
const idsOf = (members: number) => new Set(['ana', ...Array.from({ length: members - 1 }, (_, nth) => `p-${nth}`)]);

/** Where somebody of these roles sends a text to so many members; undefined: how many is not known yet. */
const sends = (
  text: string,
  members: number | undefined,
  { role, rank }: Mine = { role: 'owner', rank: 'member' },
  before?: string,
) => {
  const [sent, back]: [string[], string[]] = [[], []];
  const Composer = () => {
    const { ask, question } = useSendQuestions({
      conversationId: 'c-1',
      memberIds: members === undefined ? undefined : idsOf(members),
      mine: { role, rank },
      canAdd: true,
    });
    const said = { text, ...(before === undefined ? { act: 'send' as const } : { act: 'save' as const, before }) };
    const go = () => ask({ ...said, post: (one) => sent.push(one), putBack: (one) => back.push(one) });
    return (
      <>
        <button onClick={go}>Send it</button>
        {question}
      </>
    );
  };
  render(
    <MantineProvider>
      <Provider store={createStore()}>
        <ClientContext value={{} as Client}>
          <Composer />
        </ClientContext>
      </Provider>
    </MantineProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Send it' }));
  const dialog = (name: string) => screen.findByRole('dialog', { name });
  const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));
  return { sent, back, dialog, press };
};

it('[UX-MENT-2] asks nothing where at most ten are in, or nobody is called', () => {
  expect(sends('<!everyone>', 10).sent).toEqual(['<!everyone>']);
  cleanup();
  expect(sends('@everyone', 5_000).sent).toEqual(['@everyone']);
});

it('[UX-MENT-2] asks with the count before it notifies more, and can send it so that nobody is', async () => {
  const { sent, dialog, press } = sends('<!everyone> lunch', 15);
  expect(await dialog('Notify 14 people?')).toBeTruthy();
  expect(sent).toEqual([]);
  await press('Notify and send');
  expect(sent).toEqual(['<!everyone> lunch']);
  cleanup();
  const quiet = sends('<!everyone> lunch', 15);
  await quiet.press('Send without notifying');
  expect(quiet.sent).toEqual(['@everyone lunch']);
});

it('[UX-MENT-2] gives the text back where it was thought better of', async () => {
  const { sent, back, press } = sends('<!everyone> lunch', 15);
  await press('Cancel');
  expect([sent, back]).toEqual([[], ['<!everyone> lunch']]);
});

it('[UX-MENT-2] asks without a count where who is in could not be read', async () => {
  const { sent, dialog } = sends('<!everyone>', undefined);
  expect((await dialog('Notify everyone?')).textContent).toContain('could not be read yet');
  expect(sent).toEqual([]);
});

it('[ROLE-6] says so to who may not, and what to do', async () => {
  const { sent, dialog, press } = sends('<!everyone>', 11, { role: 'member', rank: 'member' });
  expect((await dialog('You cannot notify everyone here')).textContent).toContain('Ask one of them');
  expect(screen.queryByRole('button', { name: 'Notify and send' })).toBeNull();
  await press('Send without notifying');
  expect(sent).toEqual(['@everyone']);
});

it('[UX-MENT-2] asks about who is not here first, and about everyone after that', async () => {
  const { sent, dialog, press } = sends('<!everyone> <@zoe>', 11);
  expect(await dialog('They will not see this')).toBeTruthy();
  await press('Send anyway');
  expect(sent).toEqual([]);
  await press('Notify and send');
  expect(sent).toEqual(['<!everyone> <@zoe>']);
});

it('[UX-MENT-2] asks about an edit that newly calls everyone, in the words of an edit', async () => {
  const { sent, dialog, press } = sends('<!everyone> lunch', 15, undefined, 'lunch');
  expect(await dialog('Notify 14 people?')).toBeTruthy();
  expect(sent).toEqual([]);
  await press('Notify and save');
  expect(sent).toEqual(['<!everyone> lunch']);
  cleanup();
  const refused = sends('<!everyone>', 11, { role: 'member', rank: 'member' }, 'lunch');
  await refused.press('Save without notifying');
  expect(refused.sent).toEqual(['@everyone']);
});

it('[UX-MENT-2] asks nothing about an edit whose message called them already', () => {
  expect(sends('<!everyone> <@zoe> at one', 15, undefined, '<!everyone> <@zoe> lunch').sent).toEqual([
    '<!everyone> <@zoe> at one',
  ]);
});

it('[UX-MENT-2] asks about who is not here and whom an edit newly mentions', async () => {
  const { sent, dialog, press } = sends('<@zoe> <@yan>', 5, undefined, '<@zoe>');
  expect((await dialog('They will not see this')).textContent).toMatch(/ is mentioned/);
  await press('Save anyway');
  expect(sent).toEqual(['<@zoe> <@yan>']);
});
