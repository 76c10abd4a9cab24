import { parseAddressPattern } from '../../dataset/address.ts';
import { parseOffset, periodAt } from '../../dataset/period-offset.ts';
import { parsePeriod, type Period, shiftedYears } from '../../dataset/period.ts';
import type { PlacedText } from '../chart-model.ts';
import type { KindName } from './keys.ts';
import type { Asked } from './kind.ts';

/** How many years a course goes back where nobody says from when. */
const YEARS_BACK = 9;

/** A period of a line: in full, or counted from that of the edition as in an address. */
export function periodIn(text: string, { period }: Asked['edition']): Period | undefined {
  const offset = parseOffset(text);
  return offset ? periodAt(offset, period) : parsePeriod(text);
}

/** The addresses of a course: each without a period is of those between `from` and `to`. */
export function courseOf({ words, edition, report }: Asked): readonly PlacedText[] | undefined {
  const [[from], [to]] = [words.get('from') ?? [], words.get('to') ?? []];
  const first = from && periodIn(from.text, edition);
  if (from && !first) return report(`there is no period ${from.text}`, 'from', 'write from="…"');
  const last = to ? periodIn(to.text, edition) : first ? lastLike(first, edition.period) : edition.period;
  if (!last) return report(`no ${first?.kind ?? 'period'} ends with ${edition.period.text}`, 'from', 'write to="…"');
  const start = first ?? shiftedYears(last, -YEARS_BACK);
  if (!start || start.start > last.start) return report('from is after to', 'from', 'write to="…"');
  return withPeriods(words.get('of') ?? [], edition.period, [
    start.text === last.text ? last.text : `${start.text}..${last.text}`,
  ]);
}

/** Addresses, each without a period for each of some. */
export function withPeriods(addresses: readonly PlacedText[], from: Period, periods: readonly string[]): PlacedText[] {
  return addresses.flatMap(({ text, place }) => {
    const pattern = parseAddressPattern(text, from);
    if ('problem' in pattern || pattern.periods) return [{ text, place }];
    return periods.map((period) => ({ text: `${text}@${period}`, place }));
  });
}

/** The two periods that a kind compares: by default that of the edition and the one a year before. */
export function pairOf(kind: KindName, { words, edition, report }: Asked): readonly string[] | undefined {
  const asked = words.get('at');
  if (!asked) {
    const before = shiftedYears(edition.period, -1);
    return before && [before.text, edition.period.text];
  }
  if (asked.length === 2) return asked.map(({ text }) => text);
  const [last = edition.period.text] = asked.map(({ text }) => text).slice(-1);
  const period = parsePeriod(last);
  const before = period && shiftedYears(period, -1);
  return report(
    `kind="${kind}" compares two periods, not ${asked.length}`,
    'at',
    `write at="${before?.text ?? '…'} ${last}"`,
  );
}

/** The last period of the kind of another that ends with the edition's, or before. */
function lastLike({ kind }: Period, { text, kind: own, end }: Period): Period | undefined {
  if (kind === own) return parsePeriod(text);
  const [year = '', month = ''] = end.split('-');
  const number = Number(month);
  const forms: Readonly<Record<string, string>> = {
    year: number === 12 ? year : String(Number(year) - 1),
    half: `${year}-S${Math.ceil(number / 6)}`,
    quarter: `${year}-Q${Math.ceil(number / 3)}`,
    month: `${year}-M${month}`,
  };
  const form = forms[kind];
  const found = form === undefined ? undefined : parsePeriod(form);
  return found && found.end <= end ? found : undefined;
}
