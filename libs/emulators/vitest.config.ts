import { tests } from '../../tools/vitest.ts';

// aws-amplify is one for a process; each file gets one of its own.
export default tests(import.meta.dirname, { isolate: true });
