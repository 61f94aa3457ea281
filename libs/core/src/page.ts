import { limits, utf8Bytes } from '@parley/protocol';
import type { Caller } from './use-case';

/** Bytes that a page of a reply may fill at the caller's door. */
export const pageBytes = ({ connection }: Caller): number =>
  connection ? limits.pageBytes.socket : limits.pageBytes.http;

/** The first items that fit `bytes` as JSON together; one at the least, so that a reader always gets on. */
export const fitting = <T>(items: readonly T[], bytes: number): T[] => {
  let used = 0;
  const end = items.findIndex((item, i) => {
    used += utf8Bytes(JSON.stringify(item)) + 1;
    return i > 0 && used > bytes;
  });
  return items.slice(0, end === -1 ? undefined : end);
};
