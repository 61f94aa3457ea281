import { type Clock, systemClock } from '../clock';

/**
 * A clock whose timers run out `factor` times sooner, so that a limit of two hours bites within minutes. What time it
 * is stays true: signatures and tokens are checked against it.
 */
export const quickTimers = (factor: number, clock: Clock = systemClock): Clock => ({
  now: () => clock.now(),
  after: (ms, action) => clock.after(ms / factor, action),
});
