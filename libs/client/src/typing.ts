import type { Signal } from '@parley/protocol';
import type { ClientEvent } from './client';
import type { Clock } from './clock';

/** UX-CONN-7: mine is told at most so often, and others' is believed for so long. */
export const tellEveryMs = 4_000;
export const believedMs = 6_000;

type TypingSignal = Extract<Signal, { kind: 'typing' }>;

export type Typing = ReturnType<typeof createTyping>;

/** Who is writing where. */
export const createTyping = (parts: {
  clock: Clock;
  /** Tells the server; lost without a word. */
  tell(conversationId: string): void;
  emit(event: ClientEvent): void;
}) => {
  const { clock, tell, emit } = parts;
  const told = new Map<string, number>();
  /** By conversation and person: how to stop their time. */
  const writing = new Map<string, Map<string, () => void>>();

  const show = (conversationId: string) =>
    emit({ type: 'typing', conversationId, people: [...(writing.get(conversationId)?.keys() ?? [])] });
  const stop = (conversationId: string, personId: string): boolean => {
    const people = writing.get(conversationId);
    people?.get(personId)?.();
    if (!people?.delete(personId)) return false;
    if (people.size === 0) writing.delete(conversationId);
    return true;
  };

  return {
    mine: (conversationId: string): void => {
      const since = clock.now() - (told.get(conversationId) ?? -Infinity);
      if (since >= 0 && since < tellEveryMs) return; // below 0: the clock was set back
      told.set(conversationId, clock.now());
      tell(conversationId);
    },
    heard: ({ conversationId, personId }: TypingSignal): void => {
      const isNew = !stop(conversationId, personId);
      const people = writing.get(conversationId) ?? new Map<string, () => void>();
      writing.set(conversationId, people);
      const cancel = clock.after(believedMs, () => stop(conversationId, personId) && show(conversationId));
      people.set(personId, cancel);
      if (isNew) show(conversationId);
    },
    /** They said it: they are writing no more. */
    said: (conversationId: string, authors: readonly string[]): void => {
      const stopped = authors.filter((author) => stop(conversationId, author));
      if (stopped.length > 0) show(conversationId);
    },
  };
};
