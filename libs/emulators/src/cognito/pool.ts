import type { AttemptLimit } from './attempt-limit';
import type { Credentials } from '../sigv4';
import type { CustomAttributes } from './attributes';
import type { Challenges } from './challenges';
import type { Clock } from '../clock';
import type { Lockout } from './lockout';
import type { Store } from './store';
import type { Tokens } from './tokens';
import type { Triggers } from './triggers';

/** What every operation works with. */
export type Pool = {
  region: string;
  userPoolId: string;
  clientId: string;
  /** What follows the underscore of the pool's id; SRP hashes it. */
  poolName: string;
  allowPasswordAuth: boolean;
  /** The attributes that the app client may write; absent: all that any client may. */
  writeAttributes: readonly string[] | undefined;
  customAttributes: CustomAttributes;
  /** How long a temporary password is good for. */
  temporaryPasswordDays: number;
  /** Whose signature operations for administrators need; without it nobody's is accepted. */
  credentials: Credentials | undefined;
  /** Whether each refresh gives a new refresh token, and how long the old one is good for a retry. */
  rotation: { graceSeconds: number } | undefined;
  /** The identity providers whose sign-ins may open an account here. */
  providers: readonly string[];
  triggerVersion: '1' | '2';
  secret: Buffer;
  clock: Pick<Clock, 'now'>;
  store: Store;
  tokens: Tokens;
  triggers: Triggers;
  challenges: Challenges;
  lockout: Lockout;
  limits: { codesSent: AttemptLimit; confirmations: AttemptLimit; resets: AttemptLimit; passwordChanges: AttemptLimit };
};
