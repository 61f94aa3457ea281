import { X509Certificate } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** A key and its certificate, both PEM. */
export type Certificate = { key: string; cert: string };

const day = 24 * 3600_000;
/** Browsers refuse what is good for more than 398 days, even where somebody has decided to trust it. */
const lifetimeDays = 397;
/** Whoever trusts it should not be asked again in the middle of a day's work. */
const renewBeforeDays = 30;

const isGood = ({ cert }: Certificate, now: number): boolean => {
  try {
    return new Date(new X509Certificate(cert).validTo).getTime() - now > renewBeforeDays * day;
  } catch {
    return false;
  }
};

const read = async (file: string): Promise<Certificate | undefined> => {
  try {
    const text = await readFile(file, 'utf8');
    const [key, cert] = text.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----\n?/g) ?? [];
    return key && cert ? { key, cert } : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

// One file, renamed into place: a key and a certificate that do not belong together would be worse than none.
const write = async (file: string, { key, cert }: Certificate): Promise<void> => {
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(key + cert);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
};

const lineEnded = (pem: string): string => `${pem.trim().replaceAll('\r\n', '\n')}\n`;

const make = async (now: number): Promise<Certificate> => {
  const { generate } = await import('selfsigned'); // once a year: no start should wait for it
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - day), // a clock may be set back a little
    notAfterDate: new Date(now + lifetimeDays * day),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { key: lineEnded(key), cert: lineEnded(cert) };
};

/**
 * The certificate of this data folder, for `localhost` alone; made when it is missing or will soon be too old. Nobody
 * vouches for it: a browser asks its person once.
 */
export const openCertificate = async (folder: string, now = Date.now()): Promise<Certificate> => {
  const file = join(folder, 'localhost.pem');
  const kept = await read(file);
  if (kept && isGood(kept, now)) return kept;
  const made = await make(now);
  await write(file, made);
  return made;
};
