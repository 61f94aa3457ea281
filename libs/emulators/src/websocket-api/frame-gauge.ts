const continuation = 0x0;
const firstControlOpcode = 0x8;

/** Reads a frame's header (RFC 6455 §5.2), or nothing while some of its bytes are still on their way. */
const readHeader = (bytes: Buffer) => {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  const shortLength = second & 0x7f;
  const lengthBytes = shortLength === 127 ? 8 : shortLength === 126 ? 2 : 0;
  const headerBytes = 2 + lengthBytes + (second & 0x80 ? 4 : 0);
  if (bytes.length < headerBytes) return undefined;
  const payloadBytes =
    lengthBytes === 8 ? Number(bytes.readBigUInt64BE(2)) : lengthBytes === 2 ? bytes.readUInt16BE(2) : shortLength;
  return { opcode: first & 0x0f, headerBytes, payloadBytes };
};

/**
 * Watches the raw bytes of one client for a frame or a message over its limit, and says so once, as soon as the
 * offending header has arrived. The `ws` package joins fragments and so cannot enforce a limit per frame.
 */
export const frameGauge = (
  limits: { frameBytes: number; messageBytes: number },
  onExcess: (reason: string) => void,
): ((chunk: Buffer) => void) => {
  let header: Buffer = Buffer.alloc(0);
  let payloadLeft = 0;
  let messageBytes = 0;
  let exceeded = false;

  const exceed = (reason: string) => {
    exceeded = true;
    onExcess(reason);
  };
  const measure = (opcode: number, payloadBytes: number) => {
    if (payloadBytes > limits.frameBytes) return exceed(`A frame may carry at most ${limits.frameBytes} bytes`);
    // Control frames may come between the fragments of a message and are no part of it.
    if (opcode >= firstControlOpcode) return;
    messageBytes = payloadBytes + (opcode === continuation ? messageBytes : 0);
    if (messageBytes > limits.messageBytes) exceed(`A message may have at most ${limits.messageBytes} bytes`);
  };

  return (chunk) => {
    let bytes: Buffer = Buffer.concat([header, chunk]);
    while (!exceeded) {
      const passed = Math.min(payloadLeft, bytes.length);
      payloadLeft -= passed;
      bytes = bytes.subarray(passed);
      const frame = payloadLeft === 0 ? readHeader(bytes) : undefined;
      if (!frame) break;
      bytes = bytes.subarray(frame.headerBytes);
      payloadLeft = frame.payloadBytes;
      measure(frame.opcode, frame.payloadBytes);
    }
    header = bytes;
  };
};
