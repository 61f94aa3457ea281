/**
 * Whether a page of this origin may use the workspace. A browser always says its origin in a handshake, and cannot
 * lie; other clients send none, or any. So this guards against foreign pages (cross-site hijacking), not against programs.
 */
export const isAllowedOrigin = (origin: string | undefined, allowed: readonly string[]): boolean =>
  origin === undefined || allowed.includes(origin.toLowerCase());
