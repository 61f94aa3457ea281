/** What oidc-provider keeps: codes, sessions, grants; its own memory warns, and is shared by all that run in a process. */
type Payload = { uid?: string; grantId?: string; consumed?: number } & Record<string, unknown>;

const seconds = () => Math.floor(Date.now() / 1000);

/** A store for one provider; it gives the adapter of each kind of thing. */
export const memory = () => {
  const kept = new Map<string, { kind: string; payload: Payload; expiresAt: number }>();
  const live = (key: string): Payload | undefined => {
    const found = kept.get(key);
    return found && found.expiresAt > seconds() ? found.payload : undefined;
  };
  const dropExpired = () => {
    for (const [key, { expiresAt }] of kept) if (expiresAt <= seconds()) kept.delete(key);
  };
  return (kind: string) => {
    const keyOf = (id: string) => `${kind} ${id}`;
    return {
      upsert: async (id: string, payload: Payload, expiresIn: number) => {
        dropExpired();
        kept.set(keyOf(id), { kind, payload, expiresAt: seconds() + expiresIn });
      },
      find: async (id: string) => live(keyOf(id)),
      findByUid: async (uid: string) =>
        [...kept.entries()]
          .filter(([, one]) => one.kind === kind && one.payload.uid === uid)
          .map(([key]) => live(key))[0],
      findByUserCode: async () => undefined, // nobody signs in on a television here
      consume: async (id: string) => {
        const payload = live(keyOf(id));
        if (payload) payload.consumed = seconds();
      },
      destroy: async (id: string) => void kept.delete(keyOf(id)),
      revokeByGrantId: async (grantId: string) => {
        for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
      },
    };
  };
};
