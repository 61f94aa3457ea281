/** What of a key press decides; both DOM and React events fit. */
export type KeyPress = { key: string; shiftKey: boolean; isComposing: boolean; keyCode: number };

/** UX-COMP-1: while an input method composes, its keys are its own. Safari tells the last one by key code 229 alone. */
export const belongsToInputMethod = ({ isComposing, keyCode }: KeyPress): boolean => isComposing || keyCode === 229;

/** Enter sends; with Shift it breaks the line (UX-COMP-2). */
export const sends = (press: KeyPress): boolean =>
  press.key === 'Enter' && !press.shiftKey && !belongsToInputMethod(press);
