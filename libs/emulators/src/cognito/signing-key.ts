import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  hkdfSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { writeDurably } from './write-durably';

/** The document at `<issuer>/.well-known/jwks.json`. */
export type Jwks = { keys: (JsonWebKey & { kid: string; alg: 'RS256'; use: 'sig' })[] };

/** The pool's own key pair, and a secret that only this pool can derive. */
export type SigningKey = {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  jwks: Jwks;
  /** Seeds the answers about people who do not exist, so that they stay the same over restarts. */
  secret: Buffer;
};

const newPem = async (): Promise<string> => {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
};

const readOrCreate = async (file: string): Promise<string> => {
  try {
    const pem = await readFile(file, 'utf8');
    await chmod(file, 0o600); // copying a data folder may have opened it
    return pem;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const pem = await newPem();
    await mkdir(dirname(file), { recursive: true });
    await writeDurably(file, pem);
    return pem;
  }
};

const privateKeyOf = (file: string, pem: string): KeyObject => {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new Error(`${file} holds no private key. Delete it to get a new one; everybody signs in again then.`, {
      cause,
    });
  }
};

/** Reads the key in `file`, or makes one: no two installations sign alike. RSA 2048, as the service uses. */
export const openSigningKey = async (file: string): Promise<SigningKey> => {
  const pem = await readOrCreate(file);
  const privateKey = privateKeyOf(file, pem);
  const publicKey = createPublicKey(privateKey);
  const kid = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url');
  const jwk = publicKey.export({ format: 'jwk' });
  return {
    kid,
    privateKey,
    publicKey,
    jwks: { keys: [{ ...jwk, kid, alg: 'RS256', use: 'sig' }] },
    secret: Buffer.from(hkdfSync('sha256', pem, '', 'people who do not exist', 32)),
  };
};
