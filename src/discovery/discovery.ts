import { isCalledRatio, isCalledTotal } from '../language/table-names.ts';
import { type FigureTable, type Lines, linesOf } from '../watch/figure-table.ts';
import { searchRatios, type FoundRatio } from './ratio-search.ts';
import { chosenSums, gapAt, LIKELY, linesOfSum } from './sum-choice.ts';
import type { FoundSum } from './sum-search.ts';

/** How sure a rule is: `certain` ones are written, `likely` ones are asked, `changes` hold in some positions only. */
export type Certainty = 'certain' | 'likely' | 'changes';

/** A position at which a rule does not hold, and by how much: in the unit of the table. */
export interface Break {
  readonly position: number;
  readonly gap: number;
  /** Whether the gap is so small that it may come from rounding: at most three times what rounding allows. */
  readonly isRounding: boolean;
}

/** A sum that a table seems to follow. */
export interface ProposedSum {
  readonly along: 'rows' | 'columns';
  readonly form: FoundSum['form'];
  /** The line that is the sum; undefined where the parts make 100. */
  readonly total: number | undefined;
  readonly parts: readonly number[];
  readonly signs: readonly (1 | -1)[];
  readonly holds: readonly number[];
  readonly breaks: readonly Break[];
  /** −log10 of the chance that unrelated figures would agree as much. */
  readonly evidence: number;
  readonly certainty: Certainty;
  /** Sums with the same key are one rule, which stands in many places. */
  readonly repeated?: string;
}

/** A line that a table works out from others: a measure of an indicator, not a rule. */
export interface ProposedMeasure extends FoundRatio {
  readonly along: 'rows' | 'columns';
  readonly certainty: Certainty;
}

/** A line called a total for which no rule was found, with the sum that came nearest. */
export interface UnexplainedTotal {
  readonly along: 'rows' | 'columns';
  readonly line: number;
  readonly nearest?: { readonly parts: readonly number[]; readonly holds: number; readonly of: number };
}

/** What was found in a table. */
export interface Discovery {
  readonly sums: readonly ProposedSum[];
  readonly measures: readonly ProposedMeasure[];
  readonly unexplained: readonly UnexplainedTotal[];
}

/** Evidence from which on a rule is certain; forms that are looked for more widely ask for more. */
const CERTAIN = 6;
const CERTAIN_BROKEN: Readonly<Partial<Record<FoundSum['form'], number>>> = { pair: 8, 'every n-th': 8, hundred: 8 };
const PRODUCT = { named: 9, other: 15 } as const;
const GROWTH = { named: CERTAIN, other: 10 } as const;
const SHARE = { named: CERTAIN, other: 25 } as const;
const LIMITS: Readonly<Record<FoundRatio['form'], { readonly named: number; readonly other: number }>> = {
  product: PRODUCT,
  share: SHARE,
  growth: GROWTH,
  'growth in time': GROWTH,
  'change in time': GROWTH,
};
/** Breaks of a certain rule at most, and their share. */
const BREAKS = 2;
const SHARE_OF_BREAKS = 0.1;
/** Breaks of a rule of few positions: one of three to nine. */
const FEW = 3;
/** Gaps up to so many times what rounding allows may result from rounding before the sum. */
const ROUNDING = 3;

/** The directions in which a table is searched, if nothing else is asked. */
const BOTH: readonly Lines['along'][] = ['rows', 'columns'];

/**
 * Finds the relations that a table of printed figures follows, those that break in a few cells included. Rows and columns
 * are searched alike.
 */
export function discover(table: FigureTable, directions = BOTH): Discovery {
  const found = directions.map((along) => {
    const lines = linesOf(table, along);
    const sums = chosenSums(lines).map((sum) => proposed(lines, sum));
    const measures = searchRatios(lines, new Set()).flatMap((ratio) => measured(lines, ratio));
    return { sums, measures, unexplained: unexplainedTotals(lines, sums, measures) };
  });
  return {
    sums: found.flatMap(({ sums }) => sums),
    measures: found.flatMap(({ measures }) => measures),
    unexplained: found.flatMap(({ unexplained }) => unexplained),
  };
}

function proposed(lines: Lines, sum: FoundSum): ProposedSum {
  const breaks = sum.breaks.map((position): Break => {
    const { gap, tolerance } = gapAt(lines, sum, position);
    return {
      position,
      gap: (gap / 2) * 10 ** (lines.exponents[sum.parts[0] ?? 0] ?? 0),
      isRounding: Math.abs(gap) <= ROUNDING * tolerance,
    };
  });
  const { along } = lines;
  const { form, total, parts, signs, holds, evidence, places } = sum;
  const repeated = places && `${along}\n${places.key}`;
  const base = { along, form, total, parts, signs, holds, breaks, evidence, certainty: certaintyOf(sum, breaks) };
  return repeated === undefined ? base : { ...base, repeated };
}

function certaintyOf({ form, holds, evidence, places }: FoundSum, breaks: readonly Break[]): Certainty {
  const kept = places?.holds ?? holds.length;
  const broken = places?.breaks ?? breaks.length;
  if (breaks.length === 0) return evidence >= CERTAIN ? 'certain' : 'likely';
  if (breaks.length > BREAKS || areConsecutive(breaks)) return 'changes';
  const isFew = broken <= mostBreaks(kept + broken) && kept >= 2;
  const isCertain = evidence >= (CERTAIN_BROKEN[form] ?? CERTAIN) && isFew && breaks.every((one) => !one.isRounding);
  return isCertain ? 'certain' : 'likely';
}

/** How sure a rule of two lines is that was found in some positions. */
export function certaintyIn(
  form: 'pair',
  { evidence, holds, breaks }: Pick<FoundSum, 'evidence' | 'holds' | 'breaks'>,
): Certainty {
  const limit = CERTAIN_BROKEN[form] ?? CERTAIN;
  if (breaks.length > BREAKS) return 'changes';
  return evidence >= limit && breaks.length <= mostBreaks(holds.length + breaks.length) ? 'certain' : 'likely';
}

/** How often a certain rule may break in so many positions, in all places of one that is repeated. */
function mostBreaks(positions: number): number {
  return Math.max(positions >= FEW ? 1 : 0, Math.floor(positions * SHARE_OF_BREAKS));
}

function areConsecutive(breaks: readonly Break[]): boolean {
  return (
    breaks.length > 1 &&
    breaks.every(({ position }, index) => index === 0 || position === (breaks[index - 1]?.position ?? 0) + 1)
  );
}

function measured(lines: Lines, ratio: FoundRatio): readonly ProposedMeasure[] {
  const name = lines.heads[ratio.total]?.name ?? '';
  const limits = LIMITS[ratio.form];
  const names = [ratio.total, ...ratio.parts].map((line) => lines.heads[line]?.name ?? '').join(' ');
  const isNamed = isCalledRatio(ratio.form === 'product' ? names : name);
  const limit = isNamed ? limits.named : limits.other;
  const { breaks } = ratio;
  const asked = breaks.length > 0 ? Math.max(limit, isNamed ? 10 : 15) : limit;
  if (ratio.evidence < (ratio.form === 'product' && !isNamed ? PRODUCT.named : LIKELY)) return [];
  const isCertain = ratio.evidence >= asked && breaks.length <= mostBreaks(ratio.holds.length + breaks.length);
  return [{ ...ratio, along: lines.along, certainty: isCertain ? 'certain' : 'likely' }];
}

/** How sure it is that a line, by its name, is a growth or change of others. */
export function isCertainGrowth(name: string, { evidence, breaks }: FoundRatio): boolean {
  return breaks.length <= 1 && evidence >= (isCalledRatio(name) ? GROWTH.named : GROWTH.other);
}

/** Lines called a total that no rule is about, as total or as part. */
function unexplainedTotals(
  lines: Lines,
  sums: readonly ProposedSum[],
  measures: readonly ProposedMeasure[],
): readonly UnexplainedTotal[] {
  const explained = new Set([
    ...sums.flatMap(linesOfSum),
    ...measures.flatMap(({ total, parts }) => [total, ...parts]),
  ]);
  return lines.heads.flatMap(({ name }, line): readonly UnexplainedTotal[] => {
    if (!isCalledTotal(name) || explained.has(line)) return [];
    const nearest = nearestBlock(lines, line);
    return [nearest ? { along: lines.along, line, nearest } : { along: lines.along, line }];
  });
}

/** The block of neighbours that makes a line in the most positions, if it does in any. */
function nearestBlock(lines: Lines, line: number): UnexplainedTotal['nearest'] {
  let best: NonNullable<UnexplainedTotal['nearest']> | undefined;
  for (const direction of [1, -1] as const) {
    const parts: number[] = [];
    for (let part = line + direction; part >= 0 && part < lines.count && parts.length < 90; part += direction) {
      parts.push(part);
      if (parts.length < 2) continue;
      const sum = { total: line, parts, signs: parts.map((): 1 => 1) };
      let holds = 0;
      let of = 0;
      for (let position = 0; position < lines.width; position += 1) {
        const { gap, tolerance } = gapAt(lines, sum, position);
        if (Number.isNaN(gap)) continue;
        of += 1;
        if (Math.abs(gap) < tolerance) holds += 1;
      }
      if (holds > (best?.holds ?? 0)) best = { parts: [...parts], holds, of };
    }
  }
  return best;
}
