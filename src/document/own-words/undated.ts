import { onceFor } from '../../core/machine/cache.ts';
import { dayLater, type Period, periodYearEarlier } from '../../dataset/period.ts';
import { periodNames, periodsOf } from '../value-periods.ts';
import type { FigureAround, Line } from './around.ts';
import { isKind, type Reader, type SaidPart, type Shown, textOf } from './parts.ts';
import { overlaps } from './periods.ts';
import { isOpen, periodsFor, withTypedPeriods } from './typed-periods.ts';

/**
 * Reports figures of another time than that of the edition where nothing says so: neither their line, nor what stands above
 * them (heads, labels, captions, headings). A reader takes them for figures of the edition.
 */
export function reportUndated(figures: readonly FigureAround[], edition: Period, reader: Reader): void {
  const read = onceFor((line: Line) => readLine(line, reader));
  for (const { node, around } of figures) {
    const { own } = periodsOf(node.value);
    if (own.length === 0 || own.some((time) => touches(edition, time))) continue;
    if (around.some((line) => isDated(node, read(line), edition, reader))) continue;
    const named = periodNames(own, reader.context.options.locale);
    const message = `the figure ${node.text} is of ${named}, and nothing next to it or above it says so`;
    const hint = 'name its period: {{period "…"}} with its address, or say that it is of the year before';
    reader.report('document/period', message, node.value.place, hint);
  }
}

/** Whether times touch: a level at the end of one is that at the start of the next. */
function touches(edition: Period, time: Period): boolean {
  return overlaps(edition, time) || overlaps(time, edition);
}

interface ReadLine {
  readonly periods: readonly SaidPart<'period'>[];
  readonly text: string;
}

function readLine(line: Line, { context }: Reader): ReadLine {
  const parts = withTypedPeriods(line, context.options.locale);
  return { periods: parts.filter((part) => isKind(part, 'period')), text: textOf(parts) };
}

function isDated({ value }: Shown, { periods, text }: ReadLine, edition: Period, reader: Reader): boolean {
  const { own } = periodsOf(value);
  const isNear = own.some((time) => isNextTo(edition, time));
  const isNamed = periods.some(
    (part) =>
      (isNear || !isOpen(part)) &&
      periodsFor(part, { value }).some((period) => own.some((time) => touches(period, time))),
  );
  if (isNamed) return true;
  if (!isNear)
    return reader.record.test(text) || (own.every(({ end }) => end < edition.start) && reader.yearsBefore.test(text));
  if (own.every(({ start }) => start > edition.end)) return reader.future.test(text);
  return reader.otherTime.test(text) || reader.past.test(text);
}

/** Days. */
const LEAP_YEAR = 366;

/** Whether a time is in the year before or after the edition, which `a year before` and `next` name. */
function isNextTo(edition: Period, { start, end }: Period): boolean {
  if (start < edition.start) return end >= periodYearEarlier(edition).start;
  const last = dayLater(edition.end, LEAP_YEAR);
  return last === undefined || start <= last.end;
}
