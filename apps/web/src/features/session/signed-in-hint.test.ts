import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { type EndingElsewhere, signedInHint } from './signed-in-hint';

beforeEach(() => localStorage.clear());

const key = 'parley.signed-in';
/** How a tab hears what another one wrote, which may not be what stands there by now. */
const hears = (newValue: string | null, of: string | null = key) =>
  window.dispatchEvent(new StorageEvent('storage', { key: of, newValue, storageArea: localStorage }));

/** A tab of Ana's, and what it was told. */
const aTabOfAna = () => {
  const told: EndingElsewhere[] = [];
  const hint = signedInHint(localStorage);
  hint.set('ana');
  onTestFinished(hint.onChangedElsewhere('ana', (because) => void told.push(because)));
  /** Does in another tab what changes the hint. */
  const elsewhere = (act: (other: typeof hint) => void) => {
    act(signedInHint(localStorage));
    hears(localStorage.getItem(key));
  };
  return { hint, told, elsewhere };
};

it('[UX-PWA-5] tells other tabs who signed out from a session that ran out, and both from another account', () => {
  const { hint, told, elsewhere } = aTabOfAna();
  elsewhere((other) => other.leave('ana'));
  expect(told).toEqual(['elsewhere']);
  expect(hint.read()).toBeNull();
  elsewhere((other) => other.clear());
  elsewhere((other) => other.set('bo'));
  expect(told).toEqual(['elsewhere', 'expired', 'replaced']);
  expect(hint.read()).toBe('bo');
});

it('hears of a sign-out although somebody else signed in since, and of none where the same person is here again', () => {
  const { hint, told } = aTabOfAna();
  hears('');
  expect(told).toEqual([]);
  hint.set('bo');
  hears('');
  expect(told).toEqual(['elsewhere']);
});

it('takes a storage that was cleared for no wish, and minds nothing else that is written', () => {
  const { told } = aTabOfAna();
  localStorage.clear();
  hears('half a thought', 'parley.draft.ana.c-1');
  expect(told).toEqual([]);
  hears(null, null);
  expect(told).toEqual(['expired']);
});

it('[UX-PWA-5] knows whose sign-out was cut short, until that is finished or somebody is signed in', () => {
  const { hint } = aTabOfAna();
  expect(hint.leaver()).toBeNull();
  hint.leave('ana');
  expect(signedInHint(localStorage).leaver()).toBe('ana');
  hint.clear();
  expect(hint.leaver()).toBeNull();
  hint.leave('ana');
  hint.set('bo');
  expect(hint.leaver()).toBeNull();
  expect(Object.values(localStorage)).toEqual(['bo']);
});

it('[UX-PWA-5] signs out where storage is full, too', () => {
  const full = {
    getItem: (name: string) => localStorage.getItem(name),
    setItem: (name: string, value: string) => {
      if (value.length > (localStorage.getItem(name) ?? '').length) throw new DOMException('', 'QuotaExceededError');
      localStorage.setItem(name, value);
    },
  };
  localStorage.setItem(key, 'ana');
  const hint = signedInHint(full as Storage);
  hint.leave('ana');
  expect(hint.read()).toBeNull();
  expect(hint.leaver()).toBe('');
});
