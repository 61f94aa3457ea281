// What `npm test` says: a line when a kind of check is done, why it failed, and the table at the end.

/**
 * How one kind of check went. `absent`: no project has this kind yet, which is no failure.
 *
 * @typedef {object} Row
 * @property {string} kind
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} seconds
 * @property {boolean} [absent]
 */

/** @param {Row} row */
export const doneLine = ({ kind, passed, failed, skipped, seconds, absent }) =>
  absent
    ? `- ${kind.padEnd(11)} no project has this yet`
    : `${failed ? '✖' : '✔'} ${kind.padEnd(11)} ${totals({ passed, failed, skipped })}  ${seconds.toFixed(1)} s`;

/** @param {Pick<Row, 'passed' | 'failed' | 'skipped'>} row */
export const totals = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;

/**
 * The table of a run, and as its last line the totals over all kinds, in a form that a machine may rely on.
 *
 * @param {Row[]} rows
 * @param {number} seconds of the whole run; kinds run side by side, so it is not the sum of theirs
 */
export function summary(rows, seconds) {
  const table = rows.map(({ kind, absent, ...row }) =>
    absent
      ? [kind, '-', '-', '-', '-']
      : [kind, String(row.passed), String(row.failed), String(row.skipped), row.seconds.toFixed(1)],
  );
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ column) =>
    rows.reduce((total, row) => total + row[column], 0);
  const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
  const lines = [['kind', 'passed', 'failed', 'skipped', 'seconds'], ...table].map(([kind = '', ...numbers]) =>
    [kind.padEnd(12), ...numbers.map((number) => number.padStart(8))].join(' '),
  );
  return [...lines, '', `whole run: ${Math.round(seconds)} s`, totals(total)].join('\n');
}
