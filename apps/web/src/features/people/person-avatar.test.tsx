import { MantineProvider } from '@mantine/core';
import { cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Provider } from 'react-redux';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { avatarColours } from '../../ui/avatar';
import { clientSaid } from '../connection/heard';
import type { Client } from '@parley/client';
import { ClientContext } from '../connection/client-context';
import { QuickSwitcher } from '../conversations/quick-switcher';
import { Sidebar } from '../conversations/sidebar';
import { MentionList } from '../messages/mention-list';
import { MessageRow } from '../messages/message-row';
import type { RowActions } from '../messages/row-actions';
import { signedIn } from '../session/session-slice';
import { peopleRead } from './people-slice';
import { PersonAvatar } from './person-avatar';

afterEach(cleanup);

const bo = { id: 'bo', name: 'Bo Ek', email: 'bo@example.com' };
const groundOf = (store: ReturnType<typeof createStore>): string => {
  const { container } = render(
    <Provider store={store}>
      <PersonAvatar id="bo" name="Somebody" />
    </Provider>,
  );
  const face = container.querySelector('span');
  return `${face?.dataset['initials']} ${face?.style.background}`;
};
const shown = (initials: string, nth: number): string => {
  const swatch = document.createElement('span');
  swatch.style.background = avatarColours[nth]!.ground;
  return `${initials} ${swatch.style.background}`;
};

it('has the colour that its person chose, once their profile is here, and their newer one', () => {
  const store = createStore();
  const before = groundOf(store);
  expect(before).toMatch(/^S /);
  store.dispatch(clientSaid({ type: 'people', people: [{ ...bo, colour: 1 }] }));
  expect(groundOf(store)).toBe(shown('BE', 1));
  store.dispatch(peopleRead([{ ...bo, colour: 4 }]));
  expect(groundOf(store)).toBe(shown('BE', 4));
  store.dispatch(peopleRead([bo]));
  expect(groundOf(store).slice(3)).toBe(before.slice(2));
});

const nothing = () => undefined;
const row = { rowKey: 'bo.k', author: 'bo', mine: false, at: 0, text: 'hi', leads: true, day: false, firstNew: false };
// Nothing is done to the row here.
const actions = { conversationId: 'd', moderates: false, placed: {}, unsent: {} } as RowActions;
const places: Record<string, ReactNode> = {
  'a message': <MessageRow row={{ ...row, kind: 'message' }} now={0} actions={actions} />,
  'the list of conversations': <Sidebar newDirect={nothing} newChannel={nothing} />,
  'the quick switcher': <QuickSwitcher onClose={nothing} />,
  'people to mention': (
    <MentionList
      id="m"
      people={[{ ...bo, colour: 1 }]}
      active={0}
      mentionable={{ candidates: [], isMember: () => true, everyoneNote: 'notifies 2 people' }}
      onChoose={nothing}
    />
  ),
};

it.each(Object.keys(places))('shows so in %s', async (place) => {
  const store = createStore();
  const id = `d-${'0'.repeat(32)}`;
  store.dispatch(signedIn('ana'));
  store.dispatch(clientSaid({ type: 'people', people: [{ ...bo, colour: 1 }] }));
  const summary = {
    conversation: { id, kind: 'direct' as const, people: ['ana', 'bo'], createdBy: 'ana', createdAt: 1 },
    row: { conversationId: id, rev: 1, joined: 1, read: 1, readN: 0 },
    latest: { seq: 1, n: 0, at: 1, author: 'ana', kind: 'conversation.created' },
  };
  store.dispatch(clientSaid({ type: 'conversations', summaries: [summary] }));
  render(
    <MantineProvider env="test">
      <Provider store={store}>
        <ClientContext value={{} as Client}>
          <MemoryRouter>{places[place]}</MemoryRouter>
        </ClientContext>
      </Provider>
    </MantineProvider>,
  );
  const faces = [...document.querySelectorAll<HTMLElement>('[data-initials="BE"]')];
  expect(faces.map(({ style }) => `BE ${style.background}`)).toEqual([shown('BE', 1)]);
});
