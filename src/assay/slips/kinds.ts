import { addressText } from '../../dataset/address.ts';
import {
  absolute,
  add,
  compare,
  type Decimal,
  decimal,
  digitCount,
  multiply,
  negate,
  normalise,
  roundTo,
  signOf,
  subtract,
} from '../../core/numbers/decimal.ts';
import {
  addIntervals,
  divideIntervals,
  interval as intervalBetween,
  isEmpty,
  multiplyIntervals,
  point,
  shiftInterval,
  subtractIntervals,
} from '../../core/numbers/interval.ts';
import type { Observation, Release } from '../../dataset/model.ts';
import type { SlipKind } from '../../dataset/slip-kinds.ts';
import { toBase } from '../../dataset/unit.ts';
import { domainOf } from '../constraints/implied.ts';
import { intervalOf } from '../constraints/ledger.ts';
import type { Cell } from './cell.ts';
import type { Joint, Kind, Meant, Printed } from './kind.ts';
import {
  type Exchanged,
  exchangedColumns,
  exchangedMeasures,
  exchangedRows,
  otherUnits,
  type Table,
} from './joint-slips.ts';
import { countingPowers, powersOf } from './powers.ts';
import { digitsOf, likeness, moved, scaled, withDigits } from './prints.ts';
import { shiftedRows, type Shifted } from './shifted-rows.ts';

/**
 * The kinds of slips: all that the search, the report and the documents know of each. A kind is one object here, with the
 * operators by which it happens, and its entry in `KINDS`. `npm run generate` writes the names under which datasets set costs.
 */

/** What it costs that a ratio is taken for a rate, or a power of ten that the number words of a language suggest. */
const LIKELY_COST = 4.5;

/** Added where the scale of a rate is wrong: a rate has no unit that could be mistaken. */
const RATE_SURCHARGE = 1.5;

const scale: Kind<{ readonly kind: 'scale'; readonly power: number }> = {
  rows: [
    { names: ['10'], cost: 3, assumed: '×10 or ÷10; 1.5 more for a rate, as for each power of ten' },
    {
      names: ['10^3', '10^4'],
      cost: 4.5,
      assumed:
        '×1,000 or ÷1,000, ×10,000 or ÷10,000. A rate of at least 1,000% that is a thousand times too large costs the same as a level: its decimal comma was read as one between thousands (3,100% for 3.1%)',
    },
    {
      names: ['10^2', '10^8'],
      cost: 5.5,
      assumed:
        '4.5 if a share below 1% is a fraction with a per cent sign (0.797% for 79.7%); `10^8` costs 4.5 if the `language` of the source is Chinese, Japanese or Korean',
    },
    { names: ['10^6', '10^9'], cost: 6, assumed: '' },
    {
      names: ['10^5', '10^7'],
      cost: LIKELY_COST,
      assumed: 'only if the `language` of the source counts in lakh and crore',
    },
  ],
  single: {
    ofRanges: true,
    operators: ({ observation }) => powersOf(observation.release.source).map((power) => ({ kind: 'scale', power })),
    meant: ({ power }, figure) => {
      if (isComma(power, figure.observation)) return withPoint(figure);
      const { quantity, interval } = figure;
      return {
        decimal: scaled(quantity.decimal, power),
        interval: shiftInterval(interval, power),
        ...likeness(quantity, power),
      };
    },
  },
  nameOf: ({ power }) => (Math.abs(power) === 1 ? '10' : (`10^${Math.abs(power)}` as SlipKind)),
  // A multiple in per cent without its sign is as usual as one that is printed as an increase, as is a share of 0.797 with
  // the sign, and a decimal comma is as easily misread in a rate as in a level.
  costOf: ({ power }, observation) => {
    const { measure, release } = observation;
    const isPercent = (measure === 'ratio' && Math.abs(power) === 2) || isFraction(power, observation);
    const isCounted = countingPowers(release.source).includes(Math.abs(power));
    const isUsual = isPercent || isComma(power, observation);
    return {
      usual: isPercent || isCounted ? LIKELY_COST : undefined,
      more: measure !== 'level' && !isUsual ? RATE_SURCHARGE : 0,
    };
  },
  causeOf: ({ power }) => `scale 10^${power}`,
  keepsDigits: ({ power }, observation) =>
    observation.measure === 'level' || Math.abs(power) === 1 || isComma(power, observation),
  isOfScale: true,
  change: ({ power }) => scaleText(power),
  repair: ({ power }, { names }) => `${names} ${scaleText(power)}`,
  remedy: ({ power }, { observation, proposed }) =>
    `${scaleText(power)} makes it ${proposed}${isComma(power, observation) ? ', if a decimal comma was taken for one between thousands' : ''}`,
};

function scaleText(power: number): string {
  const size = Math.abs(power);
  return `${power > 0 ? '×' : '÷'}${size === 1 ? '10' : `10^${size}`}`;
}

/** Whether a decimal comma was taken for one between thousands: a rate of 3,100% that is 3.1%. */
function isComma(power: number, { measure, printed }: Observation): boolean {
  const isRate = measure === 'growth' || measure === 'cagr' || measure === 'share';
  const isLarge = printed !== undefined && compare(absolute(printed.decimal), THOUSAND) >= 0;
  return power === -3 && isRate && isLarge;
}

const THOUSAND = decimal(1000);

/** Whether it makes a share that is printed below 1% a hundred times larger: 0.797 of a whole is not 0.797%. */
function isFraction(power: number, { measure, printed }: Observation): boolean {
  const isBelowOne = printed?.unit.code === '%' && compare(printed.decimal, decimal(1)) < 0;
  return power === 2 && isBelowOne && measure === 'share';
}

/**
 * A rate whose comma is a decimal point: of the zeros that end behind it, as in 3,100%, only so many count as the release
 * prints of such rates.
 */
function withPoint({ observation: { measure, release, printed }, quantity, interval }: Printed): Meant {
  const value = scaled(quantity.decimal, -3);
  const others = release.observations.filter((other) => other.measure === measure && other.printed !== printed);
  const places = Math.min(-1, ...others.map((other) => other.printed?.decimal.exponent ?? 0));
  const exponent = Math.max(value.exponent, Math.min(places, normalise(value).exponent));
  const half = multiply(subtract(decimal(1, exponent), scaled(quantity.resolution, -3)), decimal(5, -1));
  const wider = signOf(half) > 0 ? toBase(intervalBetween(negate(half), half), quantity.unit) : point(decimal(0));
  return {
    decimal: roundTo(value, exponent, 'nearest'),
    interval: addIntervals(shiftInterval(interval, -3), wider),
    ...likeness(quantity, -3),
  };
}

/** What a figure is whose print becomes another number, as exact as it is. */
function movedTo(value: Decimal, { quantity, interval }: Printed): Meant {
  return {
    decimal: value,
    interval: moved(interval, subtract(value, quantity.decimal), quantity.unit),
    ...likeness(quantity),
  };
}

const sign: Kind<{ readonly kind: 'sign' }> = {
  rows: [
    {
      names: ['sign'],
      cost: 4,
      assumed:
        'a minus is missing or should not be there: in a rate or difference; in a level if the same indicator is negative in another period, or a sibling in the release is, or if a relation makes the level a difference of others (`balance = exports - imports`) or a part of one',
    },
  ],
  single: {
    operators: ({ observation, mayBeNegative }) =>
      (mayBeNegative && !observation.claim) || hasSign(observation) ? [{ kind: 'sign' }] : [],
    meant: (_, figure) => movedTo(negate(figure.quantity.decimal), figure),
  },
  keepsDigits: () => true,
  change: () => 'sign',
  repair: (_, { names }) => `${names} with the opposite sign`,
  remedy: (_, { proposed }) => `the opposite sign makes it ${proposed}`,
};

/** Whether a sign can be lost or gained: of a rate, or where a like figure of the release is printed negative. */
function hasSign({ measure, indicator, release, claim }: Observation): boolean {
  if (claim) return false;
  if (measure === 'growth' || measure === 'change' || measure === 'cagr' || measure === 'difference') return true;
  return negativeNames(release).has(`${measure} ${firstName(indicator.id)}`);
}

const negatives = new WeakMap<Release, ReadonlySet<string>>();

/** The measures and first names of indicators of which a release prints negative figures. */
function negativeNames(release: Release): ReadonlySet<string> {
  let found = negatives.get(release);
  if (!found) {
    const below = release.observations.filter(({ printed }) => printed && signOf(printed.decimal) < 0);
    found = new Set(below.map(({ measure, indicator }) => `${measure} ${firstName(indicator.id)}`));
    negatives.set(release, found);
  }
  return found;
}

function firstName(id: string): string {
  return id.split('.', 1)[0] ?? id;
}

/** Digits `at` and `at` + 1 of the print, counted from its first digit, change places. */
type Swap = { readonly kind: 'swap'; readonly at: number };

const swap: Kind<Swap> = {
  // two cost more than one digit mistyped
  rows: [{ names: ['digits'], cost: 4, further: 2.5, assumed: 'two adjacent digits change places' }],
  single: {
    ofYears: true,
    operators: ({ observation, quantity }) =>
      quantity.unit.code === 'year' && observation.claim
        ? []
        : swapsOf(quantity.decimal).map((at) => ({ kind: 'swap', at })),
    meant: ({ at }, figure) => {
      const value = figure.quantity.decimal;
      const digits = digitsOf(value);
      const swapped = digits.slice(0, at) + digits.charAt(at + 1) + digits.charAt(at) + digits.slice(at + 2);
      return movedTo(withDigits(value, swapped), figure);
    },
  },
  keepsDigits: () => false,
  isEnoughAlone: true,
  change: ({ at }) => swapText(at),
  repair: ({ at }, { names }) => `${names} with ${swapText(at)}`,
  remedy: ({ at }, { proposed }) => `with ${swapText(at)} it is ${proposed}`,
  counted: 'digits swapped',
};

function swapText(at: number): string {
  return `digits ${at + 1} and ${at + 2} swapped`;
}

/** Positions of digits that differ from the next; the first digit is not swapped with a zero. */
function swapsOf(value: Decimal): number[] {
  const digits = digitsOf(value);
  const positions = Array.from({ length: digits.length - 1 }, (_, at) => at);
  return positions.filter((at) => digits[at] !== digits[at + 1] && !(at === 0 && digits[1] === '0'));
}

/** A ratio is printed as an increase, or the reverse: off by a hundred points, as a plain number by one. */
type Ratio = { readonly kind: 'ratio'; readonly by: 100 | -100 | 1 | -1 };

const ratio: Kind<Ratio> = {
  rows: [
    {
      names: ['ratio'],
      cost: LIKELY_COST,
      assumed:
        'off by 100 points: a ratio of at least 50% is printed as an increase, or the reverse, or what is left (at least 10%) is printed as the fall (40% for −60%). Or a multiple is off by 1, or printed in per cent without the sign (250 for 2.5)',
    },
  ],
  single: {
    operators: ({ observation, quantity }) =>
      ratiosOf(observation, quantity.unit.code, quantity.decimal).map((by) => ({ kind: 'ratio', by })),
    meant: ({ by }, figure) => movedTo(add(figure.quantity.decimal, decimal(by)), figure),
  },
  keepsDigits: () => true,
  change: ({ by }) => ratioText(by),
  repair: ({ by }, { names }) => `${names} ${ratioText(by)}`,
  remedy: ({ by }, { proposed }) => `${ratioText(by)} makes it ${proposed}`,
};

function ratioText(by: number): string {
  const size = Math.abs(by);
  return `${by < 0 ? 'less' : 'plus'} ${size === 1 ? '1' : `${size} points`}`;
}

/**
 * A ratio may be printed as an increase, or the reverse, where it is far from one: two and a half times is not an increase
 * of 250 %, and what falls by 60 % is at 40 %. Of an index or a ratio, the increase may be printed in its place, and of
 * a multiple either, also without %.
 */
function ratiosOf(
  { measure, indicator, claim }: Observation,
  unit: string,
  value: Decimal,
): readonly (100 | -100 | 1 | -1)[] {
  if (claim) return [];
  if (measure === 'ratio') return unit === '%' ? BY_POINTS : BY_ONE;
  if (unit !== '%') return [];
  const isFar = compare(value, LEAST_RATIO) >= 0;
  const isLevel = measure === 'level' && (indicator.kind === 'index' || indicator.kind === 'ratio');
  if (measure !== 'growth' && !isLevel) return [];
  const isFall = measure === 'growth' && compare(value, LEAST_INDEX) >= 0;
  return isFar ? BY_POINTS : isLevel ? [100] : isFall ? [-100] : [];
}

const BY_POINTS = [-100, 100] as const;
const BY_ONE = [-1, 1] as const;
const LEAST_RATIO = decimal(50);
/** A fall by more than nine tenths is hardly printed as what is left. */
const LEAST_INDEX = decimal(10);

const points: Kind<{ readonly kind: 'points' }> = {
  rows: [{ names: ['points'], cost: 5, assumed: 'points printed as per cent, or the reverse' }],
  single: { ofRanges: true, operators: () => [{ kind: 'points' }], meant: (_, figure) => otherPoints(figure) },
  keepsDigits: () => false,
  change: () => 'points for per cent',
  repair: (_, { names }) => `${names} with points for per cent`,
  remedy: (_, { proposed }) => `if points were taken for per cent, it is ${proposed}`,
};

/**
 * What a rate is if its points and per cent were confused: the growth of a rate that its release states, given in points
 * of that rate; or a difference between rates, given in per cent of the other one.
 */
function otherPoints({ observation, quantity, interval: printed, asPrinted }: Printed): Meant | undefined {
  const { measure, indicator, release, period: at, counterpart } = observation;
  const isOwn = measure === 'growth' && indicator.unit.code === '%';
  if (!isOwn && (measure !== 'difference' || quantity.unit.code !== 'pp')) return undefined;
  const compared = counterpart?.kind === 'subtrahend' ? counterpart : undefined;
  const { from, of } = isOwn || !compared ? { from: indicator.id, of: 'level' as const } : compared;
  const address = addressText({ indicator: from, measure: of, period: at });
  const stated = release.observations.find((other) => other.address === address);
  const rate = stated?.printed?.unit.code === '%' ? intervalOf(stated, asPrinted) : undefined;
  if (!rate) return undefined;
  const range = isOwn ? divideIntervals(printed, subtractIntervals(rate, printed)) : multiplyIntervals(printed, rate);
  const { low, high } = range;
  if (!low || !high || isEmpty(range)) return undefined;
  const middle = multiply(add(low, high), decimal(50));
  return { decimal: roundTo(middle, quantity.decimal.exponent, 'nearest'), interval: range };
}

/** All levels that a release states in a unit, or at one place or of one period in it, are in another one. */
type OtherUnit = { readonly kind: 'unit'; readonly unit: string; readonly at?: string; readonly power: number };

const unit: Kind<OtherUnit> = {
  rows: [
    {
      names: ['unit'],
      cost: 5,
      further: 4,
      assumed:
        'three or more levels in a release are off by the same power of ten: all levels in one unit, or all in one table, part of the text (`at`) or period in which several are contradicted. 0.5 more if not all of them are',
    },
  ],
  joint: (table) =>
    otherUnits(table).map(({ cells, at, power, surcharge }) => ({
      moves: cells.map((cell) => {
        const { decimal: value, interval, unit: own } = cell.quantity;
        const range = toBase(shiftInterval(interval, power), own);
        return {
          cell,
          operator: { kind: 'unit', unit: own.code, ...(at !== undefined && { at }), power },
          meant: { decimal: scaled(value, power), interval: range, ...likeness(cell.quantity, power) },
        };
      }),
      surcharge,
    })),
  causeOf: ({ power }) => `unit 10^${power}`,
  keepsDigits: () => true,
  isOfScale: true,
  mustFit: ({ at }) => at !== undefined,
  change: (operator) => `${scaleText(operator.power)} with all ${columnText(operator)}`,
  repair: (operator, { count }) => `all ${count} ${columnText(operator)} ${scaleText(operator.power)}`,
  remedy: (operator, { proposed }) =>
    `${scaleText(operator.power)}, as all ${columnText(operator)}, makes it ${proposed}`,
};

/** `levels in kt`, `levels in kt at table/2`, `counts`: what is in another unit. */
function columnText({ unit: code, at }: OtherUnit): string {
  const levels = code === 'count' ? 'counts' : `levels in ${code}`;
  return at === undefined ? levels : `${levels} at ${at}`;
}

/** A figure and another change places: of two rows, of two columns, or a level and its growth. */
type Exchange = { readonly kind: 'exchange'; readonly of: 'rows' | 'columns' | 'level_growth'; readonly with: string };

/** Figures that change places. A further exchange may not replace one cause of many figures: they have none in common. */
function exchange(
  of: Exchange['of'],
  cost: number,
  found: (table: Table) => readonly Exchanged[],
  assumed: string,
): Kind<Exchange> {
  return {
    rows: [{ names: [of], cost, further: 4, assumed }],
    joint: (table) =>
      found(table).map(({ pairs, surcharge }) => {
        const apart = pairs.filter(([a, b]) => compare(a.quantity.decimal, b.quantity.decimal) !== 0);
        const both = apart.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]);
        const moves = both.map(([cell, other]) => ({
          cell,
          operator: { kind: 'exchange', of, with: other.observation.address } as const,
          meant: printOf(other, cell),
        }));
        return { moves, surcharge };
      }),
    keepsDigits: () => true,
    change: ({ with: other }) => `exchanged with ${other}`,
    repair: (_, { pairs }) => `${pairs()} exchanged`,
    isTogether: true,
    remedy: ({ with: other }, { proposed }) => `exchanged with ${other} it is ${proposed}`,
  };
}

/** A figure with the print of another, in its own unit. */
function printOf(other: Cell, { quantity }: Cell): Meant {
  const { decimal: value, interval } = other.quantity;
  return { decimal: value, interval: toBase(interval, quantity.unit), ...likeness(other.quantity) };
}

const rows = exchange(
  'rows',
  5.5,
  exchangedRows,
  'two indicators of one parent, at most four rows apart, change places: in one measure or all; in one period, all of a kind, one table or part of the text (`at`), or everywhere. Indicators of different parents, such as a total and a part, change places only if some of their figures are contradicted, by several relations unless the part is more than the total. 0.5 more for single figures in rows further apart, which must both be contradicted by more than one relation',
);

/** Rows of a column were shifted: the figure stands at another address; without one, it is lost. */
type Shift = { readonly kind: 'shift'; readonly from?: string };

const shift: Kind<Shift> = {
  rows: [
    {
      names: ['shift'],
      cost: 5.5,
      further: 4,
      assumed:
        'two or more neighbouring rows of a column (or the same rows of several columns) each contain the figure of the row above, or of the row below. One figure is then lost (1 more), or three or more rows rotate, so that the figure from one end is at the other',
    },
  ],
  joint: (table) => shiftedRows(table).map((shifted) => jointShift(shifted, table)),
  keepsDigits: () => true,
  mustFit: (_, count, figures) => count < figures,
  change: ({ from }) => (from === undefined ? 'lost where rows were shifted' : `shifted to ${from}`),
  repair: (_, { names }, all) =>
    `${names} ${all.every(({ from }) => from === undefined) ? 'lost where rows were shifted' : 'shifted by a row'}`,
  isTogether: true,
  remedy: ({ from }, { proposed, limits }) =>
    from === undefined
      ? `rows of this column may be shifted, and its figure lost; it ${limits}`
      : `rows of this column may be shifted: its figure stands at ${from}, ${proposed}`,
};

/** The changes of rows that were shifted. What nothing shows of a figure stays open. */
export function jointShift({ rows: all, surcharge }: Shifted, { figures }: Pick<Table, 'figures'>): Joint<Shift> {
  const moves = all.flatMap(({ cell, from }) => {
    const figure = figures.get(cell.index);
    if (from) {
      const operator = { kind: 'shift', from: from.observation.address } as const;
      return [{ cell, operator, meant: printOf(from, cell) }];
    }
    return figure ? [{ cell, operator: { kind: 'shift' } as const, meant: { interval: domainOf(figure) } }] : [];
  });
  return { moves, surcharge };
}

const columns = exchange(
  'columns',
  5.5,
  exchangedColumns,
  'the levels of two periods change places, in one row, in all rows of one table (`at`), or in all',
);

const levelGrowth = exchange('level_growth', 5, exchangedMeasures, 'a level and its growth change places');

/** Digits that a print needs so that the same digits elsewhere are not a coincidence. */
const TELLING = 3;

/** The figure belongs to another period, where the same digits stand. What it is at its own is not known. */
type OtherPeriod = { readonly kind: 'period'; readonly period: string };

const period: Kind<OtherPeriod> = {
  rows: [
    {
      names: ['period'],
      cost: 4.5,
      assumed:
        'the figure belongs to another period, which has the same digits (three or more), and no third period has them',
    },
  ],
  // Where the same digits stand at several periods, it is a row that does not change, which says nothing.
  open: ({ observation, quantity, row }) => {
    if (!quantity || observation.claim || digitCount(normalise(quantity.decimal)) < TELLING) return [];
    const same = row().filter(({ observation: other, quantity: stated }) => {
      const isOther = other.period.text !== observation.period.text;
      return isOther && stated?.unit.code === quantity.unit.code && compare(stated.decimal, quantity.decimal) === 0;
    });
    const others = new Set(same.map(({ observation: other }) => other.period.text));
    return others.size > 1 ? [] : [...others].map((at) => ({ kind: 'period', period: at }));
  },
  keepsDigits: () => true,
  change: ({ period: at }) => `belongs to ${at}`,
  repair: ({ period: at }, { names }) => `${names} moved to ${at}`,
  remedy: ({ period: at }, { limits }) =>
    `the same digits stand at ${at}: if the figure belongs there, move it; here it ${limits}`,
};

const workedOut: Kind<{ readonly kind: 'worked_out' }> = {
  rows: [
    {
      names: ['worked_out'],
      cost: 1,
      further: 0.5,
      assumed:
        'the office calculated a rate, ratio, share, change, difference, total or balance of the same release from a figure that is a slip. 0.5 for each further one, and 1 more if it might then have any value',
    },
  ],
  open: ({ isWorkedOut }) => (isWorkedOut() ? [{ kind: 'worked_out' }] : []),
  keepsDigits: () => false,
  isVague: true,
  change: () => 'worked out from a slip',
  repair: (_, { names }) => `${names} worked out from a slip`,
  remedy: (_, { limits }) => `it may have been worked out from a slip; it ${limits}`,
};

const unknown: Kind<{ readonly kind: 'unknown' }> = {
  rows: [
    {
      names: ['unknown'],
      cost: 6,
      further: 5,
      assumed: 'any other value that hard relations allow; 1 more if changing a single digit does not give one',
    },
  ],
  open: () => [{ kind: 'unknown' }],
  keepsDigits: () => false,
  isVague: true,
  change: () => 'unknown',
  repair: (_, { values }) => values(),
  remedy: (_, { left }) => `no usual slip explains it; ${left}`,
};

/** The kinds in the order in which slips are looked for. */
const KINDS = {
  scale,
  sign,
  swap,
  ratio,
  points,
  unit,
  rows,
  shift,
  columns,
  level_growth: levelGrowth,
  unknown,
  period,
  worked_out: workedOut,
};

/** The kind of an operator; of an exchange, what changes places. */
export type KindId = keyof typeof KINDS;

/** A way in which a figure goes wrong on its way into print. */
export type Operator = (typeof KINDS)[KindId] extends Kind<infer O> ? O : never;

/** All kinds. */
export const ALL_KINDS: readonly Kind<Operator>[] = Object.values(KINDS);

/** The kind of an operator. */
export function kindOf(operator: Operator): Kind<Operator> {
  return KINDS[operator.kind === 'exchange' ? operator.of : operator.kind];
}
