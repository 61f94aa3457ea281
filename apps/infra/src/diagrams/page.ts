import { fixedLines, type Template } from '../cost/fixed-prices';
import { prices } from '../cost/price-table';
import { total } from '../cost/serverless-bill';
import { dataArrows, requestArrows } from './arrows';
import { flowChart } from './mermaid';
import { resourcesOf } from './resources';

const block = (name: string) =>
  new RegExp(`(<!-- ${name}: npm run diagrams -->\\n)[\\s\\S]*?(<!-- end of ${name} -->)`);

/** The page with a generated block put in anew. Throws where the page has no place for it. */
export const withBlock = (page: string, name: string, text: string): string => {
  if (!block(name).test(page)) throw new Error(`The page has no place for "${name}".`);
  return page.replace(block(name), (_, begin: string, end: string) => `${begin}\n${text}\n\n${end}`);
};

const fenced = (chart: string): string => `\`\`\`mermaid\n${chart}\n\`\`\``;

/** A table in Markdown, laid out as Prettier does. */
export const rowsOf = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
};

/** A stage and what it is made of. */
export type Stage = { stage: string; templates: readonly Template[] };

const money = (dollars: number): string => `$${dollars.toFixed(2)}`;

/** How many resources each stage has. */
const stagesTable = (stages: readonly Stage[]): string =>
  rowsOf(
    ['stage', 'stacks', 'resources', 'a month at rest'],
    stages.map(({ stage, templates }) => [
      ...[stage, `${templates.length}`, `${resourcesOf(templates).all.length}`],
      money(total(fixedLines(templates))),
    ]),
  );

/** A name that each stage has; what is named after the stage alone is its firewall. */
const withoutStage = (name: string, stage: string): string =>
  name === `parley-${stage}` ? 'firewall' : name.replace(`parley-${stage}-`, '');

/** What is paid while nobody talks: a row for each thing, a column for each stage. */
const fixedTable = (stages: readonly Stage[]): string => {
  const priced = stages.map(({ stage, templates }) => ({
    stage,
    lines: fixedLines(templates).map(({ name, what, quantity, dollars }) => ({
      thing: `${withoutStage(name, stage)}, ${quantity} ${prices[what].unit}`,
      dollars,
    })),
  }));
  const things = [...new Set(priced.flatMap(({ lines }) => lines.map(({ thing }) => thing)))].sort();
  const cell = (lines: { thing: string; dollars: number }[], thing: string): string => {
    const found = lines.filter((line) => line.thing === thing);
    return found.length === 0 ? '' : money(total(found));
  };
  return rowsOf(
    ['', ...priced.map(({ stage }) => stage)],
    things.map((thing) => [thing, ...priced.map(({ lines }) => cell(lines, thing))]),
  );
};

/** `docs/architecture.md` as it must be, by the templates. The charts are those of the last stage, which has most. */
export const architecturePage = (page: string, stages: readonly Stage[]): string => {
  const resources = resourcesOf(stages.at(-1)?.templates ?? []);
  const charts = {
    'the way of a request': fenced(flowChart(resources.all, requestArrows(resources))),
    'what functions hold': fenced(flowChart(resources.all, dataArrows(resources))),
    'the stages': stagesTable(stages),
    'fixed prices': fixedTable(stages),
  };
  return Object.entries(charts).reduce((text, [name, chart]) => withBlock(text, name, chart), page);
};
