import { tests } from '../../tools/vitest.ts';

// CDK is 180 MB and a synth takes seconds: the files share one process, so both happen once.
export default tests(import.meta.dirname, { isolate: false, fileParallelism: false, testTimeout: 120_000 });
