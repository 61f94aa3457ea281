import { tests } from '../../tools/vitest.ts';

// Everything is real, and a function's first event waits for its cold start.
export default tests(import.meta.dirname, { testTimeout: 30_000 });
