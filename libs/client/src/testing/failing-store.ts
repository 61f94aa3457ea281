import type { OutboxStore } from '../outbox-store';

/** A store in front of `inner` that refuses each call that is in `failing`, with an error of this name, as a browser does. */
export const failingStore = (
  inner: OutboxStore,
  failing: ReadonlySet<keyof OutboxStore>,
  name: string,
): OutboxStore => {
  const check = (call: keyof OutboxStore) => {
    if (failing.has(call)) throw new DOMException('The storage does not do this now.', name);
  };
  return {
    load: async () => {
      check('load');
      return inner.load();
    },
    put: async (item) => {
      check('put');
      await inner.put(item);
    },
    delete: async (id) => {
      check('delete');
      await inner.delete(id);
    },
    clear: async () => {
      check('clear');
      await inner.clear();
    },
  };
};
