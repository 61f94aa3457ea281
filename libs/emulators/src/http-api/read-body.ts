import { type IncomingMessage } from 'node:http';

/** The whole body, or undefined when it is larger than `limitBytes`; what is too much is read and dropped. */
export const readBody = async (req: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= limitBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes > limitBytes ? undefined : Buffer.concat(chunks);
};
