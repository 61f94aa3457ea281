import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { useFocusBack } from '../../ui/use-focus-back';
import { type Failure, failureOf, looksDone, type Step } from './failures';

/**
 * Tries; resolves when done, or to what the person should know. Failures at once, in the order of the fields, mean that
 * nothing was asked yet.
 */
type Attempt = () => Promise<Failure | void> | Failure | Failure[];

/** What an account form tells and is told. */
export type Submission = {
  busy: boolean;
  /** The first one, if any. */
  failure: Failure | undefined;
  /** The message for a field, if a failure is about it. */
  errorOf(field: Failure['field']): string | undefined;
  form: { ref: RefObject<HTMLFormElement | null>; onSubmit(event: FormEvent): void; noValidate: true };
  /** Shows a failure without asking the server: something was left out. */
  fail(failure: Failure): void;
  /** Makes an attempt with something that this render does not hold yet. */
  run(attempt: Attempt): void;
};

/**
 * One attempt at a time. Failures go next to their fields, the first of which takes the focus; one about the whole form
 * takes it to the summary above. Else it stays where it was.
 */
export const useSubmission = (step: Step, attempt: Attempt): Submission => {
  const [busy, setBusy] = useState(false);
  const [failures, setFailures] = useState<readonly Failure[]>([]);
  const failure = failures[0];
  const ref = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (!failure) return;
    const target = failure.field === 'form' ? '[data-summary]' : `[name="${failure.field}"]`;
    ref.current?.querySelector<HTMLElement>(target)?.focus();
  }, [failure]);

  // After the failure's own field has had its turn.
  useFocusBack(busy);

  const run = (work: Attempt) => {
    if (busy) return;
    const begun = work();
    if (!(begun instanceof Promise)) return setFailures([begun].flat().map((one) => ({ ...one })));
    setBusy(true);
    setFailures([]);
    void begun
      .catch((error: unknown) => failureOf(step, error))
      .then((failed) => setFailures(failed ? [failed] : []))
      .finally(() => setBusy(false));
  };
  return {
    busy,
    failure,
    errorOf: (field) => failures.find((one) => one.field === field)?.message,
    form: {
      ref,
      noValidate: true,
      onSubmit: (event) => {
        event.preventDefault();
        run(attempt);
      },
    },
    fail: (failed) => setFailures([failed]),
    run,
  };
};

/** Runs a step; an error that would tell whether an account exists counts as done. */
export const quietly = async (step: Step, work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    if (!looksDone(step, error)) throw error;
  }
};
