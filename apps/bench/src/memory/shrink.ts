import { check } from '../checker/check';
import type { Violation } from '../checker/violation';
import type { Action } from '../plan';
import { planOf, runWorld, type WorldOptions } from './world';

export type Shrunk = { actions: readonly Action[]; faults: ReadonlySet<string>; violation: Violation };

/** Worlds that are tried to find a smaller one: each takes a second or less. */
const mostTries = 80;

/**
 * The fewest actions, and then the fewest faults, with which the same property still breaks: parts are left out as long
 * as something smaller shows it too (delta debugging).
 */
export const shrink = async (options: WorldOptions, property: number): Promise<Shrunk | undefined> => {
  let tries = 0;
  const attempt = async (actions: readonly Action[], faults: ReadonlySet<string>) => {
    tries += 1;
    const { records } = await runWorld({ ...options, actions, faults });
    const violation = check(records).find((one) => one.property === property);
    return violation && { actions, faults, violation };
  };

  let best = await attempt(options.actions ?? planOf(options), options.faults);
  if (!best) return undefined;
  for (let parts = 2; tries < mostTries && best.actions.length > 1;) {
    const size = Math.ceil(best.actions.length / parts);
    let smaller: Shrunk | undefined;
    for (let from = 0; from < best.actions.length && !smaller && tries < mostTries; from += size)
      smaller = await attempt([...best.actions.slice(0, from), ...best.actions.slice(from + size)], best.faults);
    if (smaller) {
      best = smaller;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) break;
    else parts = Math.min(best.actions.length, parts * 2);
  }
  for (const fault of options.faults) {
    const without: ReadonlySet<string> = new Set([...best.faults].filter((name) => name !== fault));
    best = (await attempt(best.actions, without)) ?? best;
  }
  return best;
};
