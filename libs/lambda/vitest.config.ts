import { tests } from '../../tools/vitest.ts';

// What functions count are lines of their output, which nobody reads here.
export default tests(import.meta.dirname, { env: { POWERTOOLS_METRICS_DISABLED: 'true' } });
