import { startDynoxide } from '@parley/dynamodb/testing';
import { requestCosts } from './requests';
import { routings, steadyState } from './steady';
import { meteredWorkspace } from './workspace';

/** What the design promises of a message at one message a second. */
const mostWrites = 1.1;
const messages = Number(process.argv[2] ?? 2_000);

const cell = (value: number): string => value.toFixed(2).padStart(9);

const run = async (): Promise<number> => {
  if (!Number.isInteger(messages) || messages < 1) throw new Error('Say how many messages: npm run capacity -- 2000.');
  const engine = await startDynoxide();
  const workspace = await meteredWorkspace(engine.endpoint, 4);
  try {
    console.log(
      '\nUnits of DynamoDB for one request, as ReturnConsumedCapacity says; a channel of five, all connected\n',
    );
    console.log(`${'request'.padEnd(34)}   writes    reads    calls`);
    for (const { request, writes, reads, calls } of await requestCosts(workspace))
      console.log(`${request.padEnd(34)}${cell(writes)}${cell(reads)}${cell(calls)}`);
    console.log(`\n${messages} messages at one a second, units for each\n`);
    console.log(`${'served by'.padEnd(34)}   writes    reads    calls  lost slots`);
    let isTooMuch = false;
    for (const routing of routings) {
      const steady = await steadyState(workspace, routing, messages);
      const { writes, reads, calls, refusedWrites } = steady;
      console.log(`${steady.routing.padEnd(34)}${cell(writes)}${cell(reads)}${cell(calls)}${cell(refusedWrites)}`);
      if (!routing.name.includes('worst') && writes > mostWrites) isTooMuch = true;
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
