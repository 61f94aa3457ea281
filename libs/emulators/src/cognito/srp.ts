/**
 * The server's half of SRP-6a as the service speaks it: RFC 5054's 3072-bit group, SHA-256, every integer hashed as a
 * two's-complement number (hence the sign padding), and a key derived under the name "Caldera Derived Key".
 */
import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const primeHex =
  'FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD' +
  'EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED' +
  'EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F' +
  '83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B' +
  'E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510' +
  '15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7' +
  'ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C' +
  'BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF';

/** The group's prime, and its generator. */
export const N = BigInt(`0x${primeHex}`);
export const g = 2n;

export const integer = (hex: string): bigint => BigInt(`0x${hex}`);

export const power = (base: bigint, exponent: bigint): bigint => {
  let result = 1n;
  let square = base % N;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
};

/** Whole bytes, with a zero byte in front where the first bit would read as a minus sign. */
export const signPadded = (value: bigint): Buffer => {
  const hex = value.toString(16);
  const whole = hex.length % 2 ? `0${hex}` : hex;
  return Buffer.from(/^[89a-f]/.test(whole) ? `00${whole}` : whole, 'hex');
};

export const hash = (...parts: (Buffer | string)[]): Buffer => {
  const sha = createHash('sha256');
  for (const part of parts) sha.update(part);
  return sha.digest();
};

const asInteger = (bytes: Buffer): bigint => integer(bytes.toString('hex'));

/** k of SRP-6a. */
export const multiplier = asInteger(hash(signPadded(N), signPadded(g)));

/** u of SRP-6a: ties the two public values together. */
export const scramble = (A: bigint, B: bigint): bigint => asInteger(hash(signPadded(A), signPadded(B)));

/** x of SRP-6a. `poolName` is what follows the underscore of the pool's id; `username` the pool's own, not an alias. */
export const privateValue = (poolName: string, username: string, password: string, salt: bigint): bigint =>
  asInteger(hash(signPadded(salt), hash(`${poolName}${username}:${password}`)));

/** The key that the claim is signed with: 16 bytes. */
export const claimKey = (S: bigint, u: bigint): Buffer =>
  Buffer.from(hkdfSync('sha256', signPadded(S), signPadded(u), 'Caldera Derived Key', 16));

export type Verifier = { salt: string; verifier: string };

/** What is kept of a password: a random salt and g^x mod N. */
export const verifierFor = (poolName: string, username: string, password: string): Verifier => {
  const salt = asInteger(randomBytes(16));
  const verifier = power(g, privateValue(poolName, username, password, salt));
  return { salt: salt.toString(16), verifier: verifier.toString(16) };
};

/** Whether `password` is the one that the verifier was made from. */
export const isPasswordOf = (
  { salt, verifier }: Verifier,
  poolName: string,
  username: string,
  password: string,
): boolean => power(g, privateValue(poolName, username, password, integer(salt))) === integer(verifier);

/** The server's secret b and public B. 256 bits are as strong as this group. */
export const serverValues = (verifier: string): { b: bigint; B: bigint } => {
  const b = asInteger(randomBytes(32));
  const B = (multiplier * integer(verifier) + power(g, b)) % N;
  return B === 0n ? serverValues(verifier) : { b, B };
};

/** The key that a client which knows the password arrives at, too. `A mod N = 0` would make it the same for everyone. */
export const serverKey = ({ A, B, b, verifier }: { A: bigint; B: bigint; b: bigint; verifier: string }): Buffer => {
  const u = scramble(A, B);
  return claimKey(power(A * power(integer(verifier), u), b), u);
};

/** What the client proves the key with; base64. */
export const claimSignature = (
  key: Buffer,
  claim: { poolName: string; username: string; secretBlock: string; timestamp: string },
): string =>
  createHmac('sha256', key)
    .update(claim.poolName)
    .update(claim.username)
    .update(Buffer.from(claim.secretBlock, 'base64'))
    .update(claim.timestamp)
    .digest('base64');
