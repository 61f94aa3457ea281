import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments, type Wanted } from './arguments';
import { check } from './checker/check';
import { edn } from './exports/edn';
import { elle } from './exports/elle';
import { historiesIn, historyFile } from './history/file';
import type { Recorded } from './history/record';
import { tortureLocal } from './local/torture';
import { tortureMemory } from './memory/torture';
import { counterexample, reportOf } from './report';

const tell = (line: string): void => console.log(line);

/** The command that does it again: in memory the same history, on the local stack the same plan and the same faults. */
const again = ({ runtime, clients, faults, minutes, rate }: Wanted, seed: number, sends: number): string => {
  const command = `npm run torture -- --runtime ${runtime} --seed ${seed} --clients ${clients} --sends ${sends} --faults ${faults}`;
  return runtime === 'memory' ? command : `${command} --minutes ${minutes} --rate ${rate}`;
};

/** Writes a history to where it was asked for. */
const keep = async (wanted: Wanted, records: readonly Recorded[], seed: number, sends: number): Promise<void> => {
  const { history, edn: ednFile, elle: elleFile, clients, faults, runtime } = wanted;
  const world: Recorded = { is: 'world', seed, runtime, clients, faults, again: again(wanted, seed, sends) };
  if (history) {
    const file = historyFile(history);
    await file.write([world, ...records]);
    await file.close();
  }
  if (ednFile) await writeFile(ednFile, edn(records));
  if (elleFile) await writeFile(elleFile, elle(records));
};

const inMemory = async (wanted: Wanted): Promise<number> => {
  const keeps = wanted.history ?? wanted.edn ?? wanted.elle;
  const { total, seconds, simulatedMs, reports, shrunk } = await tortureMemory(
    wanted,
    tell,
    keeps === undefined ? undefined : (records, { seed, sends }) => keep(wanted, records, seed, sends),
  );
  const title = `In memory, seed ${wanted.seed}: ${total.histories} workspaces of ${wanted.clients} devices, ${Math.round(simulatedMs / 60_000)} simulated minutes in ${Math.round(seconds)} s`;
  const said = [...reports].map(([sentence, count]) => `the core reported: ${sentence} (${count} times)`);
  tell(`\n${reportOf(total, { title, seconds, more: said, again: again(wanted, wanted.seed, wanted.sends) })}\n`);
  if (shrunk) {
    const { options, actions, faults, violation } = shrunk;
    tell(counterexample(violation, again(wanted, options.seed, options.sends)));
    tell(`  It takes ${actions.length} actions, with ${[...faults].join(', ') || 'no faults'}:`);
    for (const { at, device, doing } of actions.slice(0, 40)) tell(`    ${at} ms: device ${device + 1}, ${doing}`);
  }
  return total.violations.length > 0 ? 1 : 0;
};

const onTheLocalStack = async (wanted: Wanted): Promise<number> => {
  const { total, records, seconds, more } = await tortureLocal(wanted, tell);
  const isBroken = total.violations.length > 0;
  // What happened there does not happen twice in the same order, so what broke is kept.
  const history = wanted.history ?? (isBroken ? join(tmpdir(), `parley-torture-${Date.now()}.jsonl`) : undefined);
  await keep({ ...wanted, ...(history && { history }) }, records, wanted.seed, wanted.sends);
  const title = `On the local stack, seed ${wanted.seed}: ${wanted.clients} devices, ${Math.round(seconds)} s`;
  const command = again(wanted, wanted.seed, wanted.sends);
  tell(`\n${reportOf(total, { title, seconds, more, again: command })}\n`);
  for (const { violation } of total.violations.slice(0, 5)) tell(counterexample(violation, command));
  if (isBroken) tell(`All of it: ${history}; checked again by npm run torture -- check ${history}`);
  return isBroken ? 1 : 0;
};

const checkFile = async (path: string | undefined): Promise<number> => {
  if (path === undefined) throw new Error('Name the file: npm run torture -- check <file>.');
  let [histories, found] = [0, 0];
  for await (const records of historiesIn(path)) {
    histories += 1;
    const world = records.find((record) => record.is === 'world');
    for (const violation of check(records)) {
      found += 1;
      if (found <= 20) tell(counterexample(violation, world?.again ?? 'it is not said how this history was made'));
    }
  }
  tell(`${histories} histories, ${found} violations`);
  return found > 0 ? 1 : 0;
};

const run = async ([first, ...rest]: string[]): Promise<number> => {
  if (first === 'check') return checkFile(rest[0]);
  const wanted = readArguments(first === undefined ? [] : [first, ...rest], Math.floor(Math.random() * 1_000_000));
  return wanted.runtime === 'memory' ? inMemory(wanted) : onTheLocalStack(wanted);
};

run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    // One line that says what to do; a bug comes with its stack.
    console.error(error instanceof Error && error.constructor === Error ? error.message : error);
    process.exit(1);
  },
);
