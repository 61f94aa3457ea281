import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What CDK says of two templates of a stack, in words; empty where they are the same. */
export type Diff = (stack: string, folders: { base: string; head: string }) => Promise<string>;

/** GitHub takes 65,536 characters of a comment; the rest is in the run. */
const mostCharacters = 60_000;

const stacksIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder).flatMap((file) =>
        file.endsWith('.template.json') ? [file.replace('.template.json', '')] : [],
      )
    : [];

const told = (stack: string, words: string): string =>
  `<details><summary>${stack}</summary>\n\n\`\`\`\n${words.trim()}\n\`\`\`\n\n</details>`;

/**
 * What deploying `head` would change of `base`, stage by stage, as a comment on a pull request. Both hold a folder for each
 * stage. A stack that is new is compared with nothing, and one that is gone is named.
 */
export const compare = async (base: string, head: string, diff: Diff): Promise<string> => {
  const parts: string[] = [];
  for (const stage of readdirSync(head).sort()) {
    const folders = { base: join(base, stage), head: join(head, stage) };
    const [before, after] = [stacksIn(folders.base), stacksIn(folders.head)];
    for (const stack of after) {
      if (!before.includes(stack)) nothingAt(folders.base, stack);
      const words = await diff(stack, folders);
      parts.push(words === '' ? `${stack}: nothing changes.` : told(stack, words));
    }
    for (const gone of before.filter((stack) => !after.includes(stack))) parts.push(`**${gone} is gone.**`);
  }
  const text = ['## What would change in AWS', ...parts].join('\n\n');
  const cut = `${text.slice(0, mostCharacters)}\n\n… and more: the whole of it is in the summary of the run.`;
  return text.length > mostCharacters ? cut : text;
};

/** CDK compares with a file: for a stack that was not there, with one that holds nothing. */
const nothingAt = (folder: string, stack: string): void => {
  if (existsSync(folder)) writeFileSync(join(folder, `${stack}.template.json`), '{"Resources":{}}');
};
