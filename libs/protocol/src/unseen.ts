// Joiners and tags inside of an emoji belong to it.
const emoji = /\p{RGI_Emoji}/gv;
// Signs of the scripts of India and its neighbours that a joiner follows to say how two consonants are drawn.
const viramas = '\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca';
const afterVirama = new RegExp(`(?<=[${viramas}])[\\u200c\\u200d]`, 'gu');
// Arabic letters that the next one never joins: a joiner behind them changes nothing that can be seen.
const unjoined =
  '\\u0621-\\u0625\\u0627\\u0629\\u062f-\\u0632\\u0648\\u0671-\\u0673\\u0675-\\u0677\\u0688-\\u0699\\u06c0-\\u06cb\\u06cd\\u06cf\\u06d2-\\u06d5';
const betweenArabic = new RegExp(`(?<=(?![${unjoined}])\\p{sc=Arabic})\\u200c(?=\\p{sc=Arabic})`, 'gu');
// What is drawn as nothing, or turns the order of what is drawn; and the empty pattern of Braille, which is neither.
const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Whether a text has characters that nobody sees, so that it could pass for another one. Not counted: what is part of an
 * emoji, and the joiners (U+200C, U+200D) that Indic scripts and Persian are written with, where they show.
 */
export const hasUnseen = (text: string): boolean =>
  unseen.test(text.replace(emoji, '').replace(afterVirama, '').replace(betweenArabic, ''));
