import type { StageConfig } from '../config';
import type { Machine } from './machine';

const reason = 'The reason is the first FAILED line above, or in the console under CloudFormation, Events.';
const wentBack = `CloudFormation goes back to what was there before; the page was not touched. ${reason}`;

/** A stack that was never there before, in the words of CloudFormation. */
const isFirst = (status: string): boolean => ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'].includes(status.trim());

/**
 * How things stand once CloudFormation has failed, and what to do. Where the stage was new there is nothing to go back to, and
 * what a stage keeps from deletion stays of it: each is named as AWS knows it, for nobody would look for it.
 */
export const afterFailure = async ({ run }: Machine, { stage, region }: StageConfig): Promise<string> => {
  const ask = (command: string, query: string) =>
    run('aws', [
      ...['cloudformation', command, '--stack-name', `parley-${stage}`, '--region', region],
      ...['--query', query, '--output', 'text'],
    ]);
  const { code, output: status } = await ask('describe-stacks', 'Stacks[0].StackStatus');
  if (code !== 0 || !isFirst(status)) return wentBack;
  const kept = await ask(
    'list-stack-resources',
    "StackResourceSummaries[?ResourceStatus=='DELETE_SKIPPED'].[ResourceType,PhysicalResourceId]",
  );
  const named = kept.output.split('\n').filter((line) => kept.code === 0 && line.trim() !== '');
  const what = named.length > 0 ? named.map((line) => `\n  ${line.trim().split(/\s+/).join(' ')}`).join('') : listed;
  return `${wasNew} ${reason}\nWhat a stage keeps stays of it:${what}\n${toDo}`;
};

const wasNew = 'This was its first deployment: CloudFormation takes back what it had made.';
const listed = ' the console lists it under CloudFormation, Resources, as DELETE_SKIPPED.';
const toDo =
  'None of it is in the way of the next deployment, which makes its own. Nobody has used it; a key among it costs $1.00 a ' +
  'month until somebody deletes it by hand. Tables and the user pool refuse that until their deletion protection is off. ' +
  'Put right what failed, and run this again.';
