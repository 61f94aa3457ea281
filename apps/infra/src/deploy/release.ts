import { join } from 'node:path';
import * as z from 'zod';
import type { StageConfig } from '../config';
import { type Machine, Stopped } from './machine';

/** What the stack says when it is deployed, as `--outputs-file` has it. */
const Outputs = z.object({
  Origin: z.url(),
  WebBucket: z.string().min(1),
  UserPoolId: z.string().min(1),
  UserPoolClientId: z.string().min(1),
  /** Named where people may sign in with Google. */
  UserPoolDomain: z.string().min(1).optional(),
});
export type Outputs = z.infer<typeof Outputs>;

export const readOutputs = ({ read }: Machine, file: string, stage: string): Outputs => {
  const all = z.record(z.string(), z.unknown()).safeParse(JSON.parse(read(file)));
  const outputs = Outputs.safeParse(all.data?.[`parley-${stage}`]);
  if (outputs.success) return outputs.data;
  const missing = outputs.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new Stopped(`The stack parley-${stage} was deployed and does not say what the page needs to know: ${missing}.`);
};

/** What the page reads at its start: `apps/web/src/app/config.ts` parses it. */
export const webConfig = ({ region }: StageConfig, { UserPoolId, UserPoolClientId, UserPoolDomain }: Outputs) => ({
  workspace: 'Parley',
  region,
  userPoolId: UserPoolId,
  userPoolClientId: UserPoolClientId,
  ...(UserPoolDomain !== undefined && { userPoolDomain: UserPoolDomain }),
});

const built = join('apps', 'web', 'dist');
const again = 'The functions are new and the page is the old one, which works with them. Run the same again.';

/**
 * Puts the built page into its bucket, and its configuration beside it, never inside. What an open page may still ask for stays: files with a
 * hash in their names are only added. `index.html` goes last, so that it never names a file that is not there.
 */
export const upload = async (machine: Machine, { WebBucket }: Outputs, configFile: string): Promise<void> => {
  const bucket = `s3://${WebBucket}`;
  const html = ['--content-type', 'text/html; charset=utf-8'];
  const rest = ['--exclude', 'assets/*', '--exclude', 'index.html', '--exclude', 'config.json'];
  const commands = [
    ['s3', 'sync', join(built, 'assets'), `${bucket}/assets`],
    ['s3', 'cp', configFile, `${bucket}/config.json`, '--content-type', 'application/json'],
    ['s3', 'sync', built, bucket, ...rest],
    ['s3', 'cp', join(built, 'index.html'), `${bucket}/index.html`, ...html],
  ];
  for (const args of commands) {
    const { code } = await machine.run('aws', [...args, '--only-show-errors'], { isShown: true });
    if (code !== 0) throw new Stopped(`aws ${args.slice(0, 3).join(' ')} … ended with ${code}. ${again}`);
  }
};
