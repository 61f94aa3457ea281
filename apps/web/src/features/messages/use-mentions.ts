import type { Person } from '@parley/protocol';
import { type RefObject, useState } from 'react';
import { useStore } from 'react-redux';
import { selectPeople } from '../people/people-slice';
import { type Chosen, everyone, matchingPeople, mentionAt, nameFor, toTyped, toWire } from './mention-text';

/** As many as are worth looking through. */
const most = 8;

/** Whom a text may mention, and what is said about each. */
export type Mentionable = {
  /** People whom one may mention, the likeliest first. */
  candidates: readonly Person[];
  isMember(id: string): boolean;
  /** What it does to call everyone here. */
  everyoneNote: string;
};

/**
 * A text that somebody writes: as it is typed, with names, and as it is kept and sent, with ids (UX-MENT-3). Where a name is
 * being typed, whom it may mean: `candidates` in their order, then others whom one has met, and everyone.
 */
export const useMentions = (
  /** What stands there at first, as it is kept. */
  start: string,
  candidates: readonly Person[],
  area: RefObject<HTMLTextAreaElement | null>,
  /** It is another text now, as it is kept. */
  onWrite: (wire: string) => void = () => undefined,
) => {
  const store = useStore<Parameters<typeof selectPeople>[0]>();
  const [{ typed, chosen }, setText] = useState(() => toTyped(start, selectPeople(store.getState())));
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
    onWrite(toWire(next, named));
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
    /** Whether the list is open and took the key: arrows choose among it, Enter and Tab take one (UX-MENT-1). */
    takes: (key: string): boolean => {
      const person = found[Math.min(active, found.length - 1)];
      if (!person) return false;
      const step = key === 'ArrowDown' ? 1 : -1;
      if (key === 'ArrowDown' || key === 'ArrowUp')
        setActive((Math.min(active, found.length - 1) + step + found.length) % found.length);
      else if (key === 'Enter' || key === 'Tab') choose(person);
      else return false;
      return true;
    },
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
