// The run behind `npm test`: kinds of checks side by side, a line for each, what failed, and the summary.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { browser } from './browser.mjs';
import { install } from './install.mjs';
import { lanes } from './kinds.mjs';
import { endChildrenOnSignal, root, tail } from './run.mjs';
import { doneLine, summary } from './summary.mjs';

/** @typedef {import('./kinds.mjs').Kind} Kind */
/** @typedef {import('./summary.mjs').Row} Row */

const tailLines = 60; // of a failed kind's log, on the screen
const started = Date.now();
endChildrenOnSignal();

const chosen = chooseKinds(process.argv.slice(2));
try {
  await install();
} catch (error) {
  stop(messageOf(error));
}
if (isChosen('browser'))
  await browser().then(
    (path) => console.log(`Browser: ${path}`),
    (error) => console.log(messageOf(error)), // the other kinds still run; the browser's own then fails with this
  );

/** @type {Set<string>} */
const underWay = new Set();
const showing = process.stdout.isTTY ? setInterval(showUnderWay, 1000) : undefined;
const results = await Promise.all(chosen.map(runLane));
clearInterval(showing);

const rows = results.flat();
say(`\n${summary(rows, (Date.now() - started) / 1000)}`);
process.exit(rows.some(({ failed }) => failed > 0) ? 1 : 0);

/**
 * @param {string[]} args
 * @returns {Kind[][]}
 */
function chooseKinds(args) {
  const known = lanes.flat().flatMap(({ names }) => names);
  const [flag, list, ...more] = args.flatMap((arg) => arg.split('='));
  if (flag === undefined) return lanes;
  const wanted = list?.split(',') ?? [];
  const unknown = wanted.filter((name) => !known.includes(name));
  if (flag !== '--only' || more.length > 0 || wanted.length === 0 || unknown.length > 0)
    stop(`Usage: npm test [-- --only <kind>,<kind>…]. The kinds are: ${known.join(', ')}.`);
  return lanes.map((lane) => lane.filter(({ names }) => names.some((name) => wanted.includes(name))));
}

/** @param {string} name */
function isChosen(name) {
  return chosen.flat().some(({ names }) => names.includes(name));
}

/**
 * @param {Kind[]} lane
 * @returns {Promise<Row[]>}
 */
async function runLane(lane) {
  /** @type {Row[]} */
  const done = [];
  for (const kind of lane) done.push(...(await runKind(kind)));
  return done;
}

/**
 * @param {Kind} kind
 * @returns {Promise<Row[]>}
 */
async function runKind({ names, check }) {
  const name = names.join(', ');
  underWay.add(name);
  if (!process.stdout.isTTY) say(`… ${name}`);
  const outcome = await check().catch((error) => ({
    rows: [{ kind: names[0] ?? '', passed: 0, failed: 1, skipped: 0, seconds: 0 }],
    failures: [messageOf(error)],
    log: '',
  }));
  underWay.delete(name);
  if (outcome.rows.some(({ failed }) => failed > 0)) showFailure(outcome);
  for (const row of outcome.rows) say(doneLine(row));
  return outcome.rows;
}

/** @param {import('./kinds.mjs').Outcome} outcome */
function showFailure({ rows, log, failures = [] }) {
  say(
    `\n──── ${rows
      .filter(({ failed }) => failed > 0)
      .map(({ kind }) => kind)
      .join(', ')}: failed`,
  );
  if (existsSync(log)) say(`${tail(readFileSync(log, 'utf8'), tailLines)}\n──── all of it: ${relative(root, log)}`);
  for (const failure of failures.slice(0, 30)) say(`  ✖ ${failure}`);
  if (failures.length > 30) say(`  … and ${failures.length - 30} more`);
}

function showUnderWay() {
  const seconds = Math.round((Date.now() - started) / 1000);
  process.stdout.write(`\r\x1b[K… ${[...underWay].join(' · ')}  ${seconds} s`);
}

/** @param {string} text */
function say(text) {
  process.stdout.write(`${process.stdout.isTTY ? '\r\x1b[K' : ''}${text}\n`);
}

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
  console.error(message);
  process.exit(1);
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
