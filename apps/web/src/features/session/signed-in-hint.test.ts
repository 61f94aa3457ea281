import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { signedInHint } from './signed-in-hint';

beforeEach(() => localStorage.clear());

/** A tab of Ana's that hears what another one wrote: whether it was told, and of a wish. */
const aTabOf = (personId: string) => {
  const told: boolean[] = [];
  const hint = signedInHint(localStorage);
  hint.set(personId);
  onTestFinished(hint.onChangedElsewhere(personId, (byWish) => void told.push(byWish)));
  const hears = (write: () => void) => {
    write();
    const key = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i))[0] ?? 'parley.signed-in';
    const newValue = localStorage.getItem(key);
    window.dispatchEvent(new StorageEvent('storage', { key, newValue, storageArea: localStorage }));
  };
  return { hint, told, hears };
};

it('[UX-PWA-5] tells other tabs a sign-out by wish from a session that ran out', () => {
  const left = aTabOf('ana');
  left.hears(left.hint.leave);
  expect(left.told).toEqual([true]);
  expect(left.hint.read()).toBeNull();
  const ranOut = aTabOf('ana');
  ranOut.hears(ranOut.hint.clear);
  expect(ranOut.told).toEqual([false]);
});

it('hears a wish although somebody else signed in since, and none where the same person is signed in again', () => {
  const { hint, told } = aTabOf('ana');
  const left = { key: 'parley.signed-in', newValue: '', storageArea: localStorage };
  window.dispatchEvent(new StorageEvent('storage', left));
  expect(told).toEqual([]);
  hint.set('bo');
  window.dispatchEvent(new StorageEvent('storage', left));
  expect(told).toEqual([true]);
});

it('takes a storage that was cleared for no wish', () => {
  const { told } = aTabOf('ana');
  localStorage.clear();
  window.dispatchEvent(new StorageEvent('storage', { key: null, storageArea: localStorage }));
  expect(told).toEqual([false]);
});

it('knows of a sign-out that was cut short, until that is finished', () => {
  const { hint } = aTabOf('ana');
  hint.leave();
  expect(hint.isLeaving()).toBe(true);
  hint.clear();
  expect(hint.isLeaving()).toBe(false);
});
