import { type Environment } from './environment';
import { type PromiseWithResolvers, promiseWithResolvers } from '../promise-with-resolvers';

/** The environments of one function. */
export interface EnvironmentPool {
  /** Runs `work` with an environment that nobody else uses meanwhile: a warm one, else a new one, else after a wait. */
  use<T>(work: (environment: Environment) => Promise<T>): Promise<T>;
  /** Every environment that exists now takes no further event; each ends as soon as its present one is done. */
  retire(): void;
  /** Ends all of them at once; whatever runs or waits is rejected with `reason`. Resolves when they are gone. */
  close(reason: Error): Promise<void>;
}

const replaced = new Error('Replaced by a newer build');

/** At most `limit` environments at a time; who comes later waits in order of arrival. */
export const environmentPool = (start: (onEnd: () => void) => Environment, limit: number): EnvironmentPool => {
  const current = new Set<Environment>();
  const retired = new Set<Environment>();
  const idle: Environment[] = [];
  const waiting: PromiseWithResolvers<Environment>[] = [];

  const forget = (environment: Environment) => {
    current.delete(environment);
    retired.delete(environment);
    const at = idle.indexOf(environment);
    if (at >= 0) idle.splice(at, 1);
    serveNext();
  };
  const startOne = () => {
    const environment = start(() => forget(environment));
    current.add(environment);
    return environment;
  };
  // The one used last is the warmest. A retired one still counts while its event runs: it still uses the machine.
  const take = () => idle.pop() ?? (current.size + retired.size < limit ? startOne() : undefined);
  const serveNext = () => {
    if (waiting.length === 0) return;
    const environment = take();
    if (environment) waiting.shift()?.resolve(environment);
  };
  const giveBack = (environment: Environment) => {
    if (retired.has(environment)) void environment.end(replaced);
    else if (current.has(environment)) {
      idle.push(environment);
      serveNext();
    }
  };

  return {
    use: async (work) => {
      let environment = take();
      if (!environment) {
        const turn = promiseWithResolvers<Environment>();
        waiting.push(turn);
        environment = await turn.promise;
      }
      try {
        return await work(environment);
      } finally {
        giveBack(environment);
      }
    },
    retire: () => {
      for (const environment of current) retired.add(environment);
      current.clear();
      for (const environment of idle.splice(0)) void environment.end(replaced);
    },
    close: async (reason) => {
      for (const turn of waiting.splice(0)) turn.reject(reason);
      await Promise.all([...current, ...retired].map((environment) => environment.end(reason)));
    },
  };
};
