import { printable } from '../../core/diagnostics/diagnostic.ts';
import { parseOffset, periodAt } from '../../dataset/period-offset.ts';
import { isLikePeriod, type Period, periodYearEarlier, yearsBetween } from '../../dataset/period.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import type { GuessedIndicator } from './indicator-guess.ts';
import type { GuessedMeasure } from './measure-guess.ts';
import type { NewFile } from './new-file.ts';

/** What the brief of a table is made from. */
interface BriefFacts {
  readonly id: string;
  /** Without quotes. */
  readonly title: string;
  readonly language: LocaleId;
  readonly tables: readonly BriefTable[];
  readonly newest: Period;
}

/** A row as a brief shows it. */
export interface BriefIndicator extends GuessedIndicator {
  /** Whether all its figures are above zero. */
  readonly isPositive: boolean;
  /** How many of the periods of its table have a figure, and whether the newest has. */
  readonly figures: number;
  readonly isCurrent: boolean;
}

/** A table as a brief shows it. */
export interface BriefTable {
  /** What it is called, without quotes; empty if nothing names it. */
  readonly name: string;
  readonly indicators: readonly BriefIndicator[];
  /** The id of the one that is called the total. */
  readonly total: string | undefined;
  /** Rows that are measures of others. */
  readonly measures: readonly GuessedMeasure[];
  /** Periods of one kind, oldest first. */
  readonly periods: readonly Period[];
}

/** A period in the id of an edition, and in that of its release: `2025-q1`. */
export function periodId({ text }: Period): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** How much of a table a first brief shows. */
const SHOWN = { box: 6, tables: 8, rows: 30, years: 6, columns: 5, points: 40 };

/** A brief of a table: headline box, chart, table and sources. */
export function briefFiles(facts: BriefFacts): readonly NewFile[] {
  const { id, title, language, newest } = facts;
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
  ];
}

function template(facts: BriefFacts): string {
  const { language, tables, newest } = facts;
  const said = words(language).project;
  const [first] = tables.flatMap(leading);
  if (!first) return '';
  const sentences = tables.slice(0, SHOWN.tables).flatMap((table) => sentenceOf(table, facts));
  return [
    '# {{brief.title}}, {{edition.period}} {#top}',
    '',
    ...sentences.slice(0, 1),
    `- **${said.whose}** {{edition.source}}, {{edition.released}}`,
    `- **${said.writer}** {{edition.publisher}}`,
    '',
    ':::box{#headline}',
    ...headline(facts)
      .flatMap((lines) => lines.concat(''))
      .slice(0, -1),
    ':::',
    '',
    ...course(facts),
    `## ${said.all} {#all}`,
    '',
    ...sentences.slice(1),
    ...sizes(facts),
    ...tables.slice(0, SHOWN.tables).flatMap((table, index) => exhibit(table, index, facts)),
    `### ${said.sources} {#sources}`,
    '',
    '::sources',
    '',
  ]
    .map((line) => printable(line))
    .join('\n')
    .replaceAll('{{edition.period}}', newest.kind === 'span' ? '{{edition.release}}' : '{{edition.period}}');
}

/** The leading figure of a table, with its change on a year earlier where the next editions can have one. */
function sentenceOf(table: BriefTable, facts: BriefFacts): readonly string[] {
  const [first] = leading(table);
  if (!first) return [];
  const { missing, project, isSpaced } = words(facts.language);
  const change = changeOf(first, table, facts);
  const { now, before, label } = addressesOf(first, table, facts);
  const value = `${label}: {{#if (has "${now}")}}{{value "${now}"}}`;
  const end = `{{else}}${missing.x}{{/if}}${isSpaced ? '.' : '。'}`;
  if (change === undefined) return [`${value}${end}`, ''];
  const said = `, ${project.onYearEarlier(change)}`;
  const moves = `{{#if (has "${before}")}}${movesIf(now, before, said)}{{/if}}`;
  return [`${value}${moves}${end}`, ''];
}

/** What is printed where the digits of a figure tell that it rose or fell on a year earlier. */
function movesIf(now: string, before: string, text: string): string {
  const isSure = (way: 'above' | 'below'): string => `(${way} "${now}" "${before}")`;
  return `{{#if ${isSure('above')}}}${text}{{else if ${isSure('below')}}}${text}{{/if}}`;
}

/** The newest figure of a row and that a year earlier: of a table of years in a brief by quarter, those of the year. */
function addressesOf(
  { id }: BriefIndicator,
  { periods }: BriefTable,
  { newest }: BriefFacts,
): { readonly now: string; readonly before: string; readonly label: string } {
  const own = periods.at(-1) ?? newest;
  const [offset = '0', earlier = '-1'] = offsetsFrom(newest, [own, periodYearEarlier(own)]);
  // what is not of the period of the brief says its own
  const label = `{{label "${id}"}}${offset === '0' ? '' : `, {{period "${id}@${offset}"}}`}`;
  return { now: offset === '0' ? id : `${id}@${offset}`, before: `${id}@${earlier}`, label };
}

/** A call that works out the change on a year earlier; undefined where that is not among the periods, or no ratio can be taken. */
function changeOf(one: BriefIndicator, table: BriefTable, facts: BriefFacts): string | undefined {
  const earlier = periodYearEarlier(table.periods.at(-1) ?? facts.newest).text;
  if (!one.isPositive || !table.periods.some(({ text }) => text === earlier)) return undefined;
  const { now, before } = addressesOf(one, table, facts);
  return `(${one.unit === '%' ? 'minus' : 'increase'} "${now}" "${before}" digits=1)`;
}

/** The leading figures of all tables, those of each table in turn. */
function headline(facts: BriefFacts): readonly (readonly string[])[] {
  const { tables } = facts;
  const turns = Math.max(...tables.map(({ indicators }) => indicators.length));
  const shown = Array.from({ length: turns }, (_, turn) =>
    tables.flatMap((table) =>
      leading(table)
        .slice(turn, turn + 1)
        .map((one) => ({ one, table })),
    ),
  )
    .flat()
    .slice(0, SHOWN.box);
  return shown.map(({ one, table }) => headlineItem(one, table, facts));
}

/** A headline figure with its change on a year earlier and its course. */
function headlineItem(one: BriefIndicator, table: BriefTable, facts: BriefFacts): readonly string[] {
  const { id } = one;
  const { missing } = words(facts.language);
  const change = changeOf(one, table, facts);
  const { now, before, label } = addressesOf(one, table, facts);
  const like = table.periods.filter(({ kind }) => kind === table.periods.at(-1)?.kind).slice(-SHOWN.points);
  const range = addressOf(id, facts.newest, like);
  const lines = [
    `{{#if (has "${now}")}}{{value "${now}" style="short"}}{{else}}${missing.x}{{/if}}`,
    change && `{{#if (has "${now}" "${before}")}}{{${change.slice(1, -1)} sign=true}}{{/if}}`,
    typeof range === 'string' && like.length > 2 ? `{{trend "${range}"}}` : undefined,
  ].filter((line) => line !== undefined);
  return [`- ${label}`].concat(lines.flatMap((line) => ['', `  ${line}`]));
}

/** Figures that a line needs, and rows that bars compare. */
const LEAST_POINTS = 3;
const BARS = { least: 3, most: 20 } as const;

/** A line of the leading figure of the first table. */
function course({ tables, language, newest }: BriefFacts): readonly string[] {
  const [table] = tables;
  const shown = table?.periods.slice(-SHOWN.points) ?? [];
  const one = table && leading(table).find(({ figures }) => figures >= LEAST_POINTS);
  if (!one || shown.length < LEAST_POINTS) return [];
  const exhibit = chartExhibit({
    id: 'fig-course',
    title: words(language).project.course,
    subtitle: `{{label "${one.id}"}}${unitSaid(one)}`,
    line: `kind="line" of="${isUsual(newest, shown) ? one.id : [addressOf(one.id, newest, shown)].flat().join(' ')}"`,
  });
  return [`## {{label "${one.id}"}} {#course}`, '', ...exhibit];
}

/** Whether periods are those that a line draws where none are written: up to that of the edition, from nine years before. */
function isUsual(newest: Period, periods: readonly Period[]): boolean {
  const isOfYears = newest.kind === 'year' || newest.kind === 'split year';
  const isStep = isOfYears || !periods.every((period) => isLikePeriod(newest, period));
  return (
    isStep &&
    ['year', 'split year', 'half', 'quarter', 'month'].includes(newest.kind) &&
    periods.at(-1)?.text === newest.text &&
    periods.every((period) => period.kind === newest.kind && yearsBetween(period, newest) <= 9)
  );
}

/** Bars of the newest figures of the first table. An edition that lacks one of them has no such chart. */
function sizes({ tables, language, newest }: BriefFacts): readonly string[] {
  const [table] = tables;
  const { total, periods = [], indicators = [] } = table ?? {};
  const parts = indicators.filter(({ id }) => id !== total);
  const [first] = parts;
  const isAlike = parts.every(
    ({ unit, isCurrent, row }) => unit === first?.unit && row.group === first?.row.group && isCurrent,
  );
  if (!first || !isAlike || parts.length < BARS.least || parts.length > BARS.most) return [];
  const [offset = '0'] = offsetsFrom(newest, periods.slice(-1));
  const addresses = parts.map(({ id }) => (offset === '0' ? id : `${id}@${offset}`));
  const exhibit = chartExhibit({
    id: 'fig-sizes',
    title: words(language).project.sizes,
    subtitle: `{{period "${offset}"}}${unitSaid(first)}`,
    line: `kind="bar" of="${addresses.join(' ')}"`,
  });
  return [`{{#if (has ${addresses.map((address) => `"${address}"`).join(' ')})}}`, ...exhibit, '{{/if}}', ''];
}

interface ChartExhibit {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly line: string;
}

function chartExhibit({ id, title, subtitle, line }: ChartExhibit): readonly string[] {
  return [`:::exhibit{#${id}}`, title, '', subtitle, '', `::chart{${line}}`, '', '{{sourcesOf "exhibit"}}.', ':::', ''];
}

function unitSaid({ unit }: BriefIndicator): string {
  return isCount(unit) ? '' : ', {{unit "exhibit"}}';
}

/** The figures of a table, that of its total first. */
function leading({ indicators, total }: BriefTable): readonly BriefIndicator[] {
  return indicators.toSorted((a, b) => Number(b.id === total) - Number(a.id === total));
}

function isCount(unit: string | undefined): boolean {
  return unit === undefined || unit === 'count';
}

/** The figures of a table. A unit that all of them share stands above them. */
function exhibit(
  { name, indicators, measures, periods }: BriefTable,
  index: number,
  { language, newest }: BriefFacts,
): readonly string[] {
  const said = words(language).project;
  const columns = offsetsFrom(newest, periods).slice(periods[0]?.kind === 'year' ? -SHOWN.years : -SHOWN.columns);
  const [first] = indicators;
  // what the title says need not be said in each row
  const isNamed = (label: string): boolean => name !== '' && label.startsWith(`${name}: `);
  const isOne = measures.length === 0 && indicators.every(({ unit }) => unit === first?.unit);
  const rows = indicators.slice(0, SHOWN.rows).map(({ id, unit, label: named, row }) => {
    const label = `${isNamed(named) && isPlain(row.label) ? row.label : `{{label "${id}"}}`}${isOne || isCount(unit) ? '' : `, {{unit "${id}" style="short"}}`}`;
    return `| ${label} | ${columns.map((offset) => `{{cell "${id}@${offset}"}}`).join(' | ')} |`;
  });
  const worked = measures
    .filter(({ row, base }) => isPlain(row.label) && base === undefined)
    .map(({ row, measure, of, whole }) => {
      const address = `${of.id}:${measure}${whole ? `[${whole.id}]` : ''}`;
      const unit = row.unit === '%' ? ', %' : '';
      return `| ${row.label}${unit} | ${columns.map((offset) => `{{cell "${address}@${offset}"}}`).join(' | ')} |`;
    });
  const shared = isOne && first && !isCount(first.unit) ? `{{unit "${first.id}"}}, ` : '';
  const ends = [...new Set([columns[0], columns.at(-1)])].map((offset) => `{{period "${offset}"}}`);
  return [
    `:::exhibit{#${index === 0 ? 'tab-all' : `tab-${index + 1}`} width="full"}`,
    isPlain(name) ? name : said.all,
    '',
    `${shared}${ends.join(periods[0]?.kind === 'year' ? '–' : ' – ')}`,
    '',
    `| ${said.name} | ${columns.map((offset) => `{{period "${offset}"}}`).join(' | ')} |`,
    `| :-- | ${columns.map(() => '--:').join(' | ')} |`,
    ...rows,
    ...worked,
    '',
    '{{sourcesOf "exhibit"}}.',
    ':::',
    '',
  ];
}

/** Whether a text has only letters: signs and digits of a spreadsheet would be Markdown, and numbers without a figure. */
function isPlain(text: string): boolean {
  return /^\p{L}[\p{L} ,’-]*$/u.test(text);
}

/** The figures of an indicator: as a range, in which some may be missing, where the periods can be counted as one. */
function addressOf(id: string, edition: Period, periods: readonly Period[]): string | readonly string[] {
  const offsets = offsetsFrom(edition, periods);
  const [first, last] = [offsets[0] ?? '', offsets.at(-1) ?? ''];
  const letters = new Set(offsets.filter((offset) => offset !== '0').map((offset) => offset.replace(/^-\d+/, '')));
  const isRange = first !== last && letters.size === 1 && periods[0]?.kind !== 'span';
  return isRange ? `${id}@${first}..${last}` : offsets.map((offset) => `${id}@${offset}`);
}

/**
 * Periods of a table as a template counts them from that of its edition, so that the next edition has the next ones: `-1`,
 * `-1Q`, `0`. One that cannot be counted stays as it is written.
 */
function offsetsFrom(edition: Period, periods: readonly Period[]): readonly string[] {
  const isYearly = periods.every((period) => isLikePeriod(edition, period));
  return periods.map((period) => offsetFrom(edition, period, isYearly));
}

/** Months in what an offset counts, with its letter. */
const COUNTED: Partial<Record<Period['kind'], readonly [letter: string, months: number]>> = {
  half: ['S', 6],
  quarter: ['Q', 3],
  month: ['M', 1],
};

function offsetFrom(edition: Period, period: Period, isYearly: boolean): string {
  if (period.text === edition.text) return '0';
  const years = yearsBetween(edition, period);
  const [letter, months] = COUNTED[period.kind] ?? ['', 12];
  const steps = Math.floor((monthOf(period) - monthOf(edition)) / months);
  const days = Math.round((Date.parse(period.end) - Date.parse(edition.end)) / DAY);
  const ways = [isYearly || letter === '' ? String(years) : `${steps}${letter}`, `${years}Y`, `${days}D`];
  const found = ways.find((way) => {
    const offset = parseOffset(way);
    return offset && periodAt(offset, edition)?.text === period.text;
  });
  return found ?? period.text;
}

const DAY = 86_400_000;

/** The last month of a period, counted from year 0. */
function monthOf({ end }: Period): number {
  return Number(end.slice(0, 4)) * 12 + Number(end.slice(5, 7));
}
