import { Refused } from '@parley/client';
import { Email, type Person } from '@parley/protocol';
import { useRef, useState } from 'react';
import { useSelector } from 'react-redux';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';
import { selectMyId } from '../session/session-slice';

/** Each address is a request of its own; a whole list by mistake must not become thousands. */
const mostAtOnce = 100;

const short = (entered: string): string => (entered.length > 60 ? `${entered.slice(0, 60)}…` : entered);

/** By comma or semicolon; by spaces too where there are addresses in it, as names have spaces of their own. */
const entriesOf = (typed: string): string[] =>
  typed
    .split(/[,;]/)
    .flatMap((part) => (part.includes('@') ? part.split(/\s+/) : part.trim()))
    .filter(Boolean);

/** People by e-mail address, each looked up as it is entered, or chosen from a list. */
export const usePeopleField = (most: number) => {
  const client = useClient();
  const myId = useSelector(selectMyId);
  const [people, setPeople] = useState<Person[]>([]);
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const [finding, setFinding] = useState(false);
  // Of several look-ups under way, each adds to what is there by then.
  const held = useRef<Person[]>([]);
  /** The look-up under way; whether it finds everyone. */
  const looking = useRef(Promise.resolve(true));

  const find = async (entered: string): Promise<Person | string> => {
    const email = Email.safeParse(entered);
    if (!email.success)
      return `“${short(entered)}” is not an e-mail address. Choose a name from the list, or enter an address.`;
    try {
      const { people: found } = await client.ask('people.find', { email: email.data });
      const [person] = found;
      if (!person) return `Nobody here has the address ${email.data}.`;
      return person.id === myId ? 'That is your own address. You are in it anyway.' : person;
    } catch (thrown) {
      const isUnknown = thrown instanceof Refused && thrown.refusal.code === 'person_not_found';
      return isUnknown ? `Nobody here has the address ${email.data}.` : troubleText(thrown);
    }
  };

  const lookUp = async (entered: string[]): Promise<boolean> => {
    if (entered.length > mostAtOnce) {
      setText((later) => [...entered, later].join(' ').trim());
      setError(`Enter at most ${mostAtOnce} addresses at a time.`);
      return false;
    }
    setFinding(true);
    const found = await Promise.all(entered.map(find));
    setFinding(false);
    const known = found.filter((one) => typeof one !== 'string');
    add(known);
    const unknown = entered.filter((_, i) => typeof found[i] === 'string');
    // Before what was typed meanwhile.
    setText((later) => (unknown.length === 0 ? later : [unknown.join(', '), later].filter(Boolean).join(' ')));
    const trouble = found.find((one) => typeof one === 'string');
    setError(trouble);
    return trouble === undefined;
  };

  const add = (more: readonly Person[]) => {
    held.current = [...new Map([...held.current, ...more].map((person) => [person.id, person])).values()];
    setPeople(held.current);
  };

  /**
   * Looks up all that was typed or pasted. What is not found stays as text. Resolves, after every look-up before it, to all
   * people; to undefined where something has to be put right first.
   */
  const take = async (typed: string): Promise<Person[] | undefined> => {
    const entered = entriesOf(typed);
    setText('');
    if (entered.length > 0) setError(undefined);
    const before = looking.current;
    const mine = before.then((wasFound) => (entered.length === 0 ? wasFound : lookUp(entered)));
    looking.current = mine;
    const areAllFound = await mine;
    // What was not found stands in the field again: the next try is about that.
    if (looking.current === mine) looking.current = Promise.resolve(true);
    if (!areAllFound) return undefined;
    if (held.current.length <= most) return held.current;
    setError(`At most ${most} people. Remove ${held.current.length - most}.`);
    return undefined;
  };

  /** Somebody from the list takes the place of what was typed of their name. */
  const choose = (person: Person) => {
    add([person]);
    setText('');
    setError(undefined);
  };
  const remove = (id: string) => {
    held.current = held.current.filter((person) => person.id !== id);
    setPeople(held.current);
    setError(undefined);
  };
  return { people, text, setText, error, setError, finding, take: (typed = text) => take(typed), choose, remove };
};
