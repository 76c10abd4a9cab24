import type { Brief } from '../../brief/brief.ts';
import { lineText, type Place, placeAt, type SourceFile } from '../../core/diagnostics/source-file.ts';
import { compareText, groupBy } from '../../core/diagnostics/text-order.ts';
import { movedPeriod } from '../../dataset/moved-period.ts';
import { offsetTo } from '../../dataset/period-offset.ts';
import { parsePeriod, type Period } from '../../dataset/period.ts';

/** A line of a template or chart that names the period of an older edition, so that the next one prints it unchanged. */
export interface FixedPeriods {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly texts: readonly FixedText[];
}

/** A text with a period that is written out. */
export interface FixedText {
  readonly written: string;
  /** The same text with a period that is counted from that of the edition; undefined where none can stand. */
  readonly counted: string | undefined;
  /** The same text as the next edition would write it out. */
  readonly moved: string;
}

/**
 * The lines of a brief that name the period of an edition, or one that ends with it, although the next edition is on
 * another. What else such a line names is listed too; a line with other periods only, such as a base year, is meant so.
 */
export function fixedPeriods({ templates, partials, charts }: Brief, from: Period, to: Period): FixedPeriods[] {
  if (from.text === to.text) return [];
  const all = [...templates.values(), ...partials.flatMap((folder) => [...folder.values()])];
  const found = [
    ...[...new Set(all)].flatMap((file) => textsIn(file, CALL)),
    ...charts.flatMap((file) => textsIn(file, WHOLE)),
  ];
  const lines = groupBy(found, ({ place: { file, line } }) => `${file.path}:${line}`);
  return [...lines.values()]
    .filter((texts) => texts.some(({ text }) => periodsIn(text).some((period) => period.end === from.end)))
    .flatMap((texts) => lineOf(texts, from, to))
    .toSorted((a, b) => compareText(a.file, b.file) || a.line - b.line);
}

/** What may hold texts: the calls of a template, but not its comments, and all of a chart. */
const CALL = /\{\{(?!!)[^{}]*\}\}/g;
const WHOLE = /^[^]*$/g;

const TEXT = /"([^"\n]*)"|'([^'\n]*)'/g;

/** A period that is written out: alone, in an address, as an end of a range, or quoted in an expression of a chart. */
const PERIOD = /(?<=^|[@['"]|\.\.)\d{4}(?:\/\d{2}|-(?:S[12]|Q[1-4]|M\d{2}|\d{2}-\d{2}))?(?=$|[\]'"]|\.\.)/g;

interface Written {
  readonly text: string;
  readonly place: Place;
}

function textsIn(file: SourceFile, where: RegExp): Written[] {
  return [...file.text.matchAll(where)].flatMap(({ 0: part, index: start }) =>
    [...part.matchAll(TEXT)].flatMap(({ 0: quoted, 1: text = '', 2: other, index }): Written[] => {
      const own = other ?? text;
      if (periodsIn(own).length === 0) return [];
      const at = start + index + 1;
      return [{ text: own, place: placeAt(file, at, at + quoted.length - 2) }];
    }),
  );
}

function periodsIn(text: string): Period[] {
  return [...text.matchAll(PERIOD)].map(([period]) => parsePeriod(period)).filter((period) => period !== undefined);
}

function lineOf(texts: readonly Written[], from: Period, to: Period): FixedPeriods[] {
  const [first] = texts;
  if (!first) return [];
  const { file, line, column } = first.place;
  const isChart = file.path.endsWith('.json');
  // Only the data of a chart count periods; in a template, a range may stand where one period is wanted.
  const isCountable = (text: string): boolean =>
    isChart ? text.includes('@') || lineText(file, line).includes('"address"') : !text.includes('..');
  const distinct = [...new Set(texts.map(({ text }) => text))].map((text) => ({
    written: text,
    counted: isCountable(text) ? replaced(text, (period) => offsetTo(period, from)) : undefined,
    moved: replaced(text, (period) => movedPeriod(period, from, to)?.text) ?? text,
  }));
  return [{ file: file.path, line, column, texts: distinct }];
}

/** A text with each of its periods replaced; undefined if one cannot be. */
function replaced(text: string, by: (period: Period) => string | undefined): string | undefined {
  let isWhole = true;
  const next = text.replaceAll(PERIOD, (written) => {
    const period = parsePeriod(written);
    const other = period && by(period);
    isWhole &&= other !== undefined;
    return other ?? written;
  });
  return isWhole ? next : undefined;
}
