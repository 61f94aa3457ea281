/** An emoji with the words under which it is found; the first is its name. */
export type EmojiChoice = { emoji: string; name: string; words: string };

const group = (title: string, lines: string) => ({
  title,
  choices: lines
    .trim()
    .split('\n')
    .map((line): EmojiChoice => {
      const [emoji = '', name = '', words = ''] = line.trim().split('|');
      return { emoji, name, words: `${name} ${words}` };
    }),
});

/** What people react with most, by what it says. Any other emoji can be typed or pasted. */
export const palette = [
  group(
    'Answers',
    `👍|thumbs up|yes agree good like
    👎|thumbs down|no disagree bad
    ✅|check mark|done yes ok
    ❌|cross mark|no wrong
    👌|OK hand|fine perfect
    👀|eyes|looking see
    🙋|raising hand|me volunteer
    🤷|shrug|whatever unsure
    ❓|question mark|what
    ❗|exclamation mark|important
    ➕|plus|agree same
    💯|hundred points|exactly perfect`,
  ),
  group(
    'Thanks and joy',
    `❤️|red heart|love
    🙏|folded hands|thanks please
    🎉|party popper|celebrate congratulations tada
    👏|clapping hands|bravo applause
    🙌|raising hands|hooray praise
    🥳|partying face|celebrate birthday
    🚀|rocket|ship launch fast
    🔥|fire|hot great
    ⭐|star|favourite
    🏆|trophy|win
    💪|flexed biceps|strong
    🤝|handshake|deal agree
    🎂|birthday cake|party
    🌟|glowing star|great`,
  ),
  group(
    'Faces',
    `😀|grinning face|happy smile
    😄|grinning face with smiling eyes|happy
    😂|face with tears of joy|laugh funny lol
    🤣|rolling on the floor laughing|funny rofl
    🙂|slightly smiling face|ok
    😉|winking face|joke
    😊|smiling face|blush happy
    😍|smiling face with heart eyes|love
    😎|smiling face with sunglasses|cool
    🤔|thinking face|hmm unsure
    😅|grinning face with sweat|phew nervous
    😬|grimacing face|awkward
    😮|face with open mouth|wow surprised
    😱|face screaming in fear|shock
    😢|crying face|sad
    😭|loudly crying face|sad
    😡|angry face|mad
    🤯|exploding head|mind blown
    😴|sleeping face|tired
    🤒|face with thermometer|sick ill
    🫡|saluting face|yes sir understood
    🫠|melting face|embarrassed
    🙄|face with rolling eyes|annoyed
    😇|smiling face with halo|innocent`,
  ),
  group(
    'Things',
    `☕|hot beverage|coffee tea break
    🍕|pizza|lunch food
    🍻|clinking beer mugs|cheers drinks
    🐛|bug|error defect
    🔧|wrench|fix repair
    🚧|construction|work in progress
    🚨|police car light|alarm urgent
    ⏳|hourglass|wait time
    📌|pushpin|pin remember
    📝|memo|note write
    💡|light bulb|idea
    📈|chart increasing|growth up
    📉|chart decreasing|down
    🔒|locked|secure
    🌴|palm tree|holiday vacation
    🏠|house|home office remote`,
  ),
];

/** Those whose words begin with every word typed. */
export const findEmoji = (typed: string): typeof palette => {
  const wanted = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ emoji, words }: EmojiChoice) =>
    emoji === typed.trim() || wanted.every((word) => ` ${words.toLocaleLowerCase()}`.includes(` ${word}`));
  return palette
    .map(({ title, choices }) => ({ title, choices: choices.filter(fits) }))
    .filter(({ choices }) => choices.length > 0);
};
