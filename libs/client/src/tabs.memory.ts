import type { Tabs } from './tabs';

/** Tabs of one browser, in memory: each call is another tab. `die`: it is gone from one moment to the next. */
export const memoryTabs = (): (() => Tabs & { die(): void }) => {
  const waiting: (() => void)[] = [];
  const channels = new Set<(message: unknown) => void>();
  return () => {
    let mine: ((message: unknown) => void) | undefined;
    const releases = new Set<() => void>();
    let isDead = false;
    return {
      die: () => {
        isDead = true;
        for (const release of releases) release();
        if (mine) channels.delete(mine);
      },
      lock: {
        take: (held) => {
          if (isDead) return () => undefined;
          const turn = () => held();
          waiting.push(turn);
          if (waiting[0] === turn) queueMicrotask(() => waiting[0] === turn && turn());
          const release = () => {
            releases.delete(release);
            const wasFirst = waiting[0] === turn;
            if (waiting.includes(turn)) waiting.splice(waiting.indexOf(turn), 1);
            const [next] = waiting;
            if (wasFirst && next) queueMicrotask(() => waiting[0] === next && next());
          };
          releases.add(release);
          return release;
        },
      },
      channel: {
        post: (message) => {
          if (isDead) return;
          const copy: unknown = structuredClone(message);
          for (const hear of channels) if (hear !== mine) queueMicrotask(() => channels.has(hear) && hear(copy));
        },
        listen: (hear) => {
          channels.add((mine = hear));
          return () => void channels.delete(hear);
        },
      },
    };
  };
};
