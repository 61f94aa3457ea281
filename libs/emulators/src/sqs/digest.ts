import { createHash, type Hash } from 'node:crypto';
import type { MessageAttributes } from './message';

/** The MD5 of a text, which senders and receivers compare with their own. */
export const md5Of = (text: string): string => createHash('md5').update(text).digest('hex');

// Each part stands behind its length, as four bytes with the highest first.
const addPart = (hash: Hash, part: string | Buffer): void => {
  const bytes = Buffer.from(part);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  hash.update(length).update(bytes);
};
const stringValue = Buffer.from([1]);
const binaryValue = Buffer.from([2]);

/**
 * The MD5 of message attributes, as "Calculating the MD5 message digest for message attributes" of the SQS developer
 * guide has it: by name, each with its name, its type, a byte for the kind of value, and the value.
 */
export const md5OfAttributes = (attributes: MessageAttributes): string => {
  const hash = createHash('md5');
  const byName = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, { DataType, StringValue, BinaryValue }] of byName) {
    addPart(hash, name);
    addPart(hash, DataType);
    hash.update(StringValue === undefined ? binaryValue : stringValue);
    addPart(hash, StringValue ?? Buffer.from(BinaryValue ?? '', 'base64'));
  }
  return hash.digest('hex');
};
