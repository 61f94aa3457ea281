import type { Entry } from './entries';
import type { Frame, Push } from './frames';
import { limits, utf8Bytes } from './limits';

/** A frame as text. */
export const encode = (frame: Frame): string => JSON.stringify(frame);

/**
 * Entries of one log as as few frames as hold them, each at most 28 KB.
 * An entry that no frame holds is told as `behind`, so that the client pulls it over HTTP.
 */
export const entryFrames = (conversationId: string, entries: readonly Entry[]): Push[] => {
  const whole: Push = { type: 'entries', conversationId, entries: [...entries] };
  if (entries.length === 0) return [];
  if (utf8Bytes(encode(whole)) <= limits.frameBytes) return [whole];
  if (entries.length === 1) return [{ type: 'behind', conversationId, head: entries[0]!.seq }];
  const half = entries.length >> 1;
  return [...entryFrames(conversationId, entries.slice(0, half)), ...entryFrames(conversationId, entries.slice(half))];
};
