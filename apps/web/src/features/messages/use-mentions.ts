import type { Person } from '@parley/protocol';
import { type RefObject, useState } from 'react';
import { useStore } from 'react-redux';
import { selectPeople } from '../people/people-slice';
import { type Chosen, everyone, matchingPeople, mentionAt, nameFor, toTyped, toWire } from './mention-text';
import { useDraft } from './use-draft';

/** As many as are worth looking through. */
const most = 8;

/**
 * The text of a composer: as it is typed, with names, and as it is kept and sent, with ids (UX-MENT-3). Where a name is being
 * typed, whom it may mean: `candidates` in their order, then others whom one has met, and everyone.
 */
export const useMentions = (
  personId: string,
  conversationId: string,
  candidates: readonly Person[],
  area: RefObject<HTMLTextAreaElement | null>,
) => {
  const store = useStore<Parameters<typeof selectPeople>[0]>();
  const [draft, setDraft] = useDraft(personId, conversationId);
  const [{ typed, chosen }, setText] = useState(() => toTyped(draft, selectPeople(store.getState())));
  const [caret, setCaret] = useState(typed.length);
  const [active, setActive] = useState(0);
  /** Where the list was closed by Esc; it stays closed for this very name. */
  const [closedAt, setClosedAt] = useState<number>();

  const query = mentionAt(typed, caret, chosen);
  const isOpen = query !== undefined && query.from !== closedAt;
  const strangers = () => {
    const inIt = new Set(candidates.map(({ id }) => id));
    return Object.values(selectPeople(store.getState())).filter(({ id }) => !inIt.has(id));
  };
  const matching = (): Person[] => {
    if (!isOpen) return [];
    const people = query.query === '' ? candidates : [...candidates, ...strangers()];
    // Last, so that nobody calls everyone by an Enter too early; and only where somebody is there to hear it.
    const all = candidates.length > 0 ? matchingPeople([everyone], query.query) : [];
    return [...matchingPeople(people, query.query).slice(0, most - all.length), ...all];
  };
  const found = matching();

  const write = (next: string, named: Chosen = chosen) => {
    setText({ typed: next, chosen: named });
    setDraft(toWire(next, named));
    setActive(0);
  };
  const choose = (person: Person) => {
    if (!query) return;
    const name = nameFor(person, chosen);
    const before = `${typed.slice(0, query.from)}@${name} `;
    write(before + typed.slice(caret).replace(/^ /, ''), { ...chosen, [name]: person.id });
    setCaret(before.length);
    // After the render that brings the text: only then is there a place for the caret.
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(before.length, before.length);
    });
  };

  return {
    typed,
    /** What is sent. */
    wire: toWire(typed, chosen),
    found,
    active: Math.min(active, found.length - 1),
    change: (next: string, at: number) => {
      write(next);
      setCaret(at);
      if (closedAt !== undefined && mentionAt(next, at, chosen)?.from !== closedAt) setClosedAt(undefined);
    },
    moveCaret: setCaret,
    step: (by: 1 | -1) => setActive((Math.min(active, found.length - 1) + by + found.length) % found.length),
    choose,
    close: () => setClosedAt(query?.from),
    /** Puts a text as it was kept in the place of what is there. */
    replace: (text: string) => {
      const next = toTyped(text, selectPeople(store.getState()));
      write(next.typed, next.chosen);
      setCaret(next.typed.length);
    },
  };
};
