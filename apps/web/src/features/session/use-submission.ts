import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { type Failure, failureOf, looksDone, type Step } from './failures';

/** Tries; resolves when done, or to what the person should know. A failure at once means that nothing was asked yet. */
type Attempt = () => Promise<Failure | void> | Failure;

/** What an account form tells and is told. */
export type Submission = {
  busy: boolean;
  failure: Failure | undefined;
  /** The message for a field, if the failure is about it. */
  errorOf(field: Failure['field']): string | undefined;
  form: { ref: RefObject<HTMLFormElement | null>; onSubmit(event: FormEvent): void; noValidate: true };
  /** Shows a failure without asking the server: something was left out. */
  fail(failure: Failure): void;
  /** Makes an attempt with something that this render does not hold yet. */
  run(attempt: Attempt): void;
};

/**
 * One attempt at a time. A failure goes next to its field, which takes the focus; one about the whole form takes it to
 * the summary above.
 */
export const useSubmission = (step: Step, attempt: Attempt): Submission => {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const ref = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (!failure) return;
    const target = failure.field === 'form' ? '[data-summary]' : `[name="${failure.field}"]`;
    ref.current?.querySelector<HTMLElement>(target)?.focus();
  }, [failure]);

  const run = (work: Attempt) => {
    if (busy) return;
    const begun = work();
    if (!(begun instanceof Promise)) return setFailure({ ...begun });
    setBusy(true);
    setFailure(undefined);
    void begun
      .catch((error: unknown) => failureOf(step, error))
      .then((failed) => setFailure(failed ?? undefined))
      .finally(() => setBusy(false));
  };
  return {
    busy,
    failure,
    errorOf: (field) => (failure?.field === field ? failure.message : undefined),
    form: {
      ref,
      noValidate: true,
      onSubmit: (event) => {
        event.preventDefault();
        run(attempt);
      },
    },
    fail: setFailure,
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
