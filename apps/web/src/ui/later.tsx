import { type ComponentType, createElement, useEffect, useState } from 'react';

/** Fetches everything that was put off so far. */
const waiting = new Set<() => Promise<unknown>>();
let isTime = false;

const quietly = (work: Promise<unknown>) => work.catch(() => undefined);

/**
 * A component whose code is no part of the first paint: it is fetched when it is first shown, or by `loadLater`. Where that
 * fails nothing shows, and the next time it is tried again; what is around it goes on.
 */
export const later = <P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> => {
  let loaded: ComponentType<P> | undefined;
  let loading: Promise<void> | undefined;
  const fetchOnce = () =>
    (loading ??= load().then(
      (component) => {
        loaded = component;
        waiting.delete(fetchOnce);
      },
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    ));
  waiting.add(fetchOnce);
  if (isTime) void quietly(fetchOnce());

  const Later = (props: P) => {
    const [isHere, setIsHere] = useState(loaded !== undefined);
    useEffect(() => {
      let isLeft = false;
      if (!loaded) void quietly(fetchOnce().then(() => !isLeft && setIsHere(true)));
      return () => {
        isLeft = true;
      };
    }, []);
    return isHere && loaded ? createElement(loaded, props) : null;
  };
  return Later;
};

/** Fetches all that was put off, once what shows first is there: whoever loses the network has it at hand. */
export const loadLater = (): void => {
  isTime = true;
  for (const load of waiting) void quietly(load());
};
