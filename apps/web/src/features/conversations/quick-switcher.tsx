import { TextInput } from '@mantine/core';
import { IconHash, IconSearch, IconUser, IconUsers } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useSelector } from 'react-redux';
import { useNavigate } from 'react-router';
import { Layer } from '../../ui/dialog';
import { Notice } from '../../ui/notice';
import { PersonAvatar } from '../people/person-avatar';
import { useSuggestions } from '../people/use-suggestions';
import { inOrder, type ListedConversation, selectConversationList } from './conversation-list';
import classes from './quick-switcher.module.css';
import { useOpenDirect } from './use-open-direct';

/** As many as are worth looking through. */
const most = 50;

/** Conversations whose title has every word typed, the latest first. */
export const matching = (all: ListedConversation[], typed: string): ListedConversation[] => {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return all
    .filter(({ title }) => words.every((word) => title.toLocaleLowerCase().includes(word)))
    .sort((one, other) => other.at - one.at)
    .slice(0, most);
};

const faceOf = ({ kind, title, others: [first, second] }: ListedConversation): ReactNode => {
  if (kind === 'channel') return <IconHash size={18} aria-hidden />;
  if (second) return <IconUsers size={18} aria-hidden />;
  return first ? <PersonAvatar id={first} name={title} small /> : <IconUser size={18} aria-hidden />;
};

type Option = { id: string; face: ReactNode; title: string; note: string; go(): void };

const noteOf = ({ unread, mentions }: ListedConversation): string =>
  unread === 0 ? '' : `${mentions > 0 ? `@${mentions} · ` : ''}${unread} unread`;

/** Ctrl/Cmd+K: type a few letters, Enter opens a conversation, or a direct one with somebody. */
export const QuickSwitcher = ({ onClose }: { onClose(): void }) => {
  const navigate = useNavigate();
  const openWith = useOpenDirect(onClose);
  const all = inOrder(useSelector(selectConversationList));
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const [trouble, setTrouble] = useState<string>();
  const id = useId();
  // Whom one has a conversation with alone is listed by it.
  const alone = new Set(all.flatMap(({ kind, others }) => (kind === 'direct' && others.length === 1 ? others : [])));
  const people = useSuggestions(typed, []).filter((person) => !alone.has(person.id));
  const found: Option[] = [
    ...matching(all, typed).map((conversation) => ({
      id: conversation.id,
      face: faceOf(conversation),
      title: conversation.title,
      note: noteOf(conversation),
      go: () => {
        onClose();
        void navigate(`/c/${conversation.id}`);
      },
    })),
    ...people.map(({ id, name, email }) => ({
      id,
      face: <PersonAvatar id={id} name={name} small />,
      title: name,
      note: email,
      go: () => void openWith([id]).then(setTrouble),
    })),
  ];
  const chosen = Math.min(active, found.length - 1);

  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || found.length === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setActive((chosen + step + found.length) % found.length);
    else if (event.key === 'Enter') found[chosen]?.go();
    else return;
    event.preventDefault();
  };

  return (
    <Layer onClose={onClose} label="Go to a conversation">
      <TextInput
        size="md"
        variant="unstyled"
        className={classes.field}
        leftSection={<IconSearch size={18} aria-hidden />}
        placeholder="Go to a conversation, or a person"
        aria-label="Go to a conversation"
        role="combobox"
        aria-expanded
        aria-controls={`${id}list`}
        aria-activedescendant={found.length > 0 ? `${id}${chosen}` : undefined}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
          setTrouble(undefined);
        }}
        onKeyDown={press}
        data-autofocus
      />
      {trouble && <Notice tone="danger">{trouble}</Notice>}
      <ul id={`${id}list`} role="listbox" aria-label="Conversations and people" className={classes.list}>
        {found.map((option, i) => (
          <li
            key={option.id}
            id={`${id}${i}`}
            role="option"
            aria-selected={i === chosen}
            className={classes.option}
            ref={i === chosen ? (row) => row?.scrollIntoView({ block: 'nearest' }) : undefined}
            onClick={option.go}
          >
            <span className={classes.face}>{option.face}</span>
            <bdi>{option.title}</bdi>
            {option.note && <span className={classes.note}>{option.note}</span>}
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <div className={classes.none} role="status">
          No conversation and nobody has that name.
        </div>
      )}
    </Layer>
  );
};
