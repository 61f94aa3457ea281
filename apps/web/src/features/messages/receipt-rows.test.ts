import type { Receipt } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { receiptOf, receiptRows } from './receipt-rows';
import type { Row } from './timeline-rows';

const receipt = (personId: string, received: number, read?: number): Receipt => ({
  personId,
  received,
  ...(read !== undefined && { read }),
});
const words = (seq: number, ...receipts: Receipt[]) => receiptOf(seq, receipts, receipts.length).words;
const row = (seq: number, mine = true): Row => ({
  ...{ kind: 'message', rowKey: `${seq}`, author: mine ? 'ana' : 'bo', mine, at: 0, seq, n: seq, text: `m${seq}` },
  ...{ leads: true, day: false, firstNew: false },
});

describe('[UX-SEND-3] how far a message has come', () => {
  it('climbs from sent over delivered to read', () => {
    expect(words(7, receipt('bo', 6, 5))).toBe('Sent');
    expect(words(7, receipt('bo', 7, 5))).toBe('Delivered');
    expect(words(7, receipt('bo', 7, 7))).toBe('Read');
  });
  it('is read by whoever read it, also where its arrival was not told', () => {
    expect(words(7, receipt('bo', 5, 8))).toBe('Read');
  });
  it('says how many of several', () => {
    expect(words(7, receipt('bo', 7), receipt('cy', 6))).toBe('Delivered to 1 of 2');
    expect(words(7, receipt('bo', 7, 7), receipt('cy', 7))).toBe('Read by 1 of 2');
    expect(words(7, receipt('bo', 7, 7), receipt('cy', 7, 9))).toBe('Read');
  });
  it('counts whom nothing has reached yet among the others', () => {
    expect(receiptOf(7, [receipt('bo', 7, 7)], 2).words).toBe('Read by 1 of 2');
    expect(receiptOf(7, [receipt('bo', 7)], 2).words).toBe('Delivered to 1 of 2');
    expect(receiptOf(7, [], 2).words).toBe('Sent');
  });
  it('stands at the newest of my messages that came so far', () => {
    const rows = receiptRows([row(1), row(2), row(3, false), row(4), row(5)], [receipt('bo', 4, 2)], 1);
    expect(rows.map((one) => (one.kind === 'message' ? one.receipt?.words : undefined))).toEqual([
      undefined,
      'Read',
      undefined,
      'Delivered',
      'Sent',
    ]);
  });
  it('is not told where nobody tells', () => {
    const rows = [row(1)];
    expect(receiptRows(rows, undefined, 1)).toEqual(rows);
    expect(receiptRows(rows, [], 0)).toEqual(rows);
  });
});
