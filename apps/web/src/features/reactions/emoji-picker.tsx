import { TextInput } from '@mantine/core';
import { Emoji } from '@parley/protocol';
import { type KeyboardEvent, useId, useState } from 'react';
import { Layer } from '../../ui/dialog';
import { findEmoji } from './emoji';
import classes from './emoji-picker.module.css';

/** Emoji in a row of the grid; the style sheet says the same. */
const columns = 8;

/** Choose a reaction: by sight, by name, or by typing any emoji. Arrows move, Enter chooses. */
export const EmojiPicker = ({ onPick, onClose }: { onPick(emoji: string): void; onClose(): void }) => {
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const id = useId();
  const own = Emoji.safeParse(typed.trim());
  const groups = findEmoji(typed);
  const isListed = groups.some(({ choices }) => choices.some(({ emoji }) => emoji === typed.trim()));
  const shown =
    own.success && !isListed
      ? [{ title: 'As typed', choices: [{ emoji: own.data, name: own.data, words: '' }] }, ...groups]
      : groups;
  const flat = shown.flatMap(({ choices }) => choices);
  const chosen = Math.min(active, flat.length - 1);

  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || flat.length === 0) return;
    const step = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    // Within typed text the horizontal arrows are the caret's.
    const isCaret = typed !== '' && (event.key === 'ArrowLeft' || event.key === 'ArrowRight');
    const pick = flat[chosen];
    if (step && !isCaret) setActive(Math.max(0, Math.min(flat.length - 1, chosen + step)));
    else if (event.key === 'Enter' && pick) onPick(pick.emoji);
    else return;
    event.preventDefault();
  };

  return (
    <Layer label="Add a reaction" size={360} onClose={onClose}>
      <TextInput
        className={classes.field}
        placeholder="Search, or type any emoji"
        aria-label="Search emoji"
        role="combobox"
        aria-expanded
        aria-controls={`${id}list`}
        aria-activedescendant={flat.length > 0 ? `${id}${chosen}` : undefined}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={press}
        data-autofocus
      />
      <div id={`${id}list`} role="listbox" aria-label="Emoji" className={classes.list}>
        {shown.map(({ title, choices }) => (
          <div key={title} role="group" aria-label={title}>
            <div className={classes.title} aria-hidden>
              {title}
            </div>
            <div className={classes.grid} role="presentation">
              {choices.map(({ emoji, name }) => {
                const index = flat.findIndex((one) => one.emoji === emoji);
                return (
                  <div
                    key={emoji}
                    id={`${id}${index}`}
                    role="option"
                    aria-selected={index === chosen}
                    aria-label={name}
                    title={name}
                    className={classes.option}
                    ref={index === chosen ? (cell) => cell?.scrollIntoView({ block: 'nearest' }) : undefined}
                    onClick={() => onPick(emoji)}
                  >
                    {emoji}
                  </div>
                );
              })}
            </div>
          </div>
        ))}
      </div>
      {flat.length === 0 && (
        <div className={classes.none} role="status">
          No emoji here has that name. Any emoji can be typed or pasted.
        </div>
      )}
    </Layer>
  );
};
