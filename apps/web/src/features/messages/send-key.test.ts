import { beforeEach, expect, it } from 'vitest';
import { createSendKeyChoice } from './send-key';

beforeEach(() => localStorage.clear());

it('[UX-COMP-2] is Enter until something else is chosen, which the device keeps', () => {
  const choice = createSendKeyChoice(localStorage);
  expect(choice.read()).toBe('enter');
  choice.choose('mod-enter');
  expect(choice.read()).toBe('mod-enter');
  expect(createSendKeyChoice(localStorage).read()).toBe('mod-enter');
  choice.choose('enter');
  expect(createSendKeyChoice(localStorage).read()).toBe('enter');
});

it('is told to whoever watches, also when another tab chose', () => {
  const choice = createSendKeyChoice(localStorage);
  let told = 0;
  const unwatch = choice.watch(() => (told += 1));
  choice.choose('mod-enter');
  window.dispatchEvent(new Event('storage'));
  expect(told).toBe(2);
  unwatch();
  choice.choose('enter');
  window.dispatchEvent(new Event('storage'));
  expect(told).toBe(2);
});

it('works as chosen where nothing can be stored', () => {
  const full = {
    ...localStorage,
    getItem: () => null,
    setItem: () => void full.refuse(),
    refuse: () => {
      throw new Error('full');
    },
  };
  const choice = createSendKeyChoice(full as unknown as Storage);
  choice.choose('mod-enter');
  expect(choice.read()).toBe('mod-enter');
});
