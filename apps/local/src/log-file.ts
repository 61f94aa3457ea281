import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

/** What the functions write in weeks of trying Parley out, and in a second when they run wild. */
const rotateBytes = 10 * 1024 * 1024;

export type LogFile = {
  /** One line, written with its time at once: it is there also after a crash of this process. */
  tell(line: string): void;
  close(): void;
};

/**
 * A log that is written to its end and begins anew at 10 MB; what was there before stays beside it, as `<file>.1`.
 * When it cannot be written (a full disk), that is told once on the standard error, and the chat goes on.
 */
export const openLogFile = (file: string, { limitBytes = rotateBytes, now = Date.now } = {}): LogFile => {
  let descriptor = openSync(file, 'a', 0o600);
  let bytes = fstatSync(descriptor).size;
  let isBroken = false;

  const rotate = () => {
    closeSync(descriptor);
    renameSync(file, `${file}.1`);
    descriptor = openSync(file, 'a', 0o600);
    bytes = 0;
  };
  return {
    tell: (line) => {
      if (isBroken) return;
      const text = `${new Date(now()).toISOString()} ${line}\n`;
      try {
        if (bytes > 0 && bytes + Buffer.byteLength(text) > limitBytes) rotate();
        bytes += writeSync(descriptor, text);
      } catch (error) {
        isBroken = true;
        console.error(`The log ${file} cannot be written any more: ${String(error)}`);
      }
    },
    close: () => {
      isBroken = true;
      closeSync(descriptor);
    },
  };
};
