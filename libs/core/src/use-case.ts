import type { Body, Reply, RequestType } from '@parley/protocol';
import type { AccessCheck } from './access/access-check';
import type { Greeted } from './connections/greeted';
import type { Heads } from './connections/heads';
import type { Append } from './conversations/append';
import type { Audience } from './delivery/audience';
import type { Deliverer } from './delivery/deliver';
import type { Signals } from './delivery/signals';
import type { Rates } from './limits/rates';
import type { Companions } from './people/companions';
import type { IsBlocked } from './people/unless-blocked';
import type { Ports } from './ports';
import type { Founding } from './workspace/workspace-store';
import type { SessionCheck } from './sessions/session-check';

/** Who asks, as the door has verified it. */
export type Caller = {
  personId: string;
  /** When the token that they showed expires, ms since 1970. */
  tokenExpires: number;
  /** When they signed in, ms since 1970, to the second: refreshing a token does not move it. */
  authTime: number;
  /** The sign-in that the token comes from: it stays the same however often the token is refreshed. */
  sessionId: string;
  /** What the user pool calls them. */
  username: string;
  /** Present on a socket. `connectedAt`: ms since 1970. */
  connection?: { id: string; connectedAt: number };
};

/** The ports, and what one process makes of them. */
export type Context = Ports & {
  append: Append;
  delivery: Deliverer;
  heads: Heads;
  greeted: Greeted;
  checkAccess: AccessCheck;
  checkSession: SessionCheck;
  audience: Audience;
  signals: Signals;
  rates: Rates;
  founding: Founding;
  isBlocked: IsBlocked;
  companions: Companions;
};

/** What one request does. It answers, or refuses by throwing `Refused`; anything else it throws is a bug of ours. */
export type UseCase<T extends RequestType> = (context: Context, caller: Caller, body: Body<T>) => Promise<Reply<T>>;
