import { useRef } from 'react';
import { ulid } from 'ulid';

/** A key for each different thing that is asked: the same again, after a lost answer, goes under the same key. */
export const useKeyFor = (): ((what: string) => string) => {
  const held = useRef<{ what: string; key: string }>(undefined);
  return (what) => {
    if (held.current?.what !== what) held.current = { what, key: ulid() };
    return held.current.key;
  };
};
