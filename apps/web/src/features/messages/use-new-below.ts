import { useState } from 'react';
import type { Row } from './timeline-rows';

/** Messages of others that came while the end was out of view (UX-TIME-3): how many, and where the first stands. */
export const useNewBelow = (rows: readonly Row[], atEnd: boolean): { count: number; index: number } | undefined => {
  const head = rows.findLast(({ seq }) => seq !== undefined)?.seq ?? 0;
  // Where the end was when it was last in view.
  const [known, setKnown] = useState(head);
  if (atEnd && known !== head) setKnown(head);
  if (atEnd) return undefined;
  const isNew = (row: Row) => row.kind === 'message' && !row.mine && (row.seq ?? 0) > known;
  const count = rows.filter(isNew).length;
  return count === 0 ? undefined : { count, index: rows.findIndex(isNew) };
};
