import type { SendKey } from './send-key';

/** What of a key press decides; both DOM and React events fit. */
export type KeyPress = {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  isComposing: boolean;
  keyCode: number;
};

/** UX-COMP-1: while an input method composes, its keys are its own. Safari tells the last one by key code 229 alone. */
export const belongsToInputMethod = ({ isComposing, keyCode }: Pick<KeyPress, 'isComposing' | 'keyCode'>): boolean =>
  isComposing || keyCode === 229;

/** Enter sends, or only Enter with Ctrl or Command, by preference; with Shift it always breaks the line (UX-COMP-2). */
export const sends = (press: KeyPress, sendKey: SendKey): boolean =>
  press.key === 'Enter' &&
  !press.shiftKey &&
  (sendKey === 'enter' || press.ctrlKey || press.metaKey) &&
  !belongsToInputMethod(press);
