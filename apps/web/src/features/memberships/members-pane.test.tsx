import { MantineProvider } from '@mantine/core';
import type { Client } from '@parley/client';
import type { Entry, MemberRole, Person, WorkspaceRole } from '@parley/protocol';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { Provider } from 'react-redux';
import { afterEach, describe, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { ClientContext } from '../connection/client-context';
import { clientSaid } from '../connection/heard';
import { signedIn } from '../session/session-slice';
import { MembersPane } from './members-pane';

afterEach(cleanup);

const conversationId = `c-${'0'.repeat(31)}1`;
const person = (name: string, role?: WorkspaceRole): Person => ({
  ...{ id: name.toLowerCase(), name, email: `${name.toLowerCase()}@example.com` },
  ...(role && { role }),
});
const added: Entry = {
  ...{ seq: 1, n: 0, at: 1, author: 'ana', key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', m: 0 },
  kind: 'members.added',
  body: { people: ['bo'] },
};

/** The pane of a channel of Ana's, or of a direct conversation, as `me` sees it. `bans`: what the server answers, in turn. */
const aPane = ({
  me,
  role = 'member',
  direct = false,
  bans = [],
}: {
  me: Person;
  role?: MemberRole;
  direct?: boolean;
  bans?: (Person[] | Error)[];
}) => {
  const asked: string[] = [];
  const answers = [...bans];
  const ask = async (type: string) => {
    asked.push(type);
    const answer = answers[0];
    if (type === 'people.blocked') return { people: ['cy'] };
    if (type !== 'memberships.bans' || !answer) throw new Error(`${type} is not answered`);
    answers.shift();
    if (answer instanceof Error) throw answer;
    return { people: answer };
  };
  const presence = async () => new Set<string>();
  const store = createStore();
  store.dispatch(signedIn(me.id));
  store.dispatch(clientSaid({ type: 'me', person: me }));
  store.dispatch(clientSaid({ type: 'status', status: { state: 'online' } }));
  store.dispatch(clientSaid({ type: 'entries', conversationId, place: 'page', entries: [added], complete: true }));
  const list = [
    { person: person('Ana'), role: 'owner' as const },
    { person: me, role },
  ];
  const { container } = render(
    <Provider store={store}>
      <MantineProvider env="test">
        <ClientContext value={{ ask, presence } as unknown as Client}>
          <MembersPane
            {...{ conversationId, title: 'launch', direct }}
            members={{
              list: direct ? list : [...list, { person: person('Cy'), role: 'member' }],
              again: () => undefined,
            }}
            onClose={() => undefined}
          />
        </ClientContext>
      </MantineProvider>
    </Provider>,
  );
  const offered = () =>
    within(container)
      .getAllByRole('button')
      .map((button) => button.textContent);
  return { asked, offered };
};
const opened = async (name: string) => {
  fireEvent.click(await screen.findByRole('button', { name: `Actions for ${name}` }));
  return (await screen.findAllByRole('menuitem')).map((item) => item.textContent);
};

describe('[ROLE-3] the pane offers what one may do', () => {
  it('to a member: to add people and to leave, and to block somebody', async () => {
    const { asked, offered } = aPane({ me: person('Bo') });
    expect(offered()).toEqual(['', 'Add people', 'Leave channel']);
    expect(await opened('Ana')).toEqual(['Block']);
    expect(asked).not.toContain('memberships.bans');
  });
  it('to a guest, whom it tells apart, not even to add people', () => {
    const { offered } = aPane({ me: person('Bo', 'guest') });
    expect(offered()).toEqual(['', 'Leave channel']);
    expect(screen.getByText(/you · guest$/)).toBeTruthy();
  });
  it('to a moderator: to rename it, to see and lift bans, and to put out who stands below', async () => {
    const { offered } = aPane({ me: person('Bo'), role: 'moderator', bans: [[person('Dee')]] });
    expect(await screen.findByRole('button', { name: 'Unban Dee' })).toBeTruthy();
    expect(offered()).toContain('Rename channel');
    expect(await opened('Cy')).toEqual(['Remove from this channel', 'Ban from this channel', 'Unblock']);
  });
  it('and of the owner, to a moderator, nothing but to block them', async () => {
    aPane({ me: person('Bo'), role: 'moderator', bans: [[]] });
    expect(await opened('Ana')).toEqual(['Block']);
    expect(await screen.findByText('Nobody is banned.')).toBeTruthy();
  });
});

it('bans that could not be read are said to be, and asked for again', async () => {
  const { asked } = aPane({ me: person('Bo'), role: 'moderator', bans: [new Error('no network'), [person('Dee')]] });
  const alert = await screen.findByRole('alert');
  fireEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('button', { name: 'Unban Dee' })).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
  expect(asked.filter((type) => type === 'memberships.bans')).toHaveLength(2);
});

it('[PEOPLE-2] with two in it, a button says whom it would block, and nobody has a rank', async () => {
  const { offered } = aPane({ me: person('Bo'), direct: true });
  expect(await screen.findByRole('button', { name: 'Block Ana' })).toBeTruthy();
  expect(offered()).toEqual(['', 'Block Ana', 'Hide conversation']);
  expect(screen.queryByText(/owner/)).toBeNull();
});
