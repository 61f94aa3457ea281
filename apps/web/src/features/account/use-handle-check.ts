import { Handle, looksOf, type Person, readsAsAll } from '@parley/protocol';
import { useEffect, useState } from 'react';
import { useClient } from '../connection/client-context';

/** So long a pause in typing is worth a look at the directory. */
const pauseMs = 400;

const taken = 'Somebody has that handle, or one that looks like it.';

/**
 * What is wrong with a handle as it is typed: its letters at once, and after a pause whether it is seen in the directory.
 * Saving decides: one that only looks alike begins otherwise, and is not found here.
 */
export const useHandleCheck = (typed: string, me: Person): string | undefined => {
  const client = useClient();
  const [takenHandle, setTakenHandle] = useState<string>();
  const parsed = Handle.safeParse(typed);
  const handle = parsed.success ? parsed.data : undefined;

  useEffect(() => {
    if (!handle || handle === me.handle) return;
    let left = false;
    const timer = setTimeout(() => {
      client.ask('people.search', { prefix: handle }).then(
        ({ people }) => {
          const isTaken = people.some(
            (one) => one.id !== me.id && one.handle && looksOf(one.handle) === looksOf(handle),
          );
          if (!left && isTaken) setTakenHandle(handle);
        },
        // A courtesy, which guests do not have: saving tells.
        () => undefined,
      );
    }, pauseMs);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [client, handle, me.handle, me.id]);

  if (typed.trim() === '') return undefined;
  if (!handle) return 'Use 2 to 30 letters, digits, dots, hyphens or underscores, a letter first.';
  if (readsAsAll(handle)) return 'That reads like a call of everyone. Choose another handle.';
  return handle === takenHandle ? taken : undefined;
};
