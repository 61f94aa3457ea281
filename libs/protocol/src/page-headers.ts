const contentSecurityPolicy = (alsoConnectTo: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    // Mantine puts style elements into the page. Styles run nothing; scripts have no such exception.
    "style-src 'self' 'unsafe-inline'",
    `connect-src ${["'self'", ...alsoConnectTo].join(' ')}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // Text becomes neither markup nor script, but by the one policy of the page, which lets no markup through.
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');

/** What the page never asks a browser for; whatever else runs in it cannot, either. Writing to the clipboard stays. */
const unused = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'serial', 'hid', 'midi'];

/**
 * What every answer of the one origin carries, by lower-case name: what the page may load, run and talk to (its own
 * origin, and `alsoConnectTo`), and what others may do with it (nothing). Strict transport is for deployments alone to
 * add: a browser would ask this of all that ever runs on localhost.
 */
export const pageHeaders = (alsoConnectTo: readonly string[] = []) => ({
  'content-security-policy': contentSecurityPolicy(alsoConnectTo),
  'x-content-type-options': 'nosniff',
  // For browsers that do not know frame-ancestors.
  'x-frame-options': 'DENY',
  // Where people talk is nobody's business: an id of a conversation stands in the address.
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': unused.map((feature) => `${feature}=()`).join(', '),
});
