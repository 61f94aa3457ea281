import { first, tests } from '../../tools/vitest.ts';

// Everything is real, and a function's first event waits for its cold start.
// Most of them wait for a clock, so two files at a time take little more than one.
// aws-amplify is one for all files of a process: whoever signs in gets an empty storage first.
export default tests(import.meta.dirname, {
  testTimeout: 30_000,
  maxWorkers: 2,
  // The first two wait for half a minute, in which there is much else to compute.
  sequence: { sequencer: first('long-chat.', 'replay.', 'durability.', 'faults.') },
});
