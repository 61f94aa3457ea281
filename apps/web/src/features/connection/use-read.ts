import { useCallback, useEffect, useState } from 'react';
import { troubleText } from './trouble-text';

/** What was read from the server once a screen opened. */
export type Read<T> = {
  value: T | undefined;
  trouble: string | undefined;
  again(): void;
  /** Shows what is known to have changed, without asking. */
  set(value: T): void;
};

/** Reads as the screen opens, and again when asked. `read` must stay the same for as long as it means the same. */
export const useRead = <T>(read: () => Promise<T>): Read<T> => {
  const [value, setValue] = useState<T>();
  const [trouble, setTrouble] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let left = false;
    read().then(
      (found) => {
        if (left) return;
        setValue(found);
        setTrouble(undefined);
      },
      (error: unknown) => !left && setTrouble(troubleText(error)),
    );
    return () => {
      left = true;
    };
  }, [read, attempt]);
  const again = useCallback(() => setAttempt((nth) => nth + 1), []);
  return { value, trouble, again, set: setValue };
};
