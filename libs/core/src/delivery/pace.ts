/**
 * From this pace on a conversation is busy. The queue sends a shard one frame in 200 ms, so with random arrivals a frame
 * carries 1.1 entries at 2 a second, 1.3 at 4, 2.3 at 10 and 4.3 at 20 (simulated): below 4 there is little to gather.
 */
const busyPerSecond = 4;
/**
 * To fewer people it never pays: an entry through the queue costs about $3.8 a million (three requests, and a quarter of
 * a second of its consumer), and at 4 entries a second it saves a quarter of the posts, at $1 a million each.
 */
export const leastRecipients = 16;
/** The pace is measured over this long at the least: two lines typed in one breath are no crowd. */
const windowMs = 5_000;
/** What was seen longer ago says nothing about now. */
const staleMs = 60_000;
/** Conversations whose pace a process remembers. */
const remembered = 10_000;

type Mark = { seq: number; at: number };

/** Tells by an entry's seq and time whether its conversation is busy: seqs are dense, so they count what other processes append too. */
export const createPace = () => {
  const marks = new Map<string, { earlier: Mark; latest: Mark }>();
  return (conversationId: string, { seq, at }: Mark): boolean => {
    const known = marks.get(conversationId);
    const isKnown = known !== undefined && at - known.earlier.at <= staleMs;
    const { earlier, latest } = isKnown ? known : { earlier: { seq, at }, latest: { seq, at } };
    if (!isKnown || at - latest.at >= windowMs) {
      if (marks.size >= remembered) marks.clear();
      marks.set(conversationId, { earlier: latest, latest: { seq, at } });
    }
    return seq - earlier.seq > (busyPerSecond * Math.max(windowMs, at - earlier.at)) / 1_000;
  };
};
