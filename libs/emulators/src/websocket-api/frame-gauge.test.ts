import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameGauge } from './frame-gauge';

const limits = { frameBytes: 32 * 1024, messageBytes: 128 * 1024 };

type Frame = { opcode: number; bytes: number };
const text = (bytes: number): Frame => ({ opcode: 1, bytes });
const more = (bytes: number): Frame => ({ opcode: 0, bytes });
const ping = (bytes: number): Frame => ({ opcode: 9, bytes });

/** A client's masked frame, its payload all 0xff so that a gauge that lost its place would see nonsense. */
const encoded = ({ opcode, bytes }: Frame) => {
  const mask = Buffer.from([1, 2, 3, 4]);
  const length = Buffer.alloc(bytes > 0xffff ? 9 : bytes > 125 ? 3 : 1);
  if (bytes > 0xffff) length.writeBigUInt64BE(BigInt(bytes), 1);
  else if (bytes > 125) length.writeUInt16BE(bytes, 1);
  length[0] = 0x80 | (bytes > 0xffff ? 127 : bytes > 125 ? 126 : bytes);
  return Buffer.concat([Buffer.from([0x80 | opcode]), length, mask, Buffer.alloc(bytes, 0xff)]);
};

const complaints = (chunks: Buffer[]) => {
  const heard: string[] = [];
  const gauge = frameGauge(limits, (reason) => heard.push(reason));
  for (const chunk of chunks) gauge(chunk);
  return heard;
};
const complaintsAbout = (...frames: Frame[]) => complaints([Buffer.concat(frames.map(encoded))]);

describe('[F16] 32 KB per frame, 128 KB per message', () => {
  it('lets a frame of exactly 32 KB pass and stops the next byte', () => {
    expect(complaintsAbout(text(32 * 1024))).toEqual([]);
    expect(complaintsAbout(text(32 * 1024 + 1))).toEqual(['A frame may carry at most 32768 bytes']);
  });

  it('lets four full fragments make a message and stops a fifth of one byte', () => {
    const full = 32 * 1024;
    expect(complaintsAbout(text(full), more(full), more(full), more(full))).toEqual([]);
    expect(complaintsAbout(text(full), more(full), more(full), more(full), more(1))).toEqual([
      'A message may have at most 131072 bytes',
    ]);
  });

  it('counts each message anew, and no control frame', () => {
    const full = 32 * 1024;
    expect(complaintsAbout(...Array.from({ length: 9 }, () => text(full)))).toEqual([]);
    expect(complaintsAbout(text(full), more(full), ping(125), more(full), more(full))).toEqual([]);
  });

  it('complains as soon as the header is there, before the payload', () => {
    const header = encoded(text(100_000)).subarray(0, 14);
    expect(complaints([header.subarray(0, 9)])).toEqual([]);
    expect(complaints([header])).toHaveLength(1);
  });

  it('complains once, whatever follows', () => {
    expect(complaintsAbout(text(40_000), text(40_000))).toHaveLength(1);
  });

  it('finds the same however the bytes are cut into chunks', () => {
    const frame = fc.record({ opcode: fc.constantFrom(0, 1, 9), bytes: fc.integer({ min: 0, max: 40_000 }) });
    const cuts = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), cuts, (frames, sizes) => {
        const bytes = Buffer.concat(frames.map(encoded));
        const chunks: Buffer[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(complaints(chunks)).toEqual(complaints([bytes]));
      }),
    );
  });
});
