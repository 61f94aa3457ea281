/// <reference lib="dom" />
import { alone, type Lock, type Tabs } from './tabs';

const webLock = (name: string, locks: LockManager): Lock => ({
  take: (held) => {
    const given = new AbortController();
    let release = () => undefined as void;
    const released = new Promise<void>((resolve) => (release = resolve));
    locks
      .request(name, { signal: given.signal }, () => {
        held();
        return released;
      })
      // Locks are refused where storage is (an opaque origin): then there is nothing to share either.
      .catch(() => given.signal.aborted || held());
    return () => {
      release();
      given.abort();
    };
  },
});

/**
 * Tabs of this browser that have the outbox of one person, by Web Locks and a BroadcastChannel. Where there are no
 * locks (plain http away from localhost) each tab sends by itself what it finds in the
 * store: their order may mix, and LOG-4 does not hold between them.
 */
export const browserTabs = (personId: string): Tabs => {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks as LockManager | undefined;
  if (!locks) return alone;
  const name = `parley-outbox.${personId}`;
  return {
    lock: webLock(name, locks),
    channel: (() => {
      const channel = new BroadcastChannel(name);
      return {
        post: (message) => channel.postMessage(message),
        listen: (hear) => {
          channel.onmessage = ({ data }) => hear(data);
          return () => channel.close();
        },
      };
    })(),
  };
};
