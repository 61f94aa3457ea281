import { tests } from '../../tools/vitest.ts';

// Histories of many clients take seconds to make, and the local run takes seconds to start.
export default tests(import.meta.dirname, { testTimeout: 120_000, hookTimeout: 120_000 });
