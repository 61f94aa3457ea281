import * as z from 'zod';

const Place = z.object({
  conversationId: z.string(),
  /** The first message in view. */
  seq: z.number().int().positive(),
  /** Pixels of it that are above the view; less than none where it begins below. */
  hidden: z.number(),
});
/** Where somebody was reading as the page went. */
export type Place = z.output<typeof Place>;

const name = 'parley.place';

/** UX-TIME-7: kept for the next page of this very tab; undefined, which is at the end, keeps nothing. */
export const keepPlace = (place: Place | undefined): void => {
  try {
    if (place) sessionStorage.setItem(name, JSON.stringify(place));
    else sessionStorage.removeItem(name);
  } catch {
    // Storage is refused: the conversation opens at its end.
  }
};

/** The place that was kept, where it is in this conversation. */
export const placeIn = (conversationId: string): Place | undefined => {
  try {
    const place = Place.safeParse(JSON.parse(sessionStorage.getItem(name) ?? 'null')).data;
    return place?.conversationId === conversationId ? place : undefined;
  } catch {
    return undefined;
  }
};

/** Where the rows stand in `box`: each in an element that has its index among `seqs`. */
export const placeOf = (
  box: HTMLElement,
  conversationId: string,
  seqs: readonly (number | undefined)[],
): Place | undefined => {
  const { top } = box.getBoundingClientRect();
  for (const row of box.querySelectorAll<HTMLElement>('[data-index]')) {
    const seq = seqs[Number(row.dataset['index'])];
    const edge = row.getBoundingClientRect();
    if (seq !== undefined && edge.bottom > top) return { conversationId, seq, hidden: top - edge.top };
  }
  return undefined;
};
