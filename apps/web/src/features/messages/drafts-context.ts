import { createContext, use } from 'react';
import type { Drafts } from './drafts';

export const DraftsContext = createContext<Drafts | null>(null);

export const useDrafts = (): Drafts => {
  const drafts = use(DraftsContext);
  if (!drafts) throw new Error('There is no DraftsContext above this component.');
  return drafts;
};
