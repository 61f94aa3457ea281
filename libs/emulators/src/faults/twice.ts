import { type FaultSource } from './faults';

type Invoke = (functionName: string, event: unknown) => Promise<unknown>;

/**
 * Invokes functions as sources do that deliver at least once, a queue or a stream: at times an event is handled by two
 * invocations that run at the same time (F37). The source is told the outcome of the first.
 */
export const atLeastOnce =
  (invoke: Invoke, faults: FaultSource): Invoke =>
  (functionName, event) => {
    const first = invoke(functionName, event);
    if (faults.strikes('F37')) invoke(functionName, event).catch(() => undefined); // told by the runner's log
    return first;
  };
