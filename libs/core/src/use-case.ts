import type { Body, Reply, RequestType } from '@parley/protocol';
import type { Append } from './conversations/append';
import type { Delivery } from './delivery/deliver';
import type { Ports } from './ports';

/** Who asks, as the door has verified it. */
export type Caller = {
  personId: string;
  /** When the token that they showed expires, ms since 1970. */
  tokenExpires: number;
  /** Present on a socket. `connectedAt`: ms since 1970. */
  connection?: { id: string; connectedAt: number };
};

export type Context = Ports & { append: Append; delivery: Delivery };

/** What one request does. It answers, or refuses by throwing `Refused`; anything else it throws is a bug of ours. */
export type UseCase<T extends RequestType> = (context: Context, caller: Caller, body: Body<T>) => Promise<Reply<T>>;
