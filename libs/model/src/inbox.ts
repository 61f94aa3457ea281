import { program, type Actor } from './actor';
import type { Holds } from './rules';
import { inOrder, type InboxRow, type World } from './world';

/**
 * A change of the person's own row, as one device asks for it. `standing` has the `rev` of the row on the device at that
 * time. A reading that was told again names the `rev` that was seen when it was read, too.
 */
export const marking = (holds: Holds, name: string, to: number, how: 'read' | 'unread'): Actor =>
  program(name, {
    sent: {
      [how === 'read' ? `moves the marker on to ${to}` : `takes the marker back to ${to}`]: (world) => {
        const { marker, rev, backRev } = world.inbox;
        const { [name]: seen = 0 } = world.standing;
        const isOvertaken = holds('LOG-8/seen') && backRev > seen;
        const isMine =
          how === 'read'
            ? (to > marker || !holds('SYNC-7/forward')) && !isOvertaken
            : !holds('LOG-8/unread') || rev === seen;
        const answer = (row: InboxRow) => {
          world.rowAnswers = inOrder({ ...world.rowAnswers, [name]: row });
          return 'done';
        };
        if (!isMine) return answer({ marker, rev });
        world.inbox = { marker: to, rev: rev + 1, backRev: how === 'read' ? backRev : rev + 1 };
        const pushed = Object.keys(world.copies).map((device) => `${device}:${to}:${rev + 1}`);
        world.rowPushes = [...world.rowPushes, ...pushed].sort();
        return answer({ marker: to, rev: rev + 1 });
      },
    },
  });

/** Sends a change of the row: what the person means from now on. */
export const mark = (world: World, name: string, device: string, to: number): void => {
  world.standing[name] = world.copies[device]?.rev ?? 0;
  world.meant = to;
  world.at[name] = 'sent';
};

/** The answer to a change of the row is heard on its device; an older row than is held there is dropped (SYNC-7). */
export const hearsAnswer = (world: World, name: string, device: string): void => {
  const answer = world.rowAnswers[name];
  if (answer && answer.rev > (world.copies[device]?.rev ?? 0)) world.copies[device] = answer;
};

/** Rows that are pushed arrive in any order or never; an older `rev` is dropped (SYNC-7). */
export const rowNetwork =
  (holds: Holds): Actor =>
  ({ rowPushes }) =>
    [...new Set(rowPushes)].flatMap((push) => {
      const [device = '', marker = '', rev = ''] = push.split(':');
      const taken = (world: World): boolean => {
        world.rowPushes.splice(world.rowPushes.indexOf(push), 1);
        return true;
      };
      return [
        {
          name: `the row of rev ${rev} reaches ${device}`,
          happens: (world: World) => {
            const held = world.copies[device]?.rev ?? 0;
            if (Number(rev) > held || !holds('SYNC-7/rev'))
              world.copies[device] = { marker: Number(marker), rev: Number(rev) };
            return taken(world);
          },
        },
        {
          name: `the row of rev ${rev} to ${device} is lost`,
          happens: (world: World) => {
            const left = world.may['a row is lost'] ?? 0;
            world.may['a row is lost'] = Math.max(0, left - 1);
            return left > 0 && taken(world);
          },
        },
      ];
    });

/** The last ping of a device, once all is quiet: it compares a digest of the inbox, and fetches what differs (SYNC-7). */
export const digesting = (holds: Holds, device: string): Actor =>
  program(`the digest of ${device}`, {
    due: {
      'is compared': (world) => {
        const isQuiet = world.rowPushes.length === 0 && !Object.values(world.at).includes('sent');
        if (!isQuiet || (world.at[world.reader] ?? 'done') !== 'done') return null;
        const { marker, rev } = world.inbox;
        if (holds('SYNC-7/digest')) world.copies[device] = { marker, rev };
        return 'done';
      },
    },
  });

const ladder = ['sent', 'delivered', 'read'];

/** Receipts under way to the author's devices, in any order: what is shown only climbs (SYNC-5). */
export const receiptNetwork =
  (holds: Holds): Actor =>
  ({ receipts }) =>
    receipts.map((receipt) => ({
      name: `"${receipt.split(':')[1]}" reaches ${receipt.split(':')[0]}`,
      happens: (world: World) => {
        const [device = '', state = ''] = receipt.split(':');
        world.receipts = world.receipts.filter((one) => one !== receipt);
        const climbs = ladder.indexOf(state) > ladder.indexOf(world.delivery[device] ?? 'sent');
        if (climbs || !holds('SYNC-5')) world.delivery[device] = state;
        return true;
      },
    }));
