import { type Entry, isKnown, type Person } from '@parley/protocol';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'react-redux';
import { nameIn, selectPeople } from '../people/people-slice';
import { plainText } from './text-pieces';

/** UX-A11Y-1: at most one announcement a second. */
const batchMs = 1_000;
/** More than these at once are told by their number: nobody listens to fifty messages. */
const most = 5;

/** New messages as a screen reader says them. */
export const announcement = (entries: Entry[], people: Record<string, Person>): string[] => {
  const said = entries.flatMap((entry) =>
    isKnown(entry) && entry.kind === 'message.posted' && !entry.body.deleted
      ? [`${nameIn(people, entry.author)}: ${plainText(entry.body.text, people)}`]
      : [],
  );
  return said.length > most ? [`${said.length} new messages`] : said;
};

/** Tells what others say in the open conversation. Silent while older history loads, and about what was there before. */
export const Announcer = ({ entries, myId }: { entries: Entry[] | undefined; myId: string }) => {
  const store = useStore<Parameters<typeof selectPeople>[0]>();
  const [lines, setLines] = useState<{ key: string; line: string }[]>([]);
  const told = useRef<number>(undefined);
  const waiting = useRef<Entry[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    const head = entries?.at(-1)?.seq;
    if (head === undefined || !entries) return;
    const from = told.current ?? head;
    told.current = Math.max(from, head);
    waiting.current.push(...entries.filter(({ seq, author }) => seq > from && author !== myId));
    if (waiting.current.length === 0 || timer.current) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      const said = announcement(waiting.current.splice(0), selectPeople(store.getState()));
      setLines(said.map((line, i) => ({ key: `${head}.${i}`, line })));
    }, batchMs);
  }, [entries, myId, store]);
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <div role="log" aria-live="polite" aria-relevant="additions" aria-label="New messages" className="p-hidden">
      {lines.map(({ key, line }) => (
        <p key={key}>{line}</p>
      ))}
    </div>
  );
};
