import { beforeEach, describe, expect, it } from 'vitest';
import { createDrafts } from './drafts';

beforeEach(() => localStorage.clear());

describe('[UX-DRAFT-1] a draft', () => {
  it('survives a reload', () => {
    createDrafts(localStorage).write('ana', 'c-1', 'half a thought');
    expect(createDrafts(localStorage).read('ana', 'c-1')).toBe('half a thought');
  });
  it('[UX-DRAFT-2] belongs to one conversation of one person', () => {
    const drafts = createDrafts(localStorage);
    drafts.write('ana', 'c-1', 'for one');
    expect(drafts.read('ana', 'c-2')).toBe('');
    expect(drafts.read('bo', 'c-1')).toBe('');
  });
  it('leaves nothing when it is emptied', () => {
    const drafts = createDrafts(localStorage);
    drafts.write('ana', 'c-1', 'x');
    drafts.write('ana', 'c-1', '');
    expect(localStorage.length).toBe(0);
  });
  it('goes at sign-out, those of others stay', () => {
    const drafts = createDrafts(localStorage);
    drafts.write('ana', 'c-1', 'hers');
    drafts.write('bo', 'c-1', 'his');
    drafts.forget('ana');
    expect(drafts.read('ana', 'c-1')).toBe('');
    expect(drafts.read('bo', 'c-1')).toBe('his');
  });
  it('lives as long as the page where the device has no room', () => {
    const full = Object.assign(Object.create(localStorage) as Storage, {
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
      getItem: () => null,
    });
    const drafts = createDrafts(full);
    drafts.write('ana', 'c-1', 'still here');
    expect(drafts.read('ana', 'c-1')).toBe('still here');
  });
});
