import type { Root } from 'mdast';
import type { Value } from '../../figure/value.ts';
import type { Section } from '../nodes.ts';
import { childrenOf, nodesOf } from '../tree-walk.ts';
import { periodsOf } from '../value-periods.ts';
import type { FigureAround, Line } from './around.ts';
import { textIn } from '../../dataset/localised.ts';
import { words } from '../../language/locales.ts';
import { indicatorsOf, isAlike, isOf, namesIn } from './labels.ts';
import {
  isKind,
  isLabel,
  type Label,
  type Part,
  partsOf,
  type Reader,
  type SaidPart,
  type Shown,
  textBefore,
  textOf,
} from './parts.ts';
import { PRINT } from './patterns.ts';
import { isApart, reportPeriod } from './periods.ts';
import { isOpen, periodsFor, withTypedPeriods } from './typed-periods.ts';

/** Calls `report` with each heading that is nothing but printed labels, where figures follow and none is of what it names. */
export function labelHeadings(root: Root, reader: Reader, report: (label: Label, shown: Shown) => void): void {
  for (const section of nodesOf(root, 'section')) {
    const parts = headingOf(section);
    const labels = parts.filter(isLabel);
    const label = labels.at(-1);
    if (!label || /\p{L}/u.test(wordsOf(parts))) continue;
    const shown = valuesIn(section).map((value) => ({ value }));
    const first = shown.find((one) => isAlike(label, one));
    if (first && !shown.some((one) => labels.some((other) => isOf(other, one, reader)))) report(label, first);
  }
}

function headingOf({ children }: Section): Part[] {
  const heading = children.find(({ type }) => type === 'heading');
  return heading ? partsOf(childrenOf(heading)) : [];
}

function valuesIn(section: Section): readonly Value[] {
  return [
    ...nodesOf(section, 'value').map(({ value }) => value),
    ...nodesOf(section, 'chart').flatMap(({ values }) => values),
  ];
}

/** Reports figures below a heading that is nothing but a period, `2024` or `In 2024`, which are of another time that nothing says. */
export function comparePeriodHeadings(root: Root, figures: readonly FigureAround[], reader: Reader): void {
  const { locale } = reader.context.options;
  for (const section of nodesOf(root, 'section')) {
    const heading = headingOf(section);
    const parts = withTypedPeriods(heading, locale);
    const periods = parts.filter((part) => isKind(part, 'period'));
    const [period] = periods;
    const isAlone = parts.every((part, at) => part.kind !== 'words' || isLead(parts, at, reader));
    if (!period || !isAlone) continue;
    const own = new Set(nodesOf(section, 'value'));
    const other = figures.find(
      ({ node, around }) =>
        own.has(node as never) &&
        isOutside(periods, node) &&
        !below(heading, around).some((line) => names(withTypedPeriods(line, locale), node, reader)),
    );
    if (other)
      reportPeriod(
        { ...period, place: other.node.value.place },
        `the figure ${other.node.text} is`,
        other.node,
        reader,
      );
  }
}

/** What stands between a heading and a figure: what is above the heading, it overrides. */
function below(heading: Line, around: readonly Line[]): readonly Line[] {
  const text = (part: Part): string => (part.kind === 'figure' ? PRINT : part.text);
  const isHeading = (line: Line): boolean => line.map(text).join('') === heading.map(text).join('');
  return around.slice(around.findIndex(isHeading) + 1);
}

/** Whether words do nothing but lead to a period or join it to the one before. */
function isLead(parts: readonly Part[], at: number, { lead, listed }: Reader): boolean {
  const text = textBefore(parts, at + 1);
  return !/\p{L}/u.test(text) || lead.exec(text)?.[0].trim() === text.trim() || listed.test(text);
}

function isOutside(periods: readonly SaidPart<'period'>[], shown: Shown): boolean {
  return periods.every((part) => periodsFor(part, shown).every((period) => isApart(period, shown)));
}

/** Whether a line says that a figure is of another time, or names its own. */
function names(line: readonly Part[], shown: Shown, { otherTime }: Reader): boolean {
  const { own } = periodsOf(shown.value);
  const periods = line.filter((part) => isKind(part, 'period'));
  return own.length === 0 || otherTime.test(textOf(line)) || periods.some((part) => !isOutside([part], shown));
}

/** The years that are typed in the title of an exhibit for its figures: `Births in 2020 and 2021`, and not `since 2019`. */
export function typedInTitle(texts: readonly Part[], reader: Reader): readonly SaidPart<'period'>[] {
  return saidOfFigures(texts, reader).filter(({ typed }) => typed !== undefined);
}

/** The periods in a title or heading that are those of the figures below it. */
function saidOfFigures(texts: readonly Part[], reader: Reader): readonly SaidPart<'period'>[] {
  const parts = withTypedPeriods(texts, reader.context.options.locale);
  const text = textOf(parts);
  if (reader.elsewhere.test(text) || reader.otherTime.test(text)) return [];
  return parts.filter((part, at): part is SaidPart<'period'> => {
    if (!isKind(part, 'period') || isOpen(part)) return false;
    const before = textBefore(parts, at);
    const isLed = /(?:^|[,，(（:：–—])\s*$/u.test(before) || reader.lead.test(before) || reader.listed.test(before);
    return (
      (isLed && /^\s*(?:$|[,，;:：)）.–—])/u.test(textBefore(parts, at + 2))) ||
      (isLed && reader.listed.test(textBefore(parts, at + 2)))
    );
  });
}

/** The year next to the name of what the figures below a heading are of: `Rides 2024`, 2024年骑行次数. */
function periodNextToName(
  heading: readonly Part[],
  figures: readonly Shown[],
  reader: Reader,
): readonly SaidPart<'period'>[] {
  const { locale } = reader.context.options;
  const parts = withTypedPeriods(heading, locale);
  const text = textOf(parts);
  if (reader.elsewhere.test(text) || reader.otherTime.test(text)) return [];
  const { isSpaced } = words(locale);
  const at = isSpaced ? parts.length - 1 : 0;
  const part = parts[at];
  if (!part || !isKind(part, 'period') || isOpen(part)) return [];
  const nextTo = isSpaced ? (/\p{L}+\s+$/u.exec(textBefore(parts, at))?.[0] ?? '') : textBefore(parts, at + 2);
  const isName = figures.some((figure) =>
    indicatorsOf(figure, reader).some(({ label }) =>
      namesIn(textIn(label, locale)).some((name) => nextTo.toLowerCase().includes(name)),
    ),
  );
  return isName ? [part] : [];
}

/**
 * Reports a period in a heading with other words, `Rides in 2024`, where all figures below it are of another time and the line of
 * one does not say so.
 */
export function compareHeadings(root: Root, all: readonly FigureAround[], reader: Reader): void {
  const { locale } = reader.context.options;
  for (const section of nodesOf(root, 'section')) {
    const heading = headingOf(section);
    const figures = valuesIn(section).map((value) => ({ value }));
    const said = reader.future.test(textOf(heading)) ? [] : saidOfFigures(heading, reader);
    const periods = said.length > 0 ? said : periodNextToName(heading, figures, reader);
    const [period] = periods;
    const isDated = ({ value }: Shown): boolean => periodsOf(value).own.length > 0;
    if (!period || !figures.filter(isDated).every((figure) => isOutside(periods, figure))) continue;
    const own = new Set(nodesOf(section, 'value'));
    const other = all.find(
      ({ node, around }) =>
        own.has(node as never) &&
        isDated(node) &&
        !below(heading, around).some((line) => names(withTypedPeriods(line, locale), node, reader)),
    );
    if (other)
      reportPeriod(
        { ...period, place: period.place ?? other.node.value.place },
        'the figures below it are',
        other.node,
        reader,
      );
  }
}

function wordsOf(parts: readonly Part[]): string {
  return textOf(parts).replaceAll(PRINT, '');
}
