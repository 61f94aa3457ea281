/** What deploying does to the world, so that a test can watch it do none of it. */
export type Machine = {
  /**
   * Runs a program to its end, in a folder of the repository (its root where none is named). Its output is captured, and on
   * the screen too where `isShown`. A program that is not there ends with 127. Never rejects.
   */
  run(command: string, args: readonly string[], options?: { isShown?: boolean; folder?: string }): Promise<Finished>;
  /** Asks over HTTPS, with a handshake where the headers ask for one. Rejects where nobody answers. */
  ask(url: string, headers?: Record<string, string>): Promise<Answered>;
  /** What a person types in answer to a question. Undefined: nobody is there to ask, as in a pipeline. */
  prompt(question: string): Promise<string | undefined>;
  say(line: string): void;
  read(file: string): string;
  write(file: string, text: string): void;
  sleep(ms: number): Promise<void>;
};
export type Finished = { code: number; output: string };
export type Answered = { status: number; type: string; body: string };

/** Why it goes no further, in words for whoever asked, and what to do about it. */
export class Stopped extends Error {
  override name = 'Stopped';
}

/** What to do where it fails: known beforehand, or found out then. */
export type Advice = string | (() => Promise<string>);

/** Runs a program, and stops with these words where it fails. */
export const runOrStop = async (
  { run }: Machine,
  [command, ...args]: readonly [string, ...string[]],
  { advice, folder = '.' }: { advice: Advice; folder?: string },
): Promise<void> => {
  const { code } = await run(command, args, { isShown: true, folder });
  if (code === 0) return;
  const words = typeof advice === 'string' ? advice : await advice();
  throw new Stopped(`${[command, ...args].slice(0, 4).join(' ')} … ended with ${code}. ${words}`);
};
