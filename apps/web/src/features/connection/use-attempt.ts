import { useState } from 'react';
import { useFocusBack } from '../../ui/use-focus-back';
import { troubleText } from './trouble-text';

/** How something that was asked of the server stands. `done`: what to say of its success. */
export type Attempt = {
  busy: boolean;
  trouble: string | undefined;
  done: string | undefined;
  /** Resolves to whether it worked. Asks nothing while another is under way. `done` may depend on what came of it. */
  run<T>(work: () => Promise<T>, done?: string | ((result: T) => string)): Promise<boolean>;
};

/** One request at a time, from a place that says how it went. */
export const useAttempt = (): Attempt => {
  const [state, setState] = useState<{ busy?: boolean; trouble?: string; done?: string }>({});
  useFocusBack(state.busy ?? false);
  const run: Attempt['run'] = async (work, done) => {
    if (state.busy) return false;
    setState({ busy: true });
    try {
      const result = await work();
      setState(done === undefined ? {} : { done: typeof done === 'string' ? done : done(result) });
      return true;
    } catch (error) {
      setState({ trouble: troubleText(error) });
      return false;
    }
  };
  return { busy: state.busy ?? false, trouble: state.trouble, done: state.done, run };
};
