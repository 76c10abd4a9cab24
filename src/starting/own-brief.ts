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
  readonly indicators: readonly GuessedIndicator[];
  /** Periods of one kind, oldest first. */
  readonly periods: readonly Period[];
  readonly newest: Period;
}

/** A period in the id of an edition, and in that of its release: `2025-q1`. */
export function periodId({ text }: Period): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** How much of a table a first brief shows. */
const SHOWN = { box: 4, rows: 30, columns: 4, labels: 5 };

/** A brief of a table: headline box, chart, table and sources. */
export function briefFiles(facts: BriefFacts): readonly NewFile[] {
  const { id, title, language, newest, periods } = facts;
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

function template({ language, indicators, periods, newest }: BriefFacts): string {
  const said = ownWords(language);
  const { missing } = words(language);
  const [first] = indicators;
  if (!first) return '';
  const columns = periods.slice(-SHOWN.columns);
  const box = indicators
    .slice(0, SHOWN.box)
    .flatMap(({ id }) => [
      `- {{label "${id}"}}`,
      '',
      `  {{#if (has "${id}")}}{{value "${id}" style="short"}}{{else}}${missing.x}{{/if}}`,
      '',
    ]);
  const rows = indicators.slice(0, SHOWN.rows).map(({ id, unit }) => {
    const name = `{{label "${id}"}}${unit === undefined || unit === 'count' ? '' : `, {{unit "${id}" style="short"}}`}`;
    return `| ${name} | ${columns.map(({ text }) => `{{cell "${id}@${text}"}}`).join(' | ')} |`;
  });
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
    ':::exhibit{#tab-all width="full"}',
    said.all,
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
    `### ${said.sources} {#sources}`,
    '',
    '::sources',
    '',
  ]
    .map((line) => printable(line))
    .join('\n')
    .replaceAll('{{edition.period}}', newest.kind === 'span' ? '{{edition.release}}' : '{{edition.period}}');
}

/** The figures of an indicator in periods of one kind: as a range, in which some may be missing, unless they are spans. */
function addressOf(id: string, periods: readonly Period[]): string | readonly string[] {
  const [first, last] = [periods[0], periods[periods.length - 1]];
  if (first && last && first !== last && first.kind !== 'span') return `${id}@${first.text}..${last.text}`;
  return periods.map(({ text }) => `${id}@${text}`);
}

/** Bars of the first indicator, with a few periods named below them. */
function chart({ indicators, periods }: BriefFacts): string {
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
