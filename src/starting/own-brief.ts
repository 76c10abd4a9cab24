import { printable } from '../core/diagnostics/diagnostic.ts';
import type { Period } from '../dataset/period.ts';
import { words } from '../locale/locales.ts';
import type { GuessedIndicator } from './indicator-guess.ts';
import type { NewFile } from './new-file.ts';
import { ownWords } from './own-words.ts';

/** What the brief of a table is made from. */
interface BriefFacts {
  readonly id: string;
  /** Without quotes. */
  readonly title: string;
  readonly language: string;
  readonly tables: readonly BriefTable[];
  readonly newest: Period;
}

/** A table as a brief shows it. */
interface BriefTable {
  /** What it is called, without quotes; empty if nothing names it. */
  readonly name: string;
  readonly indicators: readonly GuessedIndicator[];
  /** Periods of one kind, oldest first. */
  readonly periods: readonly Period[];
}

/** A period in the id of an edition, and in that of its release: `2025-q1`. */
export function periodId({ text }: Period): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** How much of a table a first brief shows. */
const SHOWN = { box: 4, tables: 8, rows: 30, columns: 4, labels: 5 };

/** A brief of a table: headline box, chart, table and sources. */
export function briefFiles(facts: BriefFacts): readonly NewFile[] {
  const { id, title, language, newest, tables } = facts;
  const periods = tables[0]?.periods ?? [];
  const folder = `templates/${id}`;
  const edition = periodId(newest);
  const brief = [
    '# yaml-language-server: $schema=../../node_modules/assay-briefs/templates/schema/brief.schema.json',
    `title: { ${language}: '${title}' }`,
    `dataset: ${id}`,
    `editions: [{ id: '${edition}', release: ${id}-${edition} }]`,
    `locales: [${language}]`,
    '',
  ];
  return [
    { path: `${folder}/brief.yaml`, text: brief.join('\n') },
    { path: `${folder}/brief.md.hbs`, text: template(facts) },
    ...(periods.length > 1 ? [{ path: `${folder}/charts/course.vl.json`, text: chart(facts) }] : []),
  ];
}

function template({ language, tables, newest }: BriefFacts): string {
  const said = ownWords(language);
  const { missing } = words(language);
  const [first] = tables.flatMap(({ indicators }) => indicators);
  const periods = tables[0]?.periods ?? [];
  if (!first) return '';
  const ofEach = Math.max(1, Math.floor(SHOWN.box / tables.length));
  const box = tables
    .flatMap(({ indicators }) => indicators.slice(0, ofEach))
    .slice(0, SHOWN.box)
    .flatMap(({ id }) => [
      `- {{label "${id}"}}`,
      '',
      `  {{#if (has "${id}")}}{{value "${id}" style="short"}}{{else}}${missing.x}{{/if}}`,
      '',
    ]);
  const course =
    periods.length > 1
      ? [
          `## {{label "${first.id}"}} {#course}`,
          '',
          ':::exhibit{#fig-course}',
          said.course,
          '',
          `{{label "${first.id}"}}`,
          '',
          '::chart{name="course"}',
          '',
          '{{sourcesOf "exhibit"}}.',
          ':::',
          '',
        ]
      : [];
  return [
    '# {{brief.title}}, {{edition.period}} {#top}',
    '',
    `{{label "${first.id}"}}: {{#if (has "${first.id}")}}{{value "${first.id}"}}{{else}}${missing.x}{{/if}}`,
    '',
    `- **${said.whose}** {{edition.source}}, {{edition.released}}`,
    `- **${said.writer}** {{edition.publisher}}`,
    '',
    ':::box{#headline}',
    ...box.slice(0, -1),
    ':::',
    '',
    ...course,
    `## ${said.all} {#all}`,
    '',
    ...tables.slice(0, SHOWN.tables).flatMap((table, index) => exhibit(table, index, language)),
    `### ${said.sources} {#sources}`,
    '',
    '::sources',
    '',
  ]
    .map((line) => printable(line))
    .join('\n')
    .replaceAll('{{edition.period}}', newest.kind === 'span' ? '{{edition.release}}' : '{{edition.period}}');
}

/** The figures of a table. */
function exhibit({ name, indicators, periods }: BriefTable, index: number, language: string): readonly string[] {
  const said = ownWords(language);
  const columns = periods.slice(-SHOWN.columns);
  const rows = indicators.slice(0, SHOWN.rows).map(({ id, unit }) => {
    const label = `{{label "${id}"}}${unit === undefined || unit === 'count' ? '' : `, {{unit "${id}" style="short"}}`}`;
    return `| ${label} | ${columns.map(({ text }) => `{{cell "${id}@${text}"}}`).join(' | ')} |`;
  });
  return [
    `:::exhibit{#${index === 0 ? 'tab-all' : `tab-${index + 1}`} width="full"}`,
    // Only letters: signs and digits of a spreadsheet would be Markdown, and numbers without a figure.
    /^\p{L}[\p{L} ,’-]*$/u.test(name) ? name : said.all,
    '',
    '{{edition.period}}',
    '',
    `| ${said.name} | ${columns.map(({ text }) => `{{period "${text}"}}`).join(' | ')} |`,
    `| :-- | ${columns.map(() => '--:').join(' | ')} |`,
    ...rows,
    '',
    '{{sourcesOf "exhibit"}}.',
    ':::',
    '',
  ];
}

/** The figures of an indicator in periods of one kind: as a range, in which some may be missing, unless they are spans. */
function addressOf(id: string, periods: readonly Period[]): string | readonly string[] {
  const [first, last] = [periods[0], periods[periods.length - 1]];
  if (first && last && first !== last && first.kind !== 'span') return `${id}@${first.text}..${last.text}`;
  return periods.map(({ text }) => `${id}@${text}`);
}

/** Bars of the first indicator, with a few periods named below them. */
function chart({ tables }: BriefFacts): string {
  const { indicators, periods } = tables[0] ?? { indicators: [], periods: [] };
  const shown = periods.slice(-40);
  const step = Math.ceil(shown.length / SHOWN.labels);
  const values = shown.filter((_, index) => index % step === 0).map(({ text }) => text);
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    data: { address: addressOf(indicators[0]?.id ?? '', shown) },
    height: 200,
    usermeta: { heights: [160, 320] },
    mark: 'bar',
    encoding: {
      x: { field: 'period', type: 'ordinal', sort: null, axis: { labelAngle: 0, values } },
      y: { field: 'value', type: 'quantitative' },
    },
  };
  return `${JSON.stringify(spec, undefined, 2)}\n`;
}
