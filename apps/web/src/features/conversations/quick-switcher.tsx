import { TextInput } from '@mantine/core';
import { IconHash, IconSearch, IconUser, IconUsers } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useSelector } from 'react-redux';
import { useNavigate } from 'react-router';
import { Layer } from '../../ui/dialog';
import { PersonAvatar } from '../people/person-avatar';
import { inOrder, type ListedConversation, selectConversationList } from './conversation-list';
import classes from './quick-switcher.module.css';

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

/** Ctrl/Cmd+K: type a few letters, Enter opens. */
export const QuickSwitcher = ({ onClose }: { onClose(): void }) => {
  const navigate = useNavigate();
  const all = inOrder(useSelector(selectConversationList));
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const id = useId();
  const found = matching(all, typed);
  const chosen = Math.min(active, found.length - 1);

  const open = (conversation: ListedConversation | undefined) => {
    if (!conversation) return;
    onClose();
    void navigate(`/c/${conversation.id}`);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || found.length === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setActive((chosen + step + found.length) % found.length);
    else if (event.key === 'Enter') open(found[chosen]);
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
        placeholder="Go to a conversation"
        aria-label="Go to a conversation"
        role="combobox"
        aria-expanded
        aria-controls={`${id}list`}
        aria-activedescendant={found.length > 0 ? `${id}${chosen}` : undefined}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={press}
        data-autofocus
      />
      <ul id={`${id}list`} role="listbox" aria-label="Conversations" className={classes.list}>
        {found.map((conversation, i) => (
          <li
            key={conversation.id}
            id={`${id}${i}`}
            role="option"
            aria-selected={i === chosen}
            className={classes.option}
            ref={i === chosen ? (row) => row?.scrollIntoView({ block: 'nearest' }) : undefined}
            onClick={() => open(conversation)}
          >
            <span className={classes.face}>{faceOf(conversation)}</span>
            <bdi>{conversation.title}</bdi>
            {conversation.unread > 0 && (
              <span className={classes.unread}>
                {conversation.mentions > 0 && `@${conversation.mentions} · `}
                {conversation.unread} unread
              </span>
            )}
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <div className={classes.none} role="status">
          No conversation has that name.
        </div>
      )}
    </Layer>
  );
};
