import type { Body, RequestType } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { accessRows, type AccessRow } from '../testing/access-cases';
import { coreAlone, kinds, type Place, ranks } from '../testing/access-cells';
import { accessWalk } from '../testing/access-walk';
import { access, type Rule } from './access';

describe('the table of who may do what', async () => {
  const { walk, walked, page } = await accessWalk(coreAlone);

  // A row is up to 128 small workspaces; a machine that does much else at the time takes seconds for them.
  const timeout = 60_000;
  it.each(accessRows)('[ROLE-1] holds at both doors for $name', { timeout }, async (row) => {
    expect((await walked(row)).wrong).toEqual([]);
  });

  it(
    '[ROLE-1] is the one that people have read: access-matrix.md shows every cell as it came out',
    { timeout: 2 * timeout },
    async () => {
      await expect(await page()).toMatchFileSnapshot('access-matrix.md');
    },
  );

  /** Runs with another rule in the table. */
  const withRule = async <T>(type: RequestType, change: (rule: Rule<RequestType>) => object, run: () => Promise<T>) => {
    const table = access as Record<RequestType, object>;
    const rule = table[type];
    table[type] = { ...rule, ...change(rule as Rule<RequestType>) };
    return run().finally(() => (table[type] = rule));
  };
  const flipped = <R>(roles: readonly R[], role: R): R[] =>
    roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role];
  // Whoever follows the table shows another line than the one that stands in access-matrix.md, or a refusal that the
  // catalogue does not declare; whoever does not follow it is wrong by it.
  const isNoticed = async (row: AccessRow, change: (rule: Rule<RequestType>) => object): Promise<boolean> => {
    const before = (await walked(row)).line[ranks.indexOf('guest')];
    try {
      const { wrong, line } = await withRule(row.type, change, () => walk(row, ['guest']));
      return wrong.length > 0 || line[0] !== before;
    } catch (error) {
      if (error instanceof Error && error.message.includes('which the catalogue does not say of it')) return true;
      throw error;
    }
  };

  it.each(accessRows)('[ROLE-1] fails this where one cell of $name is another', { timeout }, async (row) => {
    const { by, in: own } = access[row.type] as Rule<RequestType>;
    const guest = {
      by: flipped(typeof by === 'function' ? by(row.body({} as Place) as Body<RequestType>) : by, 'guest'),
    };
    // Nobody may do it to what others wrote: who may ask at all shows in another row of the same request.
    const rows = row.theirs ? accessRows.filter(({ type }) => type === row.type) : [row];
    const noticed = [];
    for (const one of rows) noticed.push(await isNoticed(one, () => guest));
    expect(noticed).toContain(true);
    const isForGuests = !guest.by.includes('guest');
    if (!own || !isForGuests) return;
    const field = row.theirs && (access[row.type] as Rule<RequestType>).inOfOthers ? 'inOfOthers' : 'in';
    for (const kind of kinds)
      for (const role of ['member', 'owner'] as const) {
        const another = ({ [field]: was = own }: Rule<RequestType>) => ({
          [field]: { ...was, [kind]: flipped(was[kind], role) },
        });
        const calling = ({ callingMany }: Rule<RequestType>) => ({
          callingMany: { ...callingMany, guest: flipped(callingMany?.guest ?? [], role) },
        });
        // Where many are called, that is asked on top.
        const change = row.calls && kind === 'channel' ? calling : another;
        expect([kind, role, await isNoticed(row, change)]).toEqual([kind, role, true]);
      }
  });
});
