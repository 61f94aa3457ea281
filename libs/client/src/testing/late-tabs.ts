import type { Tabs } from '../tabs';
import { settled } from './fake-clock';

/**
 * A tab that hears the others late, while it is `deaf`, as a page that the browser lets sleep: all that was told meanwhile
 * as soon as it wakes, or a moment after the lock came to it.
 */
export const lateTabs = (tabs: Tabs, onHeld: () => void) => {
  const late: (() => void)[] = [];
  let isDeaf = false;
  const hears = (): void => {
    isDeaf = false;
    for (const hear of late.splice(0)) hear();
  };
  const given: Tabs = {
    lock: {
      take: (held) =>
        tabs.lock.take(() => {
          onHeld();
          held();
          void settled().then(hears);
        }),
    },
    channel: {
      post: tabs.channel.post,
      listen: (hear) => {
        let isOpen = true;
        const close = tabs.channel.listen((message) =>
          isDeaf ? late.push(() => isOpen && hear(message)) : hear(message),
        );
        return () => {
          isOpen = false;
          close();
        };
      },
    },
  };
  return {
    tabs: given,
    isDeaf: (): boolean => isDeaf,
    deaf: (): void => void (isDeaf = true),
    hears,
  };
};
