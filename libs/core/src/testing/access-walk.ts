import { accessRows, type AccessRow, expectedOutcome } from './access-cases';
import {
  aScene,
  type Doors,
  doorNames,
  hasDoor,
  kinds,
  outcomeOf,
  type Rank,
  ranks,
  type Scene,
  type Standing,
  standings,
} from './access-cells';

const letters: Record<Standing, string> = { outsider: 'x', member: 'm', moderator: 'M', owner: 'O' };

/** Cells of one request and one rank, in eight letters: who in a direct conversation may, and who in a channel. */
const shortened = (allowed: readonly (readonly [Standing, boolean])[]): string => {
  if (allowed.every(([, may]) => may)) return 'all';
  if (!allowed.some(([, may]) => may)) return '–';
  const text = allowed.map(([standing, may]) => (may ? letters[standing] : '·')).join('');
  return `${text.slice(0, standings.length)} ${text.slice(standings.length)}`;
};

/** The table as people read it. */
const pageOf = (lines: readonly string[][], answers: number): string => {
  const heads = ['request', ...ranks];
  const widths = heads.map((head, column) => Math.max(head.length, ...lines.map((line) => line[column]?.length ?? 0)));
  const written = (texts: readonly string[]) =>
    `| ${texts.map((text, i) => text.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [
    '# Who may do what',
    '',
    'Written by `access-matrix.test.ts` from what both doors answered. A column is what somebody is in the workspace. In a',
    'cell, who may: in a direct conversation, then in a channel; `x` who is not in it, `m` its members, `M` its moderators,',
    '`O` its owners, `·` not; `all` of these, or `–` none.',
    '',
    written(heads),
    written(widths.map((width) => '-'.repeat(width))),
    ...lines.map(written),
    '',
    `${lines.length} requests × ${ranks.length} ranks × ${standings.length * kinds.length} standings, at each of their doors: ${answers} answers.`,
    '',
  ].join('\n');
};

/** What came out of one row: a text a rank, where it is not as the table says, and how often was asked. */
export type Walked = { wrong: string[]; line: string[]; answers: number };

/** Everything that the table is about, asked through these doors. */
export const accessWalk = async (doors: Doors) => {
  const scenes = new Map<string, Scene>();
  for (const kind of kinds)
    for (const standing of standings) scenes.set(`${kind} ${standing}`, await aScene(kind, standing));

  /** What a row's cells are, one text a rank, and where they are not as the table says. */
  const walk = async (row: AccessRow, among: readonly Rank[] = ranks): Promise<Walked> => {
    const [wrong, line]: [string[], string[]] = [[], []];
    let answers = 0;
    for (const rank of among) {
      const allowed: [Standing, boolean][] = [];
      for (const kind of kinds)
        for (const standing of standings) {
          const scene = scenes.get(`${kind} ${standing}`)!;
          const says = expectedOutcome(row, rank, kind, standing, scene.place);
          let may = false;
          for (const door of doorNames.filter((door) => hasDoor(row.type, door))) {
            const outcome = await outcomeOf(doors, scene, rank, door, row.type, row.body);
            answers += 1;
            may ||= outcome === 'ok';
            if (outcome !== says) wrong.push(`${rank}, ${standing}, ${kind}, ${door}: ${outcome}, not ${says}`);
          }
          allowed.push([standing, may]);
        }
      line.push(shortened(allowed));
    }
    return { wrong, line, answers };
  };

  const walks = new Map<AccessRow, Promise<Walked>>();
  /** The same of all ranks, done once. */
  const walked = (row: AccessRow): Promise<Walked> => {
    const known = walks.get(row) ?? walk(row);
    walks.set(row, known);
    return known;
  };

  /** The table as it came out, as `access-matrix.md` shows it. */
  const page = async (): Promise<string> => {
    const lines: string[][] = [];
    let answers = 0;
    for (const row of accessRows) {
      const { line, answers: given } = await walked(row);
      lines.push([row.name, ...line]);
      answers += given;
    }
    return pageOf(lines, answers);
  };
  return { walk, walked, page };
};
