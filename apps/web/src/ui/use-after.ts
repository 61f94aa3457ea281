import { useEffect, useState } from 'react';

/** Whether `active` has held for `ms` without a break; false again at once when it ends. */
export const useAfter = (ms: number, active: boolean): boolean => {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    if (!active) return;
    const timer = setTimeout(() => setPassed(true), ms);
    return () => {
      clearTimeout(timer);
      setPassed(false);
    };
  }, [ms, active]);
  return active && passed;
};
