import type { createDoors } from './doors';
import type { Ask } from './http';
import { createLifetime, type Lifetime } from './lifetime';

/** The way to the server of what is unsent, which may be shut before all others: at a sign-out (UX-PWA-5). */
export const createOutbound = (parts: {
  doors(during: Pick<Lifetime, 'check'>): ReturnType<typeof createDoors>;
  lifetime: Lifetime;
  /** Resolves once it is known whether the connection is there. */
  assured(): Promise<void>;
}) => {
  const { lifetime, assured } = parts;
  const sending = createLifetime();
  const { ask, http } = parts.doors({
    check: () => {
      lifetime.check();
      sending.check();
    },
  });
  // A socket that has lost its network keeps what it is handed, also when it is closed, and takes it out with the next one.
  const askOut: Ask = async (type, body) => {
    await assured();
    return ask(type, body);
  };
  return {
    ask: askOut,
    giveUpOld: http.giveUpOld,
    /** Nothing leaves any more; what is under way over HTTP is given up. */
    shut: (): void => {
      void sending.end();
      http.giveUp();
    },
  };
};
