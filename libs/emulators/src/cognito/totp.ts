/** Time-based one-time passwords as authenticator apps make them: RFC 6238 with SHA-1, 30 seconds and six digits. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const stepMs = 30_000;
/** How many steps a clock may be off, either way. RFC 6238 recommends one. */
const drift = 1;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 (RFC 4648) without padding. */
const base32 = (bytes: Buffer): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[parseInt(five.padEnd(5, '0'), 2)]).join('');
};

const fromBase32 = (text: string): Buffer => {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
};

/** A new secret: 256 bits, which are the 52 letters that the service hands out. */
export const newSecret = (): string => base32(randomBytes(32));

const codeAt = (secret: string, step: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
};

/** The step whose code this is, among the present one and its neighbours. */
export const stepOf = (secret: string, code: string, now: number): number | undefined => {
  const present = Math.floor(now / stepMs);
  const typed = Buffer.from(code);
  for (let step = present - drift; step <= present + drift; step += 1) {
    const expected = Buffer.from(codeAt(secret, step));
    if (typed.length === expected.length && timingSafeEqual(typed, expected)) return step;
  }
  return undefined;
};
