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

type SigningKey = { kid: string; privateKey: KeyObject; publicKey: KeyObject };

/** The pool's own key pairs, and a secret that only this pool can derive. */
export type SigningKeys = {
  /** Signs. */
  current(): SigningKey;
  /** Of a key that may still have signed something. */
  publicKeyOf(kid: string): KeyObject | undefined;
  /** The key that signs comes first. */
  jwks(): Jwks;
  /** From now on a new key signs. The one before is published on; one before that is not good any more. */
  rotate(): Promise<void>;
  /** Seeds the answers about people who do not exist, so that they stay the same over restarts. */
  secret: Buffer;
};

/** How many keys are published: the one that signs, and the one that did before it. */
const published = 2;

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

const keyOf = (pem: string): SigningKey => {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return { kid: createHash('sha256').update(der).digest('base64url'), privateKey, publicKey };
};

const keysIn = (file: string, pems: string[]): [SigningKey, ...SigningKey[]] => {
  try {
    const [newest = '', ...older] = pems.toReversed();
    return [keyOf(newest), ...older.slice(0, published - 1).map(keyOf)];
  } catch (cause) {
    throw new Error(`${file} holds no private key. Delete it to get a new one; everybody signs in again then.`, {
      cause,
    });
  }
};

/**
 * Reads the keys in `file`, or makes one: no two installations sign alike. RSA 2048, as the service uses. The file holds
 * the first key ever, from which the secret is derived, and after it those that were rotated in.
 */
export const openSigningKeys = async (file: string): Promise<SigningKeys> => {
  const text = await readOrCreate(file);
  let pems = text.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----\n?/g) ?? [text];
  let keys = keysIn(file, pems);
  return {
    current: () => keys[0],
    publicKeyOf: (kid) => keys.find((key) => key.kid === kid)?.publicKey,
    jwks: () => ({
      keys: keys.map(({ kid, publicKey }) => ({
        ...publicKey.export({ format: 'jwk' }),
        kid,
        alg: 'RS256',
        use: 'sig',
      })),
    }),
    rotate: async () => {
      const [first = '', ...later] = pems;
      pems = [first, ...later.slice(1 - published), await newPem()];
      await writeDurably(file, pems.join(''));
      keys = keysIn(file, pems);
    },
    secret: Buffer.from(hkdfSync('sha256', pems[0] ?? '', '', 'people who do not exist', 32)),
  };
};
