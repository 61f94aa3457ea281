import { writeFileSync } from 'node:fs';
import { startDynoxide } from '@parley/dynamodb/testing';
import { measure, measuredFile } from './measured';
import { routings, steadyState } from './steady';
import { meteredWorkspace } from './workspace';

/** What the design promises of a message at one message a second. */
const mostWrites = 1.1;
const [first, ...more] = process.argv.slice(2);
/** Keeps what was measured in `measured.json`, which the bill of `npm run cost` is made from. */
const isKept = first === '--write' && more.length === 0;
const messages = isKept ? 2_000 : Number(first ?? 2_000);

type Figures = { writes: number; reads: number; calls: number; pushes: number };

const cell = (value: number): string => value.toFixed(2).padStart(9);

const run = async (): Promise<number> => {
  if (!Number.isInteger(messages) || messages < 1)
    throw new Error(
      'Say how many messages: npm run capacity -- 2000; or keep the figures: npm run capacity -- --write.',
    );
  const engine = await startDynoxide();
  const workspace = await meteredWorkspace(engine.endpoint, 4);
  try {
    console.log(
      '\nUnits of DynamoDB for one request, as ReturnConsumedCapacity says; a channel of five, all connected\n',
    );
    const measured = await measure(workspace, new Date().toISOString().slice(0, 10));
    console.log(`${'request'.padEnd(34)}   writes    reads    calls   pushes`);
    const tell = (name: string, { writes, reads, calls, pushes }: Figures) =>
      console.log(`${name.padEnd(34)}${cell(writes)}${cell(reads)}${cell(calls)}${cell(pushes)}`);
    for (const row of measured.requests) tell(row.request, row);
    console.log('\nThe same in conversations of several sizes, one person looking at them\n');
    for (const row of measured.fanOut) tell(`${row.request}, ${row.people} people`, row);
    if (isKept) writeFileSync(measuredFile, `${JSON.stringify(measured, undefined, 2)}\n`);
    console.log(`\n${messages} messages at one a second, units for each\n`);
    console.log(`${'served by'.padEnd(34)}   writes    reads    calls  lost slots`);
    let isTooMuch = false;
    for (const routing of routings) {
      const steady = await steadyState(workspace, routing, messages);
      const { writes, reads, calls, refusedWrites } = steady;
      console.log(`${steady.routing.padEnd(34)}${cell(writes)}${cell(reads)}${cell(calls)}${cell(refusedWrites)}`);
      if (writes > mostWrites) isTooMuch = true;
    }
    if (isTooMuch) console.log(`\nA message takes more than the ${mostWrites} write units that it may.`);
    return isTooMuch ? 1 : 0;
  } finally {
    workspace.close();
    await engine.stop();
  }
};

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
