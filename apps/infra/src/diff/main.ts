import { join } from 'node:path';
import { realMachine } from '../deploy/real-machine';
import { compare, type Diff } from './compare';

// `main.ts <folder of the base> <folder of the head>`, both made by synthesize.ts: the difference, for a pull request.
const [base = '', head = ''] = process.argv.slice(2);

const diff: Diff = async (stack, folders) => {
  const template = join(folders.base, `${stack}.template.json`);
  const args = ['diff', stack, '--app', folders.head, '--template', template, '--no-color'];
  const { code, output } = await realMachine.run('cdk', args, { folder: join('apps', 'infra') });
  if (code !== 0) throw new Error(`cdk diff ${stack} ended with ${code}: ${output}`);
  return output.includes('There were no differences') ? '' : output;
};

console.log(await compare(base, head, diff));
