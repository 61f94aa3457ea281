import type { Entry } from './entries';
import type { Frame, Push } from './frames';
import { limits, utf8Bytes } from './limits';

/** A frame as text. */
export const encode = (frame: Frame): string => JSON.stringify(frame);

/**
 * Entries of one log, ascending, as the fewest frames that hold them, each at most 28 KB.
 * An entry that no frame holds is told as `behind`, so that the client pulls it over HTTP.
 */
export const entryFrames = (conversationId: string, entries: readonly Entry[]): Push[] => {
  const around = utf8Bytes(encode({ type: 'entries', conversationId, entries: [] }));
  const pushes: Push[] = [];
  let run: Entry[] = [];
  let bytes = around;
  const flush = () => {
    if (run.length > 0) pushes.push({ type: 'entries', conversationId, entries: run });
    [run, bytes] = [[], around];
  };
  for (const entry of entries) {
    const size = utf8Bytes(JSON.stringify(entry)) + 1; // with its comma
    if (bytes + size > limits.frameBytes + 1) flush(); // the last one has none
    if (bytes + size > limits.frameBytes + 1) {
      pushes.push({ type: 'behind', conversationId, head: entry.seq });
      continue;
    }
    run.push(entry);
    bytes += size;
  }
  flush();
  return pushes;
};
