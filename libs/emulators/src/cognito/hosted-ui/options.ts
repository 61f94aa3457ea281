/** An OpenID Connect provider that a user pool lets people sign in with. */
export type IdentityProvider = {
  /** `iss` of its ID tokens. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Where the browser is sent: an address, or a path at the origin that it came by. */
  authorizeUrl: string;
  /** What the pool itself asks; addresses. */
  tokenUrl: string;
  jwksUrl: string;
};

/** The pool's domain, and what its app client allows there. */
export type HostedUiOptions = {
  /** Where codes may be sent (`CallbackURLs`), compared character by character. */
  redirectUris: readonly string[];
  /** Where people may be sent after signing out (`LogoutURLs`). */
  logoutUris: readonly string[];
  /** `AllowedOAuthScopes`; openid, email, profile and aws.cognito.signin.user.admin unless given. */
  scopes?: readonly string[];
  /**
   * `SupportedIdentityProviders`, by name: `Google`; never `COGNITO`, so that the page takes no password and no sign-up. Who
   * has a password signs in by the pool's own calls, which that list does not concern. Of a profile `email`, `email_verified`, `name` and `picture` become attributes.
   */
  providers: Readonly<Record<string, IdentityProvider>>;
  /**
   * What becomes of the sign-in in whose PreSignUp trigger its identity was linked to an account. The service has been
   * reported for years to refuse it ("Already found an entry for username Google_…") and to let the next one in; so it
   * is here, unless told to sign in at once.
   */
  afterLinking?: 'refuse-once' | 'sign-in';
};
