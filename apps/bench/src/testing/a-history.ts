import type { Entry, KnownEntry, RefusalCode, RequestType } from '@parley/protocol';
import { historyOf } from '../history/history';
import type { Asked, Kind, Of, Recorded, Shown } from '../history/record';

export const general = `c-${'0'.repeat(31)}1`;
const at = 1_767_225_600_000;

type Change = {
  [K in KnownEntry['kind']]: Pick<Extract<KnownEntry, { kind: K }>, 'kind' | 'body'>;
}[KnownEntry['kind']];
type Line = Change & { author: string; key?: string };

/** A log of these lines, numbered as a log is; each key is its author's and its place, where none is given. */
export const aLog = (...lines: Line[]): Entry[] => {
  let [n, m] = [0, 0];
  return lines.map((line, i): Entry => {
    const seq = i + 1;
    if (line.kind === 'message.posted') n += 1;
    const entry = { key: `${line.author}-${seq}`, ...line, seq, at: at + seq, n, m };
    if (/^(conversation\.created|members\.added|member\.)/.test(line.kind)) m = seq;
    return entry;
  });
};

export const created = (...people: string[]): Line => ({
  ...{ author: people[0] ?? 'ana', kind: 'conversation.created' as const },
  body: { kind: 'channel' as const, people },
});
export const said = (
  author: string,
  text = 'hi',
  body: Partial<Extract<Change, { kind: 'message.posted' }>['body']> = {},
): Line => ({
  ...{ author, kind: 'message.posted' as const, body: { text, ...body } },
});
export const left = (author: string): Line => ({ author, kind: 'member.left', body: {} });
export const removed = (author: string, personId: string): Line => ({
  author,
  kind: 'member.removed',
  body: { personId },
});
export const banned = (author: string, personId: string): Line => ({
  author,
  kind: 'member.banned',
  body: { personId },
});
export const unbanned = (author: string, personId: string): Line => ({
  author,
  kind: 'member.unbanned',
  body: { personId },
});
export const added = (author: string, ...people: string[]): Line => ({
  author,
  kind: 'members.added',
  body: { people },
});

/** A history told step by step; a device's name is its person's name and a letter, as in `ana-1`. */
export const aHistory = () => {
  const records: Recorded[] = [];
  let [ops, passed] = [0, 0];
  const personOf = (device: string) => device.split('-')[0] ?? device;
  const record = <K extends Kind>(is: K, fields: object) =>
    void records.push({ is, step: records.length + 1, at: at + passed, ...fields } as unknown as Of<K>);
  const history = {
    /** A request leaves; the answer is its number. */
    asks: (device: string, type: RequestType, asked: Asked): number => {
      ops += 1;
      record('asked', {
        op: ops,
        device,
        person: personOf(device),
        type,
        asked: { conversationId: general, ...asked },
      });
      return ops;
    },
    answers: (op: number, answer: { entry?: Entry | undefined; entries?: Entry[]; head?: number; listed?: string[] }) =>
      record('answered', { op, ...answer }),
    refuses: (op: number, code: RefusalCode) => record('refused', { op, code }),
    pushes: (device: string, ...entries: (Entry | undefined)[]) =>
      record('pushed', { device, person: personOf(device), conversationId: general, entries }),
    writes: (device: string, key: string, nth = records.length) =>
      record('written', { device, person: personOf(device), conversationId: general, key, text: key, nth }),
    givesUp: (device: string, key: string, code = 'not_a_member') => record('given-up', { device, key, code }),
    sendsAgain: (device: string, was: string, key: string) => record('rekeyed', { device, key, was }),
    /** What a device shows at the end. */
    rests: (
      device: string,
      shown: Partial<Shown>[],
      more: { status?: string; unsent?: { key: string; state: string }[] } = {},
    ) =>
      record('rest', {
        ...{ device, person: personOf(device), status: more.status ?? 'online' },
        unsent: (more.unsent ?? []).map((one) => ({ conversationId: general, ...one })),
        shown: shown.map((one) => ({
          ...{ conversationId: general, isOpen: true, first: 1, last: 1, isStale: false },
          ...{ unread: 0, mentions: 0, read: 1, rev: 1, messages: {}, ...one },
        })),
      }),
    /** Time goes by. */
    passes: (ms: number) => void (passed += ms),
    suspends: (person: string) => record('suspended', { person }),
    reinstates: (person: string) => record('reinstated', { person }),
    ends: (log: Entry[]) => void records.push({ is: 'log', conversationId: general, entries: log }),
    records,
    history: () => historyOf(records),
  };
  return history;
};
