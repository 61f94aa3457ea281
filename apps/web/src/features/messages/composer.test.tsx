import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '../../app/store';
import { Composer } from './composer';
import { createDrafts } from './drafts';
import { DraftsContext } from './drafts-context';
import { createSendKeyChoice, SendKeyContext } from './send-key';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const candidates = [
  { id: 'bo', name: 'Bo Lind', email: 'bo@example.com' },
  { id: 'cy', name: 'Cy', email: 'cy@example.com' },
];
const aComposer = (drafts = createDrafts(localStorage), sendKey = createSendKeyChoice(localStorage)) => {
  const sent: string[] = [];
  const did: string[] = [];
  const { unmount } = render(
    <MantineProvider>
      <Provider store={createStore()}>
        <DraftsContext value={drafts}>
          <SendKeyContext value={sendKey}>
            <Composer
              personId="ana"
              conversationId="c-1"
              title="Bo"
              waiting={0}
              mentionable={{ candidates, isMember: () => true, everyoneNote: 'notifies 2 people' }}
              onSend={(text) => sent.push(text)}
              onType={() => did.push('type')}
              onEscape={() => {
                did.push('escape');
                return true;
              }}
              onEditLast={() => {
                did.push('edit last');
                return true;
              }}
            />
          </SendKeyContext>
        </DraftsContext>
      </Provider>
    </MantineProvider>,
  );
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message to Bo' });
  const type = (text: string) => fireEvent.change(field, { target: { value: text } });
  const enter = (more: object = {}) => fireEvent.keyDown(field, { key: 'Enter', keyCode: 13, ...more });
  const press = (key: string, more: object = {}) => fireEvent.keyDown(field, { key, ...more });
  return {
    sent,
    did,
    press,
    field,
    type,
    enter,
    unmount,
    button: screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }),
  };
};

describe('the composer', () => {
  it('[UX-SEND-1] empties as Enter is pressed', () => {
    const { sent, field, type, enter } = aComposer();
    type('hi');
    enter();
    expect(sent).toEqual(['hi']);
    expect(field.value).toBe('');
  });
  it('[UX-COMP-2] sends by Ctrl+Enter alone, where that was chosen', () => {
    const sendKey = createSendKeyChoice(localStorage);
    sendKey.choose('mod-enter');
    const { sent, type, enter } = aComposer(createDrafts(localStorage), sendKey);
    type('hello');
    enter();
    expect(sent).toEqual([]);
    enter({ ctrlKey: true });
    expect(sent).toEqual(['hello']);
  });

  it('[UX-COMP-1] sends nothing by the Enter that ends a composition', () => {
    const { sent, type, enter } = aComposer();
    type('nihao');
    enter({ isComposing: true });
    enter({ keyCode: 229 });
    expect(sent).toEqual([]);
    enter();
    expect(sent).toEqual(['nihao']);
  });
  it('sends nothing where there is nothing but white space', () => {
    const { sent, type, enter, button } = aComposer();
    type(' \n ');
    enter();
    expect(sent).toEqual([]);
    expect(button.disabled).toBe(true);
  });
  it('sends the text without the blank around it, and keeps an indent', () => {
    const { sent, type, enter } = aComposer();
    type('\n\n  indented\n  code\n\n');
    enter();
    expect(sent).toEqual(['  indented\n  code']);
  });
  it('[UX-COMP-5] over the limit cuts nothing, sends nothing, and counts the excess', () => {
    const { sent, field, type, enter, button } = aComposer();
    type('x'.repeat(16_400));
    enter();
    expect(sent).toEqual([]);
    expect(field.value).toHaveLength(16_400);
    expect(button.disabled).toBe(true);
    expect(screen.getByText('16 characters too many')).toBeTruthy();
  });
  it('[UX-DRAFT-1] keeps what was typed when it goes away, and forgets what was sent', () => {
    const drafts = createDrafts(localStorage);
    const first = aComposer(drafts);
    first.type('half');
    first.unmount();
    const second = aComposer(drafts);
    expect(second.field.value).toBe('half');
    second.enter();
    second.unmount();
    expect(aComposer(drafts).field.value).toBe('');
  });
});

describe('[UX-MENT-1] an @ in the composer', () => {
  const options = () => screen.queryAllByRole('option').map(({ textContent }) => textContent);
  it('opens a list whose active option the field tells, and arrows and Enter choose from it', () => {
    const { sent, field, type, press, enter } = aComposer();
    type('hi @');
    expect(options()).toHaveLength(3);
    press('ArrowDown');
    expect(field.getAttribute('aria-activedescendant')).toBe(screen.getByRole('option', { selected: true }).id);
    expect(screen.getByRole('option', { selected: true }).textContent).toContain('Cy');
    enter();
    expect(sent).toEqual([]);
    expect(field.value).toBe('hi @Cy ');
    expect(options()).toEqual([]);
    enter();
    expect(sent).toEqual(['hi <@cy>']);
  });
  it('is completed by Tab, or by a press', () => {
    const { field, type, press } = aComposer();
    type('@bo');
    press('Tab');
    expect(field.value).toBe('@Bo Lind ');
    type('@Bo Lind and @c');
    fireEvent.click(screen.getByRole('option'));
    expect(field.value).toBe('@Bo Lind and @Cy ');
  });
  it('[UX-COMP-3] Esc closes the list and leaves the text as typed; only the next one goes further', () => {
    const { did, field, type, press } = aComposer();
    type('@bo');
    press('Escape');
    expect(options()).toEqual([]);
    expect(field.value).toBe('@bo');
    expect(did).not.toContain('escape');
    press('Escape');
    expect(did).toContain('escape');
  });
  it('[UX-COMP-1] leaves the arrows and Enter to an input method', () => {
    const { field, type, press } = aComposer();
    type('@');
    press('ArrowDown', { isComposing: true });
    press('Enter', { keyCode: 229 });
    expect(screen.getByRole('option', { selected: true }).textContent).toContain('Bo');
    expect(field.value).toBe('@');
  });
  it('[UX-MENT-3] a draft is kept by ids', () => {
    const drafts = createDrafts(localStorage);
    const first = aComposer(drafts);
    first.type('@bo');
    first.press('Tab');
    first.unmount();
    expect(drafts.read('ana', 'c-1')).toBe('<@bo> ');
  });
});

describe('Up in the composer', () => {
  it('edits the last message of mine where the field is empty, else it is the caret’s', () => {
    const { did, type, press } = aComposer();
    press('ArrowUp');
    expect(did).toEqual(['edit last']);
    type('text');
    press('ArrowUp');
    expect(did.filter((one) => one === 'edit last')).toHaveLength(1);
  });
});

describe('[UX-MENT-2] everyone, by an @ in the composer', () => {
  const options = () => screen.queryAllByRole('option').map(({ textContent }) => textContent);
  it('is the last of the list, says what it does, and is sent as their token', () => {
    const { sent, field, type, enter } = aComposer();
    type('@');
    expect(options().at(-1)).toBe('everyonenotifies 2 people');
    type('@ever');
    expect(options()).toEqual(['everyonenotifies 2 people']);
    enter();
    expect(field.value).toBe('@everyone ');
    enter();
    expect(sent).toEqual(['<!everyone>']);
  });
  it('is a word where it was not chosen', () => {
    const { sent, type, press, enter } = aComposer();
    type('@everyone');
    press('Escape');
    enter();
    expect(sent).toEqual(['@everyone']);
  });
});
