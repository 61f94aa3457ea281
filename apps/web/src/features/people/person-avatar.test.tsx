import { cleanup, render } from '@testing-library/react';
import { Provider } from 'react-redux';
import { afterEach, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { avatarColours } from '../../ui/avatar';
import { clientSaid } from '../connection/heard';
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
