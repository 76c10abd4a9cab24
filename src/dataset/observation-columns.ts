import { compare, decimalText, normalise } from '../core/numbers/decimal.ts';
import { MEASURES } from './address.ts';
import { claimText } from './claim.ts';
import { evidenceOf, type Observation, type Quantity, quantityOf, type Status } from './model.ts';
import { sdmxPeriod } from './period.ts';
import { worthOfDigits, worthOfLastDigit } from './quantity.ts';
import { type Column, numberColumn, REQUIRED, textColumn } from './table.ts';

/** Observation status in SDMX (code list CL_OBS_STATUS). A normal value has A. */
export const SDMX_STATUS: Readonly<Record<Status, string>> = {
  provisional: 'P',
  estimated: 'E',
  forecast: 'F',
  break: 'B',
  low_reliability: 'U',
};

export const PERIOD_DESCRIPTION = 'Period: 2025, 2025-S1, 2025-Q4, 2025-M12, 2025-12-31 or a span of them';
const TIME_PERIOD =
  'The period as a TIME_PERIOD of SDMX: 2025-Q4, or the first day and the length of a year such as 2024/25';
export const PLACE_DESCRIPTION = 'Where in the source it stands: section and paragraph';

/** The columns of a table of statements, in the order in which they are written. */
export const OBSERVATION_COLUMNS: readonly Column<Observation>[] = [
  textColumn('release', 'Id of the release that states the figure', ({ release }) => release.id, REQUIRED),
  textColumn('source', 'Id of the source that published the release', ({ release }) => release.source.id, REQUIRED),
  textColumn('indicator', 'Id of what is measured', ({ indicator }) => indicator.id, REQUIRED),
  textColumn('measure', 'What is stated of the indicator', ({ measure }) => measure, { ...REQUIRED, enum: MEASURES }),
  textColumn('period', PERIOD_DESCRIPTION, ({ period }) => period.text, REQUIRED),
  textColumn(
    'base',
    'Period compared with, for growth, change and cagr; written like period',
    ({ base }) => base?.text,
  ),
  textColumn(
    'of',
    'The release that a change is compared with, the whole of a share, what a difference is taken from, the probability of a confidence interval, or the kind of a claim',
    ({ counterpart }) => counterpart?.text,
  ),
  numberColumn(
    'value',
    'The figure in its unit, corrected where a correction was accepted; empty for a claim without a figure',
    (observation) => quantityOf(observation)?.decimal,
  ),
  textColumn('unit', 'Code of the unit of value, low and high', (observation) => quantityOf(observation)?.unit.code),
  numberColumn(
    'low',
    'Lower end of what the figure may stand for; empty where there is none',
    (observation) => quantityOf(observation)?.interval.low,
  ),
  numberColumn(
    'high',
    'Upper end of what the figure may stand for; empty where there is none; equal to low where the figure is exact',
    (observation) => quantityOf(observation)?.interval.high,
  ),
  textColumn(
    'printed',
    'The figure or claim as the source printed it',
    ({ printed, claim }) => (claim ? claimText(claim) : printed?.text),
    REQUIRED,
  ),
  textColumn('corrected', 'The accepted correction of the print', ({ correction }) => correction?.quantity.text),
  textColumn(
    'qualifier',
    'over: more than the value; under: less; slightly: by less than one of its last digit; about: the source itself calls it approximate',
    (observation) => quantityOf(observation)?.qualifier,
    { enum: ['over', 'under', 'about', 'slightly over', 'slightly under'] },
  ),
  textColumn(
    'status',
    'SDMX observation status, several with a space between: A normal, P provisional, E estimated, F forecast, B break, U low reliability',
    ({ status }) => status.map((item) => SDMX_STATUS[item]).join(' ') || 'A',
    { ...REQUIRED, pattern: '[APEFBU]( [PEFBU])*' },
  ),
  textColumn(
    'reliability',
    'Whether the publisher itself was read, or only a report of it',
    ({ reliability }) => reliability,
    { ...REQUIRED, enum: ['read', 'second-hand'] },
  ),
  textColumn('place', PLACE_DESCRIPTION, ({ at }) => at),
  textColumn('start', 'First day of the period', ({ period }) => period.start, REQUIRED),
  textColumn('end', 'Last day of the period', ({ period }) => period.end, REQUIRED),
  textColumn(
    'resolution',
    'What the last digit that counts is worth, if it is not the last one that is printed before zeros',
    ({ printed, claim }) => (printed && !claim ? resolutionCell(printed) : undefined),
  ),
  textColumn(
    'decimals',
    'How many decimals every figure of its table has, if the print has fewer',
    ({ printed, claim }) => (printed && !claim ? decimalsCell(printed) : undefined),
  ),
  textColumn(
    'evidence',
    'Ids of the releases that state the correction, several with a space between',
    ({ correction }) => correction && evidenceOf(correction).join(' '),
  ),
  textColumn('condition', 'Id of the condition that a forecast stands under', ({ condition }) => condition),
  textColumn('words', 'The words of the source, if it prints no numeral', ({ words }) => words),
  textColumn('note', 'A remark of the people who keep the data', ({ note }) => note),
];

/** The columns of a table in which releases state a figure several times, or reprint it. */
export const TEXT_COLUMNS: readonly Column<Observation>[] = [
  textColumn('in', 'The text of the release that it stands in: text or table', (observation) => observation.in, {
    enum: ['text', 'table'],
  }),
  textColumn('as_in', 'Id of the release that it is reprinted from', ({ asIn }) => asIn),
];

/** The column of a table in which dates of corrections are stated. */
export const CORRECTION_COLUMNS: readonly Column<Observation>[] = [
  textColumn('corrected_on', 'The day since which the print is corrected', ({ correction }) => correction?.since),
];

/** The columns of a table in which there are split years. */
export const SPLIT_YEAR_COLUMNS: readonly Column<Observation>[] = [
  textColumn('time_period', TIME_PERIOD, ({ period }) => sdmxPeriod(period), REQUIRED),
];

/** The columns that are calculated from the others. A table that has them is compared with the figures when it is read. */
export const CALCULATED: ReadonlySet<string> = new Set([
  'source',
  'value',
  'unit',
  'low',
  'high',
  'qualifier',
  'reliability',
  'start',
  'end',
  'time_period',
]);

/** Columns that a build adds on the tests of each statement. They are not read again: tests are made again. */
export const TEST_COLUMNS = ['standing', 'failed', 'excepted'] as const;

/** The resolution of a print with its unit, if it is not what the digits say and no finer than the last of them. */
function resolutionCell(printed: Quantity): string | undefined {
  const { decimal, resolution, unit } = printed;
  const isUsual = compare(resolution, worthOfDigits(decimal, unit)) === 0;
  return isUsual || isFiner(printed) ? undefined : `${decimalText(resolution)} ${unit.code}`;
}

/** The decimals of a print, if its resolution is finer than its last digit. */
function decimalsCell(printed: Quantity): string | undefined {
  return isFiner(printed) ? String(-normalise(printed.resolution).exponent) : undefined;
}

function isFiner({ decimal, resolution }: Quantity): boolean {
  return compare(resolution, worthOfLastDigit(decimal)) < 0;
}
