import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Credentials } from '../sigv4';
import { attemptLimit } from './attempt-limit';
import { type CustomAttributes, isWritable } from './attributes';
import { challenges } from './challenges';
import type { Clock } from '../clock';
import { endpoint } from './endpoint';
import { hostedUi } from './hosted-ui/hosted-ui';
import type { HostedUiOptions } from './hosted-ui/options';
import { lockout } from './lockout';
import { mailPage } from './mail-page';
import { mailbox, type Mailbox } from './mailbox';
import type { Pool } from './pool';
import { type Jwks, openSigningKeys } from './signing-key';
import { openStore } from './store';
import { defaultTokenSeconds, tokens, type TokenSeconds } from './tokens';
import { type Invoke, type TriggerFunctions, triggers } from './triggers';

export type CognitoOptions = {
  /** The pool's people, sessions and mail. Its private key lies beside it, at `<dataFile>.key`. Both have mode 0600. */
  dataFile: string;
  region: string;
  /** `<region>_<name>`. */
  userPoolId: string;
  /** The one app client: public (no secret), prevents user existence errors. */
  clientId: string;
  /** Lambda functions to call, by name; needs `invoke`. */
  triggers?: TriggerFunctions;
  invoke?: Invoke;
  clock?: Pick<Clock, 'now'>;
  /** Lifetimes; Cognito's defaults unless given. */
  tokenSeconds?: Partial<TokenSeconds>;
  /**
   * `WriteAttributes` of the app client; all that any client may write unless given. With an identity provider it has to
   * name what that one's profile becomes: `email`, `name` and `picture`.
   */
  writeAttributes?: readonly string[];
  /** What the schema has beside what every pool has. None unless given. */
  customAttributes?: CustomAttributes;
  /** `TemporaryPasswordValidityDays` of the password policy; Cognito's 7 unless given. */
  temporaryPasswordDays?: number;
  /** Whether the app client allows USER_PASSWORD_AUTH. Off, as it should be. */
  allowPasswordAuth?: boolean;
  /**
   * Whether each refresh gives a new refresh token (`RefreshTokenRotation` of the app client), and for how many seconds
   * the one before is good for a retry: 0 to 60. Off unless given.
   */
  refreshTokenRotation?: { graceSeconds: number };
  /** Who may call the operations for administrators, which are signed. Nobody unless given. */
  credentials?: Credentials;
  /** The pool's domain, where people sign in through an identity provider. Absent: there is none. */
  hostedUi?: HostedUiOptions;
  /** Hears of bugs and of failed writes; writes them to the standard error unless given. */
  onError?: (error: unknown) => void;
};

/** A user pool. It has no port of its own: mount its handlers where they should answer. */
export type Cognito = {
  /**
   * Answers the API on any path (leave `req.url` as it came: signatures cover it), with CORS, the key set at
   * `…/<userPoolId>/.well-known/jwks.json`, and the hosted page at `…/oauth2/authorize`, `…/logout` and their like.
   */
  handle(req: IncomingMessage, res: ServerResponse): void;
  jwks(): Jwks;
  /** From now on a new key signs; the one before stays in the key set, any older one leaves it. */
  rotateSigningKey(): Promise<void>;
  /** What tokens carry as `iss`: the real service's string, so that verifiers need no special case. */
  issuer: string;
  /** The codes that the pool would have mailed. */
  mail: Mailbox;
  /** Answers GET with those mails, as a page or as JSON. */
  mailPage(req: IncomingMessage, res: ServerResponse): void;
  /** Resolves when everything is on disk. */
  close(): Promise<void>;
};

const hour = 3600_000;

/** Starts a user pool on its data file, which is created when missing. */
export const cognito = async (options: CognitoOptions): Promise<Cognito> => {
  const { region, userPoolId, clientId, clock = Date, triggers: functions = {}, invoke } = options;
  const [poolRegion, poolName] = userPoolId.split('_');
  if (poolRegion !== region || !poolName) throw new Error(`The user pool id ${userPoolId} must be "${region}_<name>".`);
  const { customAttributes = {} } = options;
  if (options.writeAttributes?.every((name) => isWritable({ customAttributes }, name)) === false)
    throw new Error('Invalid write attributes specified while creating a client');
  if (!invoke && Object.values(functions).some(Boolean)) throw new Error('Triggers need `invoke` to be called with.');

  const store = await openStore(options.dataFile);
  const keys = await openSigningKeys(`${options.dataFile}.key`);
  const issuer = `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
  const seconds = { ...defaultTokenSeconds, ...options.tokenSeconds };
  const pool: Pool = {
    region,
    credentials: options.credentials,
    userPoolId,
    clientId,
    poolName,
    allowPasswordAuth: options.allowPasswordAuth ?? false,
    writeAttributes: options.writeAttributes,
    customAttributes,
    temporaryPasswordDays: options.temporaryPasswordDays ?? 7,
    providers: Object.keys(options.hostedUi?.providers ?? {}),
    rotation: options.refreshTokenRotation,
    triggerVersion: functions.preTokenGenerationVersion ?? '1',
    secret: keys.secret,
    clock,
    store,
    tokens: tokens(keys, { issuer, clientId, seconds, clock }),
    triggers: triggers(functions, invoke ?? (async () => undefined), { region, userPoolId, clientId }),
    challenges: challenges(clock),
    lockout: lockout(clock),
    // Each per person. The service limits all four in this manner; the exact numbers have not been measured against it.
    limits: {
      codesSent: attemptLimit(clock, { tries: 5, windowMs: hour }),
      confirmations: attemptLimit(clock, { tries: 15, windowMs: hour }),
      resets: attemptLimit(clock, { tries: 10, windowMs: hour }),
      passwordChanges: attemptLimit(clock, { tries: 5, windowMs: hour }),
    },
  };
  const mail = mailbox(store.state);
  const onError = options.onError ?? ((error) => console.error('cognito:', error));
  const api = endpoint(pool, keys.jwks, onError);
  const hosted = options.hostedUi && hostedUi(pool, options.hostedUi, onError);
  return {
    handle: (req, res) => {
      if (!hosted?.(req, res)) api(req, res);
    },
    jwks: keys.jwks,
    rotateSigningKey: keys.rotate,
    issuer,
    mail,
    mailPage: mailPage(mail),
    close: store.save,
  };
};
