import { expect, it } from 'vitest';
import { configurations } from './all-configurations';

// A file of its own, for it is about the machine as well: a deployment, which may be from a slow one, leaves it out.
it.each(configurations)('synthesizes %s in no more than ten seconds of the processor', (_, synthesized) => {
  expect(synthesized().cpuSeconds).toBeLessThan(10);
});
