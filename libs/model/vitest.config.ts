import { tests } from '../../tools/vitest.ts';

// Every order of steps is walked through: seconds of computing, and more where all cores are busy.
export default tests(import.meta.dirname, { testTimeout: 120_000 });
