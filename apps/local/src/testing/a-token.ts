import { createPrivateKey, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** A token with other claims, signed with the pool's own key: what the pool itself might have issued, once. */
export const reissued = async (token: string, poolFile: string, changes: Record<string, unknown>): Promise<string> => {
  const [header = '', claims = ''] = token.split('.');
  const changed = { ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object), ...changes };
  const text = `${header}.${Buffer.from(JSON.stringify(changed)).toString('base64url')}`;
  const key = createPrivateKey(await readFile(`${poolFile}.key`, 'utf8'));
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
};

/** The token with other claims under the signature of the old ones. */
export const tampered = (token: string, changes: Record<string, unknown>): string => {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const changed = { ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object), ...changes };
  return `${header}.${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${signature}`;
};
