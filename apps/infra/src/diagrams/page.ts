import { fixedLines, type Template } from '../cost/fixed-prices';
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

const rowsOf = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
};

/** A stage and what it is made of. */
export type Stage = { stage: string; templates: readonly Template[] };

/** How many resources each stage has, and what is paid while nobody talks, by name. */
const stagesTable = (stages: readonly Stage[]): string => {
  const counts = stages.map(({ stage, templates }) => {
    const fixed = fixedLines(templates);
    const named = fixed.map(({ name, dollars }) => `${name.replace(/[0-9A-F]{8}$/, '')} $${dollars.toFixed(2)}`);
    return [
      stage,
      `${templates.length}`,
      `${resourcesOf(templates).all.length}`,
      `$${total(fixed).toFixed(2)}`,
      named.join(', ') || 'nothing',
    ];
  });
  return rowsOf(['stage', 'stacks', 'resources', 'a month at rest', 'for'], counts);
};

/** `docs/architecture.md` as it must be, by the templates. The charts are those of the first stage. */
export const architecturePage = (page: string, stages: readonly [Stage, ...Stage[]]): string => {
  const resources = resourcesOf(stages[0].templates);
  const charts = {
    'the way of a request': fenced(flowChart(resources.all, requestArrows(resources))),
    'what functions hold': fenced(flowChart(resources.all, dataArrows(resources))),
    'the stages': stagesTable(stages),
  };
  return Object.entries(charts).reduce((text, [name, chart]) => withBlock(text, name, chart), page);
};
