import { createAccessCheck } from './access/access-check';
import { createGreeted } from './connections/greeted';
import { createHeads } from './connections/heads';
import { type Append, createAppend } from './conversations/append';
import { createAudience } from './delivery/audience';
import { createDeliverer } from './delivery/deliver';
import { createSignals } from './delivery/signals';
import { rates } from './limits/rates';
import { createCompanions } from './people/companions';
import { createIsBlocked } from './people/unless-blocked';
import type { Ports } from './ports';
import { createSessionCheck } from './sessions/session-check';
import type { Context } from './use-case';
import { closedFounding } from './workspace/workspace-store';

/** The ports, and what one process makes of them and remembers. */
export const createContext = (ports: Ports): Context => {
  const heads = createHeads(ports);
  const claim = createAppend(ports);
  const append: Append = async (conversationId, attempt, decide) => {
    const seenAt = ports.clock.now();
    const appended = await claim(conversationId, attempt, decide);
    if (appended.claimed) heads.note(conversationId, appended.entry.seq, seenAt);
    return appended;
  };
  return {
    ...ports,
    rates: ports.rates ?? rates,
    founding: ports.founding ?? closedFounding,
    isBlocked: createIsBlocked(ports),
    companions: createCompanions(ports),
    append,
    heads,
    greeted: createGreeted(ports),
    checkAccess: createAccessCheck(ports),
    checkSession: createSessionCheck(ports),
    delivery: createDeliverer(ports),
    audience: createAudience(ports),
    signals: createSignals(ports),
  };
};
