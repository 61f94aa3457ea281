import type { OutboxStore, StoredItem } from '../outbox-store';

/** A `try` is the put of what is fixed at a first try (LOG-4). */
type Call = keyof OutboxStore | 'try';

/** As a browser says it; somebody who is told this was told the truth: nothing was done. */
export const aborted = 'The transaction was aborted.';

/** One tab's way to `kept`, where calls fail or hang, each call by its own, until all is well again. */
export const faultyStore = (kept: OutboxStore, random: () => number) => {
  const [failing, hanging] = [new Set<Call>(), new Set<Call>()];
  let hung: (() => void)[] = [];
  let [isDead, isStuck] = [false, false];
  const unanswered = () => new Promise<never>(() => undefined);
  const doing =
    <A extends unknown[], T>(name: keyof OutboxStore, run: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      if (isDead || (isStuck && name === 'delete')) return unanswered();
      const isTry = name === 'put' && !hanging.has('put') && (args[0] as StoredItem).after !== undefined;
      const call = isTry ? 'try' : name;
      if (failing.has(name)) throw new DOMException(aborted, 'AbortError');
      if (hanging.has(call)) await new Promise<void>((go) => hung.push(go));
      const done = await run(...args);
      return isDead ? unanswered() : done;
    };
  return {
    store: {
      ...{ load: doing('load', kept.load), put: doing('put', kept.put) },
      ...{ delete: doing('delete', kept.delete), clear: doing('clear', kept.clear) },
    },
    failing,
    hanging,
    /** It takes nothing out any more, and never says so. */
    stick: (): void => void (isStuck = true),
    recover: (): void => {
      for (const calls of [failing, hanging]) calls.clear();
      for (const go of hung.splice(0)) go();
    },
    /** Its page is gone, and hears no answer; what hung may be done all the same. */
    die: (): void => {
      isDead = true;
      hung = hung.filter(() => random() < 0.5);
      for (const go of hung.splice(0)) go();
    },
  };
};
