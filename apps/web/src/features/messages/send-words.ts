/** What is done to a text once its questions are answered: a new message is sent, an edit is saved. */
export type Act = 'send' | 'save';

/** The same where it begins a button. */
export const capital = (act: Act): string => (act === 'send' ? 'Send' : 'Save');
