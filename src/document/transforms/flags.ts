import type { Node, Paragraph, Root } from 'mdast';
import { compareText, groupBy } from '../../core/diagnostics/text-order.ts';
import { worksOf } from '../../chart/worked-out.ts';
import { CORRECTED_MARK, type Flag, observationOf, type Value } from '../../figure/value.ts';
import { subjectsOf } from '../../figure/subject.ts';
import { loosenessOf } from '../../figure/looseness.ts';
import { isDotted } from '../../figure/trend.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import { withCapital } from '../../language/word-forms.ts';
import type { Context } from '../document-context.ts';
import type { Chart, Exhibit } from '../exhibit-nodes.ts';
import type { TrendNode } from '../inline-nodes.ts';
import type { DocumentContent } from '../nodes.ts';
import { childrenOf, nodesOf, plainText } from '../tree-walk.ts';
import { nameUnits } from './chart-units.ts';
import { MISSING_MARKS } from './tables.ts';

/** Flags that running text shows: the source printed something else, or should have. Tables and boxes show every flag. */
const SHOWN_IN_TEXT: ReadonlySet<Flag> = new Set<Flag>(['contradicted', 'corrected']);

/**
 * The marks of flags, raised after a figure: a letter where statistical offices have one for it. They are the same in
 * every locale; a legend explains them.
 */
export const FLAG_MARKS: Readonly<Record<Flag, string>> = {
  contradicted: '■',
  corrected: CORRECTED_MARK,
  derived: '○',
  estimated: 'e',
  forecast: 'f',
  provisional: 'p',
  revised: 'r',
  break: 'b',
  low_reliability: 'u',
};

/** The flags in the order in which their marks stand. */
export const FLAG_ORDER = Object.keys(FLAG_MARKS) as Flag[];

/** Flags that a chart shows by its drawing, of which its legend names no figures. */
const DRAWN: ReadonlySet<Flag> = new Set<Flag>(['provisional', 'forecast']);

/** Flags whose marks stand in charts themselves; of others the legend says without a mark. */
const MARKED: ReadonlySet<Flag> = new Set<Flag>(['contradicted', 'corrected']);

/** The most figures of a chart that a legend names for one flag. */
const MAX_NAMED = 6;

/**
 * Decides which flags each value shows, and adds a legend: to a table or box for its flags and missing figures, to a
 * chart for its hollow and broken marks (in the subtitle) and for the flags that it does not draw.
 */
export function flagsTransform(root: Root, context: Context): void {
  showIn(root, false);
  addLegends(root, context);
}

function showIn(node: Node, everyFlag: boolean): void {
  for (const child of childrenOf(node)) {
    if (child.type === 'value') {
      child.shown = inOrder(child.value.flags).filter((flag) => everyFlag || SHOWN_IN_TEXT.has(flag));
    }
    showIn(child, everyFlag || child.type === 'table' || child.type === 'box');
    if (child.type === 'table' || child.type === 'box') markBreaksOnce(child);
  }
}

/**
 * A series breaks once in a table, at its first figure: the year after its first quarter does not break it again. In a box,
 * which has no figure of before, none does.
 */
function markBreaksOnce(holder: Node): void {
  const nodes = nodesOf(holder, 'value').filter(({ shown }) => shown.includes('break'));
  const starts = new Set(holder.type === 'box' ? [] : seriesStarts(nodes.map(({ value }) => value)));
  for (const node of nodes) if (!starts.has(node.value)) node.shown = node.shown.filter((flag) => flag !== 'break');
}

/** Of figures that are flagged as a break, those of the shortest period, and those of which their source says so. */
function seriesStarts(values: readonly Value[]): Value[] {
  const series = (value: Value): string => {
    const { indicator, period } = observationOf(value) ?? {};
    return `${indicator?.id} ${period?.start}`;
  };
  const ends = [...groupBy(values, series)].map(([key, own]) => [key, own.map(endOf).sort(compareText)[0]] as const);
  const first = new Map(ends);
  return values.filter(
    (value) => observationOf(value)?.status.includes('break') || endOf(value) === first.get(series(value)),
  );
}

function endOf(value: Value): string {
  return observationOf(value)?.period.end ?? '';
}

function addLegends(node: Node, context: Context): void {
  if (node.type === 'exhibit' || !('children' in node)) return;
  const parent = node as { children: DocumentContent[] };
  parent.children = parent.children.flatMap((child) => {
    addLegends(child, context);
    if (child.type === 'exhibit' && child.body.type === 'chart') {
      nameWorks(child, child.body, context);
      nameUnits(child, child.body, context);
      nameScales(child, child.body, context);
      nameStatuses(child, child.body, context);
    }
    const legend = legendOf(child, context);
    if (!legend) return [child];
    if (child.type !== 'exhibit') return [child, legend];
    child.notes.push(legend.children);
    return [child];
  });
}

function legendOf(node: DocumentContent, context: Context): Paragraph | undefined {
  const holder = node.type === 'exhibit' ? node.body : node;
  if (holder.type === 'chart') {
    const [first = '', ...others] = undrawnIn(holder, context);
    return legendText(first === '' ? [] : [withCapital(first), ...others], context);
  }
  return holder.type === 'table' || holder.type === 'box' ? legendText(shownIn(holder, context), context) : undefined;
}

function legendText(entries: readonly string[], { options: { locale } }: Context): Paragraph | undefined {
  if (entries.length === 0) return undefined;
  const value = entries.join(words(locale).separator);
  return { type: 'paragraph', children: [{ type: 'text', value }], data: { legend: true } };
}

/** Explanations of the marks in a table or box. */
function shownIn(holder: Node, { options: { locale } }: Context): string[] {
  const { missing } = words(locale);
  const shown = new Set(nodesOf(holder, 'value').flatMap((node) => node.shown));
  const typed = new Set(nodesOf(holder, 'tableCell').map(({ children }) => plainText(children)));
  const marks = MISSING_MARKS.filter((mark) => typed.has(mark));
  const explained = [
    ...FLAG_ORDER.filter((flag) => shown.has(flag)).map((flag) => flagLegend(flag, locale)),
    ...marks.map((mark) => marked(mark, missing[mark])),
  ];
  const drawn = trendMarks(nodesOf(holder, 'trend'), locale);
  return explained.length > 0
    ? [...explained, ...drawn]
    : drawn.map((text, at) => (at === 0 ? withCapital(text) : text));
}

/** The mark of a flag and what it means, as every legend says it. */
export function flagLegend(flag: Flag, locale: LocaleId): string {
  return marked(flagText([flag]), words(locale).flag[flag]);
}

/** A mark and what it means: no line breaks between them. */
function marked(mark: string, meaning: string): string {
  return `${mark}\u00A0${meaning}`;
}

/** Explanations of dotted parts and hollow dots of trend lines. */
function trendMarks(nodes: readonly TrendNode[], locale: LocaleId): string[] {
  const { drawn } = words(locale);
  const bounds = nodes.flatMap(({ trend }) => trend.points.filter((value) => value && loosenessOf(value) === 'bound'));
  return [
    ...(nodes.some(({ trend }) => isDotted(trend)) ? [drawn.dotted] : []),
    ...boundMarks(
      bounds.filter((value) => !value?.flags.includes('forecast')),
      drawn.bound,
    ),
    ...boundMarks(
      bounds.filter((value) => value?.flags.includes('forecast')),
      drawn.expected,
    ),
  ];
}

function boundMarks(bounds: readonly (Value | undefined)[], { low, high }: Record<'low' | 'high', string>): string[] {
  return [
    ...(bounds.some((value) => value?.interval.low) ? [low] : []),
    ...(bounds.some((value) => value?.interval.high) ? [high] : []),
  ];
}

/**
 * Says at the end of a subtitle, where the drawing is explained, what the hollow and broken marks of a chart mean: where it
 * is two things, of which year which. And of which figures no mark shows that they are forecasts, provisional or worked out.
 */
function nameStatuses({ subtitle }: Exhibit, { rendered }: Chart, { options: { locale } }: Context): void {
  const { flag: names, drawn, colon, comma, separator, open, close } = words(locale);
  const drawings = [rendered.statuses, rendered.narrow?.statuses].filter((one) => one !== undefined);
  const reasons = new Set(drawings.flatMap(({ hollow }) => hollow));
  const years = rendered.statuses?.hollowYears ?? {};
  const apart = years.provisional !== years.derived && reasons.has('provisional') && reasons.has('derived');
  const inYear = (name: string, year?: number): string => (apart && year ? drawn.inYear(name, year) : name);
  const meanings = [
    ...(reasons.has('provisional') ? [inYear(names.provisional, years.provisional)] : []),
    ...(reasons.has('derived') ? [inYear(drawn.derived, years.derived)] : []),
    ...(['floor', 'ceiling'] as const).flatMap((bound) => (reasons.has(bound) ? [drawn.limits[bound]] : [])),
  ];
  const broken = reasons.has('forecast') ? drawn.broken : drawings.some(({ isDashed }) => isDashed) && drawn.dashed;
  const unmarked = drawings
    .flatMap((one) => one.unmarked)
    .map(({ flag, when }) => {
      const name = flag === 'derived' ? drawn.derived : names[flag];
      return when === '' ? name : name + open + when + close;
    });
  const entries = [
    ...(meanings.length > 0 ? [drawn.hollow + colon + meanings.join(apart ? comma : ' / ')] : []),
    ...(broken ? [broken + colon + names.forecast] : []),
    ...[...new Set(unmarked)].filter((one) => !meanings.includes(one)),
  ];
  const [first = '', ...others] = entries;
  if (first === '') return;
  const value =
    subtitle.length > 0 ? separator + entries.join(separator) : [withCapital(first), ...others].join(separator);
  subtitle.push({ type: 'text', value });
}

/** Says at the end of a subtitle what a chart works out of figures, unless its author says it. */
function nameWorks({ title, subtitle }: Exhibit, { values }: Chart, { options: { dataset, locale } }: Context): void {
  if (!dataset) return;
  const written = plainText([...title, ...subtitle]).toLowerCase();
  const { separator } = words(locale);
  for (const work of worksOf(values, { dataset, locale })) {
    if (written.includes(work.toLowerCase())) continue;
    const text = subtitle.length > 0 ? separator + work : withCapital(work);
    subtitle.push({ type: 'text', value: text });
  }
}

/** Says at the end of a subtitle what a reader must know of the scales of a chart, unless a part of it says so in these words. */
function nameScales({ title, subtitle }: Exhibit, { rendered }: Chart, { options: { locale } }: Context): void {
  const { drawn, separator } = words(locale);
  const parts = plainText(subtitle).split(separator.trim());
  const written = new Set(parts.map((part) => part.trim().toLowerCase()));
  const above = plainText([...title, ...subtitle]).toLowerCase();
  const drawings = [rendered, rendered.narrow].filter((one) => one !== undefined);
  const scales = drawings.flatMap((one) => (one.scales ?? []).map((note) => drawn.scales[note]));
  // a title may name the period that a note says
  const notes = drawings.flatMap((one) => one.notes ?? []).filter((note) => !above.includes(note.toLowerCase()));
  const missing = [...new Set([...scales, ...notes])].filter((text) => !written.has(text.toLowerCase()));
  if (missing.length === 0) return;
  const value = (subtitle.length > 0 ? separator : '') + missing.join(separator);
  subtitle.push({ type: 'text', value });
}

/** Explanations of the flags of a chart that it does not draw, with the figures. */
function undrawnIn({ values, rendered }: Chart, { options: { dataset, locale } }: Context): string[] {
  const { flag: names, colon } = words(locale);
  const hollow = new Set<string>(rendered.statuses?.hollow);
  return FLAG_ORDER.filter((flag) => !DRAWN.has(flag) && !hollow.has(flag)).flatMap((flag) => {
    const all = values.filter(({ flags }) => flags.includes(flag));
    const flagged = flag === 'break' ? seriesStarts(all) : all;
    if (flagged.length === 0) return [];
    const subjects = dataset && flagged.length <= MAX_NAMED ? subjectsOf(flagged, { dataset, locale }) : '';
    const named = subjects === '' ? '' : colon + subjects;
    const meaning = names[flag] + named;
    return [MARKED.has(flag) ? marked(flagText([flag]), meaning) : meaning];
  });
}

/** Flags in the order in which all outputs print them. */
export function inOrder(flags: readonly Flag[]): Flag[] {
  return FLAG_ORDER.filter((flag) => flags.includes(flag));
}

/** Flags as they are printed after a figure: `◆`, `f, p`. */
export function flagText(flags: readonly Flag[]): string {
  return flags.map((flag) => FLAG_MARKS[flag]).join(', ');
}
