import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { afterEach, describe, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { clientSaid } from '../connection/heard';
import { signedIn } from '../session/session-slice';
import { Reactions } from './reactions';

afterEach(cleanup);

const shown = (reactions: Record<string, string[]>) => {
  const store = createStore();
  const people = [
    { id: 'ana', name: 'Ana', email: 'ana@example.com' },
    { id: 'bo', name: 'Bo', email: 'bo@example.com' },
  ];
  store.dispatch(signedIn('ana'));
  store.dispatch(clientSaid({ type: 'people', people }));
  const did: string[] = [];
  render(
    <Provider store={store}>
      <Reactions reactions={reactions} reachable onToggle={(emoji, on) => did.push(`${emoji} ${on}`)} />
    </Provider>,
  );
  return { did };
};

describe('[UX-REACT-2] a reaction', () => {
  it('is a toggle button named by emoji, count, and whether I am among them', () => {
    const { did } = shown({ '👍': ['bo', 'ana'], '🎉': ['bo'] });
    const mine = screen.getByRole('button', { name: '👍, 2, including you', pressed: true });
    fireEvent.click(mine);
    fireEvent.click(screen.getByRole('button', { name: '🎉, 1', pressed: false }));
    expect(did).toEqual(['👍 false', '🎉 true']);
  });
  it('tells who they are on focus and on hover, until Esc', () => {
    shown({ '👍': ['bo', 'ana'] });
    const chip = screen.getByRole('button', { name: /👍/ });
    expect(screen.queryByRole('tooltip')).toBeNull();
    fireEvent.focus(chip);
    expect(screen.getByRole('tooltip').textContent).toBe('Bo and Ana');
    fireEvent.keyDown(chip, { key: 'Escape' });
    expect(screen.queryByRole('tooltip')).toBeNull();
    fireEvent.pointerEnter(chip.parentElement!);
    expect(screen.getByRole('tooltip')).toBeTruthy();
  });
});
