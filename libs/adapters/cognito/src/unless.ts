type Thrown = abstract new (...args: never[]) => Error;

/** Does nothing where the pool says `because`: it is so already, or there is nobody. */
export const unless = async (because: Thrown, call: Promise<unknown>): Promise<void> => {
  await call.catch((error: unknown) => {
    if (!(error instanceof because)) throw error;
  });
};
