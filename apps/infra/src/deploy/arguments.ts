import { parseArgs } from 'node:util';

export type Wanted = {
  stage: string;
  /** The account that it must be, twelve digits. */
  account?: string;
  /** Nobody wants to be asked. */
  yes: boolean;
};

/** What was asked for; throws a sentence that says what is wrong with it. `verb`: deploy or destroy. */
export const readArguments = (verb: string, args: string[]): Wanted => {
  const usage = `npm run ${verb} -- --stage dev. Known besides are --account <its twelve digits> and --yes.`;
  const options = { stage: { type: 'string' }, account: { type: 'string' }, yes: { type: 'boolean' } } as const;
  const { stage, account, yes } = (() => {
    try {
      return parseArgs({ args, options }).values;
    } catch (error) {
      const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
      throw new Error(`${sentence}. Ask for it like this: ${usage}`, { cause: error });
    }
  })();
  if (!stage) throw new Error(`Which stage? Ask for it like this: ${usage}`);
  if (account !== undefined && !/^\d{12}$/.test(account))
    throw new Error(`--account is not twelve digits. Ask for it like this: ${usage}`);
  return { stage, yes: yes ?? false, ...(account !== undefined && { account }) };
};
