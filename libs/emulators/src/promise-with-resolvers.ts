/** A promise, and what settles it. */
export type PromiseWithResolvers<T> = {
  promise: Promise<T>;
  resolve(this: void, value: T | PromiseLike<T>): void;
  reject(this: void, reason?: unknown): void;
};

/** `Promise.withResolvers`, which Node has from 22 on: what is started on somebody's computer runs on 20, too. */
export const promiseWithResolvers = <T>(): PromiseWithResolvers<T> => {
  let resolve!: PromiseWithResolvers<T>['resolve'];
  let reject!: PromiseWithResolvers<T>['reject'];
  const promise = new Promise<T>((...settle) => {
    [resolve, reject] = settle;
  });
  return { promise, resolve, reject };
};
