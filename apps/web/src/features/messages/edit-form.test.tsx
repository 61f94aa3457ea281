import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { afterEach, describe, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { clientSaid } from '../connection/heard';
import { EditForm } from './edit-form';

afterEach(cleanup);

const candidates = [
  { id: 'bo', name: 'Bo', email: 'bo@example.com' },
  { id: 'cy', name: 'Cy', email: 'cy@example.com' },
];

const aForm = ({ text = 'before', draft, trouble }: { text?: string; draft?: string; trouble?: string } = {}) => {
  const did: string[] = [];
  const store = createStore();
  store.dispatch(clientSaid({ type: 'people', people: [{ id: 'bo', name: 'Bo', email: 'bo@example.com' }] }));
  const view = (now: string) => (
    <MantineProvider>
      <Provider store={store}>
        <EditForm
          text={now}
          draft={draft}
          trouble={trouble}
          mentionable={{ candidates, isMember: () => true, everyoneNote: 'notifies 2 people' }}
          onSave={(next) => did.push(`save ${next}`)}
          onCancel={(left) => did.push(`cancel ${left}`)}
        />
      </Provider>
    </MantineProvider>
  );
  const { rerender } = render(view(text));
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Text of the message' });
  return {
    did,
    field,
    type: (value: string) => fireEvent.change(field, { target: { value } }),
    press: (key: string, more: object = {}) => {
      fireEvent.keyDown(field, { key, ...more });
      // The field tells where its caret is as a key comes up.
      fireEvent.keyUp(field, { key, ...more });
    },
    becomes: (now: string) => rerender(view(now)),
  };
};

describe('an edit in its place', () => {
  it('has the focus and the text, and Enter saves it', () => {
    const { did, field, type, press } = aForm();
    expect(document.activeElement).toBe(field);
    expect(field.value).toBe('before');
    type('after');
    press('Enter', { shiftKey: true });
    expect(did).toEqual([]);
    press('Enter');
    expect(did).toEqual(['save after']);
  });
  it('[UX-COMP-3] Esc leaves it and hands on what was typed', () => {
    const { did, type, press } = aForm();
    type('half');
    press('Escape');
    expect(did).toEqual(['cancel half']);
  });
  it('[UX-COMP-1] leaves Enter and Esc to an input method', () => {
    const { did, press } = aForm();
    press('Enter', { isComposing: true });
    press('Escape', { isComposing: true });
    expect(did).toEqual([]);
  });
  it('saves nothing where nothing was changed, nor an empty text', () => {
    const { did, type, press } = aForm();
    press('Enter');
    expect(did).toEqual(['cancel before']);
    type('  ');
    press('Enter');
    expect(did).toHaveLength(1);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
  });
  it('[UX-EDIT-3] shows what it says now beside what was typed', () => {
    const { did, field, press } = aForm({ text: 'theirs', draft: 'mine', trouble: 'Edited in the meantime.' });
    expect(field.value).toBe('mine');
    expect(screen.getByRole('alert').textContent).toContain('theirs');
    press('Enter');
    expect(did).toEqual(['save mine']);
  });
  it('[UX-EDIT-3] also where it changes while one is typing', () => {
    const { field, type, becomes } = aForm();
    type('mine');
    becomes('from my phone');
    expect(field.value).toBe('mine');
    expect(screen.getByRole('alert').textContent).toContain('from my phone');
  });
  it('[UX-MENT-1] `@` opens the listbox; arrows and Enter choose, the active one is announced, Esc closes it alone', () => {
    const { did, field, type, press } = aForm();
    type('ask @');
    const options = screen.getAllByRole('option');
    expect(options.map(({ textContent }) => textContent?.match(/Bo|Cy|everyone/)?.[0])).toEqual([
      'Bo',
      'Cy',
      'everyone',
    ]);
    expect(field.getAttribute('aria-activedescendant')).toBe(options[0]?.id);
    press('ArrowDown');
    expect(field.getAttribute('aria-activedescendant')).toBe(screen.getAllByRole('option')[1]?.id);
    press('Enter');
    expect([field.value, did]).toEqual(['ask @Cy ', []]);
    type('ask @Cy @');
    press('Escape');
    expect([screen.queryByRole('option'), field.value, did]).toEqual([null, 'ask @Cy @', []]);
    type('ask @Cy');
    press('Enter');
    expect(did).toEqual(['save ask <@cy>']);
  });
  it('[UX-MENT-2] offers everyone too, with what that does', () => {
    const { did, type, press } = aForm();
    type('now @every');
    expect(screen.getByRole('option').textContent).toContain('notifies 2 people');
    press('Tab');
    press('Enter');
    expect(did).toEqual(['save now <!everyone>']);
  });
  it('[UX-MENT-3] has people by name and saves them by id', () => {
    const { did, field, type, press } = aForm({ text: 'ask <@bo>' });
    expect(field.value).toBe('ask @Bo');
    type('ask @Bo now');
    press('Enter');
    expect(did).toEqual(['save ask <@bo> now']);
  });
});
