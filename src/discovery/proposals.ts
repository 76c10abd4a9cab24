import { coefficientsOf, type LevelSum } from '../assay/constraints/level-sum.ts';
import type { BoundRelation } from '../assay/relations/relation.ts';
import type { Rules } from '../assay/relations/relations-file.ts';
import type { Dataset, Indicator, Observation } from '../dataset/model.ts';
import { comparePeriods, type Period } from '../dataset/period.ts';
import { parseOffset, periodAt } from '../dataset/period-offset.ts';
import { type CarryOver, searchCarryOver } from './carry-search.ts';
import { type DatasetTable, tablesOf } from '../watch/dataset-tables.ts';
import {
  certaintyIn,
  type Certainty,
  discover,
  type ProposedMeasure,
  type ProposedSum,
  type UnexplainedTotal,
} from './discovery.ts';
import { isCalledPart, isCalledRatio } from '../language/table-names.ts';
import { type Lines, linesOf } from '../watch/figure-table.ts';
import { Basis, LIKELY } from './sum-choice.ts';
import { testSum } from './sum-test.ts';
import { decimal, decimalText, normalise } from '../core/numbers/decimal.ts';
import { productOf, type UnitDimension } from '../dataset/unit-dimension.ts';

/** A relation that the levels of a dataset seem to follow, for a person to accept or to reject. */
export interface Proposal {
  /** A name that no relation of the dataset has. */
  readonly id: string;
  readonly form: WrittenRule['form'];
  /** As in `relations.yaml`; with `*` where it is the same for several members. */
  readonly holds: string;
  readonly certainty: Certainty;
  /** Periods in which it holds, and in which it could be tested, of all members. */
  readonly held: number;
  readonly of: number;
  /** −log10 of the chance that figures without this relation would agree as much: the least of all members. */
  readonly evidence: number;
  /** Where it holds from a period on, or up to one, and not in the others: `2018..`. */
  readonly periods?: string | undefined;
  /** Of sums, without `*`: one of each member. */
  readonly sums: readonly IndicatorSum[];
  /** Where it does not hold, of all members. */
  readonly breaks: readonly BrokenPeriod[];
}

/** A sum of indicators, with the periods in which it does not hold. */
export interface IndicatorSum extends LevelSum {
  readonly breaks: readonly BrokenPeriod[];
}

/** A period in which a rule does not hold, with the statements of its figures. */
export interface BrokenPeriod {
  readonly period: Period;
  readonly statements: readonly Observation[];
}

/** A rule with what it comes to in all tables of a dataset. */
interface Counted extends Pick<Proposal, 'held' | 'of' | 'evidence' | 'certainty' | 'periods' | 'breaks'> {
  readonly rule: WrittenRule;
  readonly sum?: IndicatorSum;
  /** Too weak to be even a question alone: it counts where the same holds of other members. */
  readonly isWeak?: boolean;
}

/** What a search of a dataset found. */
export interface Search {
  /** Relations that no relation of the dataset says or implies, those that break in a few periods included. */
  readonly proposals: readonly Proposal[];
  /** Indicators called a total that no relation is about, with the sum that came nearest. */
  readonly unexplained: readonly UnexplainedIndicator[];
  /** Indicators that are worked out from others: measures of these rather than indicators. */
  readonly measures: readonly IndicatorMeasure[];
}

/** An indicator called a total for which no sum was found. */
export interface UnexplainedIndicator {
  readonly indicator: Indicator;
  readonly nearest?: { readonly parts: readonly Indicator[]; readonly holds: number; readonly of: number };
}

/** A growth, change, share or product that stands as an indicator of its own. */
export interface IndicatorMeasure extends Pick<ProposedMeasure, 'form' | 'lag'> {
  readonly indicator: Indicator;
  /** Of a share the part and the whole; of a growth or change the later and the earlier one; of a product the factors. */
  readonly of: readonly Indicator[];
}

/** A table with its lines: indicators. */
type LinedTable = DatasetTable & { readonly lines: Lines };

/** Looks in the levels of a dataset for what they follow and nobody has written down. */
export function searchDataset(dataset: Dataset, { constants, relations, proposed, rejected }: Rules): Search {
  const order = new Map([...dataset.indicators.keys()].map((id, index) => [id, index]));
  const known = [...relations, ...proposed, ...rejected];
  const basis = new Basis();
  for (const relation of known) {
    const coefficients = linearIn(relation, order);
    if (coefficients) basis.add(coefficients);
  }
  const tables = tablesOf(dataset).map((one): LinedTable => Object.assign(one, { lines: linesOf(one.table, 'rows') }));
  const counted = new Map<string, Counted>();
  const unexplained = new Map<string, UnexplainedIndicator>();
  const measures = new Map<string, IndicatorMeasure>();
  const said = new Set(known.map((relation) => figuresOf(relation)));
  const propose = (one: Counted): void => {
    const { rule } = one;
    const key = rule.text(({ id }) => id);
    if (rule.form !== 'sum' && said.has(figuresKey(rule))) return;
    if ((counted.get(key)?.of ?? 0) < one.of) counted.set(key, one);
  };
  for (const table of tables) {
    const found = discover(table.table, ['rows']);
    for (const sum of found.sums) {
      const indicators = inIndicators(sum, table);
      const coefficients = new Map<number, number>();
      for (const { indicator, sign } of indicators.parts) coefficients.set(order.get(indicator.id) ?? -2, sign);
      coefficients.set(indicators.total ? (order.get(indicators.total.id) ?? -2) : -1, -1);
      if (basis.add(coefficients)) propose(inAllTables(indicators, sum, tables));
    }
    for (const one of found.unexplained) addUnexplained(unexplained, one, table);
    for (const one of found.measures) addMeasure(measures, one, table);
    for (const one of productsIn(found.measures, table)) propose(one);
    for (const one of carriedOver(table)) propose(one);
  }
  const sums = [...counted.values(), ...known.map(({ terms }) => ({ rule: { indicators: indicatorsIn(terms) } }))];
  for (const table of tables) {
    for (const one of partsIn(table)) {
      // What a sum says is not said again.
      if (!sums.some(({ rule }) => one.rule.indicators.every((each) => rule.indicators.includes(each)))) propose(one);
    }
  }
  const all = [...counted.values()];
  const named = new Set([
    ...known.flatMap(({ terms }) => indicatorsIn(terms).map(({ id }) => id)),
    ...all.flatMap(({ rule }) => rule.indicators.map(({ id }) => id)),
  ]);
  const ids = new Set([...constants.keys(), ...known.map(({ rule }) => rule)]);
  return {
    proposals: namedRelations(
      dataset,
      all,
      ids,
      tables.map(({ indicators }) => new Set(indicators.map(({ id }) => id))),
    ),
    unexplained: [...unexplained.values()].filter(({ indicator }) => !named.has(indicator.id)),
    measures: [...measures.values()].filter(({ form, indicator }) => form !== 'product' || !named.has(indicator.id)),
  };
}

function indicatorsIn(terms: BoundRelation['terms']): readonly Indicator[] {
  return terms.flatMap((term) => ('indicator' in term ? [term.indicator] : []));
}

/** The indicators that a relation is about, with their offsets: two ways to write a product have the same. */
function figuresOf({ terms }: BoundRelation): string {
  const isCounted = terms.some((term) => term.kind === 'figure' && term.period !== undefined);
  const ids = [...new Set(indicatorsIn(terms).map(({ id }) => id))].sort();
  return [isCounted ? '@' : '', ...ids].join(' ');
}

function figuresKey({ form, indicators }: WrittenRule): string {
  return [form === 'carry-over' ? '@' : '', ...indicators.map(({ id }) => id).toSorted()].join(' ');
}

/** Lines of its unit that a table has besides a total, so that the total could be their sum. */
const LEAST_PARTS = 2;

/** Notes a line called a total, with the sum that comes nearest in any table. */
function addUnexplained(
  known: Map<string, UnexplainedIndicator>,
  { line, nearest }: UnexplainedTotal,
  { indicators, lines }: LinedTable,
): void {
  const indicator = indicators[line];
  const others = indicators.filter((_, other) => other !== line && lines.addsTo(line, other));
  if (!indicator || others.length < LEAST_PARTS) return;
  const before = known.get(indicator.id);
  if (before && (before.nearest?.holds ?? 0) >= (nearest?.holds ?? 0)) return;
  const parts = nearest?.parts.flatMap((part) => indicators[part] ?? []) ?? [];
  known.set(indicator.id, nearest ? { indicator, nearest: { ...nearest, parts } } : { indicator });
}

/** Notes a growth or a share, and a product whose units do not fit, which no relation can say. */
function addMeasure(
  known: Map<string, IndicatorMeasure>,
  { form, lag, total, parts, power, certainty }: ProposedMeasure,
  { indicators }: DatasetTable,
): void {
  const indicator = indicators[total];
  const of = parts.flatMap((part) => indicators[part] ?? []);
  const [first, second] = of;
  if (!indicator || !first || !second || known.has(indicator.id)) return;
  if (form === 'product' && (certainty !== 'certain' || productRule(indicator, [first, second], power))) return;
  known.set(indicator.id, { indicator, form, lag, of });
}

/** The products of a table that no share of the same three says already. */
function productsIn(measures: readonly ProposedMeasure[], table: LinedTable): readonly Counted[] {
  const { indicators } = table;
  const trio = ({ total, parts }: ProposedMeasure): string => [total, ...parts].toSorted((a, b) => a - b).join(' ');
  const shares = new Set(measures.filter(({ form }) => form === 'share').map(trio));
  return measures.flatMap((one): readonly Counted[] => {
    const { form, total, parts, power, holds, breaks, evidence, certainty } = one;
    const [whole, first, second] = [total, ...parts].map((line) => indicators[line]);
    if (form !== 'product' || shares.has(trio(one)) || !whole || !first || !second) return [];
    const rule = productRule(whole, [first, second], power);
    const counts = { held: holds.length, of: holds.length + breaks.length, evidence, certainty };
    return rule ? [{ rule, ...counts, breaks: brokenIn(table, [total, ...parts], breaks) }] : [];
  });
}

/** Stocks at the beginning that are those at the end of the period before. */
function carriedOver(table: LinedTable): readonly Counted[] {
  const { indicators, periods, lines } = table;
  const offset = OFFSETS[periods[0]?.kind ?? 'day'];
  const counted = offset === undefined ? undefined : parseOffset(offset);
  if (offset === undefined || !counted) return [];
  // Of a period that was revised, the newest state.
  const last = new Map(periods.map(({ text }, position) => [text, position]));
  const before = new Map<number, number>();
  for (const [text, position] of last) {
    const period = periods[position];
    const earlier = period && last.get(periodAt(counted, period)?.text ?? '');
    if (earlier !== undefined && periods[position]?.text === text) before.set(position, earlier);
  }
  return searchCarryOver(lines, before).flatMap((one: CarryOver): readonly Counted[] => {
    const { line, earlier, holds, breaks, evidence } = one;
    const [own, other] = [indicators[line], indicators[earlier]];
    if (!own || !other) return [];
    const counts = {
      held: holds.length,
      of: holds.length + breaks.length,
      evidence,
      certainty: certaintyIn('pair', one),
    };
    const rule = carryOverRule(own, other, offset);
    return [{ rule, ...counts, breaks: brokenIn(table, [line], breaks), isWeak: evidence < LIKELY }];
  });
}

/** How the period before one is written. */
const OFFSETS: Readonly<Partial<Record<Period['kind'], string>>> = {
  year: '-1',
  'split year': '-1',
  half: '-1S',
  quarter: '-1Q',
  month: '-1M',
};

/** What is called a part ("of which") of the line above it is not more than that. */
function partsIn(table: LinedTable): readonly Counted[] {
  const { indicators, lines } = table;
  let whole: number | undefined;
  return lines.heads.flatMap(({ name }, line): readonly Counted[] => {
    if (!isCalledPart(name)) whole = line;
    if (whole === undefined || whole === line || !lines.addsTo(whole, line)) return [];
    const [part, all] = [indicators[line], indicators[whole]];
    const holds: number[] = [];
    const breaks: number[] = [];
    for (let position = 0; position < lines.width; position += 1) {
      const [own, above] = [line * lines.width + position, whole * lines.width + position];
      const gap = (lines.values[own] ?? Number.NaN) - (lines.values[above] ?? Number.NaN);
      if (Number.isNaN(gap)) continue;
      (gap < (lines.halves[own] ?? 0) + (lines.halves[above] ?? 0) ? holds : breaks).push(position);
    }
    const of = holds.length + breaks.length;
    if (!part || !all || holds.length < 2 || breaks.length > Math.max(1, Math.floor(of / 10))) return [];
    const counts = { held: holds.length, of, evidence: 0, certainty: 'certain' } as const;
    return [{ rule: partRule(part, all), ...counts, breaks: brokenIn(table, [line, whole], breaks) }];
  });
}

/** The periods in which a rule of lines does not hold, with what is stated there. */
function brokenIn(
  { periods, statements }: DatasetTable,
  lines: readonly number[],
  positions: readonly number[],
): readonly BrokenPeriod[] {
  return positions.flatMap((position) => {
    const period = periods[position];
    return period ? [{ period, statements: lines.flatMap((line) => statements[line]?.[position] ?? []) }] : [];
  });
}

/** The coefficients of a relation by the number of each line; -1 is 100. */
function linearIn(
  relation: BoundRelation,
  order: ReadonlyMap<string, number>,
): ReadonlyMap<number, number> | undefined {
  const coefficients = coefficientsOf(relation);
  return (
    coefficients &&
    new Map([...coefficients].map(([indicator, value]) => [indicator ? (order.get(indicator.id) ?? -2) : -1, value]))
  );
}

function inIndicators({ total, parts, signs, breaks }: ProposedSum, table: DatasetTable): IndicatorSum {
  const { indicators } = table;
  const own = total === undefined ? parts : [total, ...parts];
  return {
    total: total === undefined ? undefined : indicators[total],
    parts: parts
      .flatMap((part, index) => {
        const indicator = indicators[part];
        return indicator ? [{ indicator, sign: signs[index] ?? 1, part }] : [];
      })
      .sort((a, b) => b.sign - a.sign || a.part - b.part),
    breaks: brokenIn(
      table,
      own,
      breaks.map(({ position }) => position),
    ),
  };
}

/**
 * A sum that was found in one table, tested in the others of the dataset, where a quarter may hold as a year does. One that
 * breaks there more than a slip or two would is a question.
 */
function inAllTables(
  sum: IndicatorSum,
  { holds, breaks, evidence, certainty, ...found }: ProposedSum,
  tables: readonly LinedTable[],
): Counted {
  let held = 0;
  let broken = 0;
  const heldIn: Period[] = [];
  for (const { lines, indicators, periods } of tables) {
    const line = (indicator: Indicator | undefined): number => indicators.findIndex((one) => one.id === indicator?.id);
    const total = sum.total && line(sum.total);
    const parts = sum.parts.map(({ indicator }) => line(indicator));
    if (total === -1 || parts.includes(-1)) continue;
    const tested = testSum(lines, { total, parts, signs: sum.parts.map(({ sign }) => sign) }, new Set());
    held += tested.holds.length;
    heldIn.push(...tested.holds.flatMap((position) => periods[position] ?? []));
    broken += tested.breaks.length;
  }
  const isWorse = broken > breaks.length && (broken > 2 || broken * 10 > held + broken);
  const isFound = found.total !== undefined || held + broken > 0;
  const of = isFound ? held + broken : holds.length + breaks.length;
  return {
    rule: sumRule(sum),
    sum,
    held: isFound ? held : holds.length,
    of,
    evidence,
    certainty: isWorse ? 'changes' : certainty,
    periods: certainty === 'changes' ? periodsOf(sum.breaks, heldIn) : undefined,
    breaks: sum.breaks,
  };
}

/** From which period on a rule holds, or up to which, where all periods in which it does not lie on one side. */
function periodsOf(breaks: readonly BrokenPeriod[], held: readonly Period[]): string | undefined {
  const inOrder = held.toSorted(comparePeriods);
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (!first || !last || breaks.length < 2) return undefined;
  if (breaks.every(({ period }) => comparePeriods(period, first) < 0)) return `${first.text}..`;
  return breaks.every(({ period }) => comparePeriods(period, last) > 0) ? `..${last.text}` : undefined;
}

/**
 * Rules that are the same for several members become one relation with `*`; each gets a name. `stated` has the ids of the
 * indicators of each table.
 */
function namedRelations(
  dataset: Dataset,
  counted: readonly Counted[],
  taken: ReadonlySet<string>,
  stated: readonly ReadonlySet<string>[],
): readonly Proposal[] {
  const used = new Set(taken);
  const done = new Set<Counted>();
  const proposals: Proposal[] = [];
  for (const one of counted) {
    if (done.has(one)) continue;
    const rest = counted.filter((other) => !done.has(other));
    const family = familyOf(dataset, one, rest, stated);
    const all = family?.members ?? [one];
    for (const each of all) done.add(each);
    if ((family ?? one).evidence < LIKELY && one.rule.form === 'carry-over') continue;
    const [first] = one.rule.indicators;
    const hundred = one.sum && !one.sum.total ? '_100' : '';
    proposals.push({
      id: freeId(family?.name ?? `${first?.id ?? 'rule'}${hundred}`, used),
      form: one.rule.form,
      holds: family?.holds ?? one.rule.text(({ id }) => id),
      certainty: family?.certainty ?? one.certainty,
      held: all.reduce((sum, { held }) => sum + held, 0),
      of: all.reduce((sum, { of }) => sum + of, 0),
      evidence: family?.evidence ?? one.evidence,
      periods: one.periods,
      sums: all.flatMap(({ sum }) => sum ?? []),
      breaks: all.flatMap(({ breaks }) => breaks),
    });
  }
  return proposals;
}

/** Evidence of several members together from which on a rule that is too weak in one is certain. */
const POOLED = 8;

interface Family extends Pick<Proposal, 'holds' | 'certainty' | 'evidence'> {
  readonly members: readonly Counted[];
  readonly name: string;
}

/**
 * The rules that are the same but for one word of their ids, if they are all that this pattern stands for. What is likely in
 * one place and breaks nowhere is as certain as the others.
 */
function familyOf(
  { indicators }: Dataset,
  one: Counted,
  counted: readonly Counted[],
  stated: readonly ReadonlySet<string>[],
): Family | undefined {
  for (const { holds, name, stars } of patternsOf(one.rule)) {
    const members = counted.filter(
      (other) => other.periods === one.periods && patternsOf(other.rule).some((pattern) => pattern.holds === holds),
    );
    const [first = ''] = stars;
    const words = [...indicators.keys()].flatMap((id) => wordIn(first, id) ?? []);
    // Of a member that nobody states the pattern says nothing.
    const meant = words.filter((word) => {
      const ids = stars.map((star) => star.replace('*', word));
      return ids.every((id) => indicators.has(id)) && stated.some((table) => ids.every((id) => table.has(id)));
    });
    if (members.length < 2 || members.length !== meant.length) continue;
    const isSame = members.every(({ certainty }) => certainty === one.certainty);
    const isPooled = members.every(
      ({ certainty, breaks }) => certainty === 'certain' || (certainty === 'likely' && breaks.length === 0),
    );
    if (!isSame && !isPooled) continue;
    const evidences = members.map(({ evidence }) => evidence);
    if (members.some(({ isWeak }) => isWeak)) {
      const evidence = evidences.reduce((sum, each) => sum + each, 0);
      return { members, holds, name, certainty: evidence >= POOLED ? 'certain' : 'likely', evidence };
    }
    const best = members.reduce((a, b) => (b.evidence > a.evidence ? b : a));
    return { members, holds, name, certainty: best.certainty, evidence: Math.min(...evidences) };
  }
  return undefined;
}

/** The word that a star stands for in an id. */
function wordIn(pattern: string, id: string): string | undefined {
  const [before = '', after = ''] = pattern.split('*', 2);
  const isLonger = id.length > before.length + after.length;
  const word =
    isLonger && id.startsWith(before) && id.endsWith(after) ? id.slice(before.length, id.length - after.length) : '.';
  return word.includes('.') ? undefined : word;
}

/** The ways to write a rule with `*` for a word that all of its ids have: as their first, or as another. */
function patternsOf(
  rule: WrittenRule,
): readonly { readonly holds: string; readonly name: string; readonly stars: readonly string[] }[] {
  const [first, ...others] = rule.indicators.map(({ id }) => id.split('.'));
  const shared = (first ?? []).filter((word) =>
    others.every((words) => words.filter((one) => one === word).length === 1),
  );
  return shared.flatMap((word) => {
    const starred = ({ id }: Indicator): string =>
      id
        .split('.')
        .map((one) => (one === word ? '*' : one))
        .join('.');
    const stars = rule.indicators.map(starred);
    if (stars.some((star) => star === '*' || star.split('*').length !== 2)) return [];
    return [{ holds: rule.text(starred), name: (stars[0] ?? '').replaceAll(/\.\*|\*\./g, ''), stars }];
  });
}

function freeId(name: string, used: Set<string>): string {
  const base = name.replaceAll('.', '_');
  let id = base;
  for (let count = 2; used.has(id); count += 1) id = `${base}_${count}`;
  used.add(id);
  return id;
}

/** A rule between indicators, as `relations.yaml` says it. */
interface WrittenRule {
  readonly form: 'sum' | 'product' | 'carry-over' | 'part';
  /** All that it is about; that after which it is named comes first. */
  readonly indicators: readonly Indicator[];
  /** What holds, with each indicator by a name. */
  readonly text: (nameOf: (indicator: Indicator) => string) => string;
}

/** `trade.balance = trade.exports - trade.imports`. */
function sumRule({ total, parts }: LevelSum): WrittenRule {
  const indicators = [...(total ? [total] : []), ...parts.map(({ indicator }) => indicator)];
  const text: WrittenRule['text'] = (nameOf) => {
    const made = parts.map(({ indicator, sign }, index) => {
      const operator = index === 0 ? (sign < 0 ? '-' : '') : sign < 0 ? ' - ' : ' + ';
      return operator + nameOf(indicator);
    });
    if (total) return `${nameOf(total)} = ${made.join('')}`;
    const unit = parts[0]?.indicator.unit.code ?? '';
    return `${made.join('')} = 100${unit === '%' ? '%' : unit === 'count' ? '' : ` ${unit}`}`;
  };
  return { form: 'sum', indicators, text };
}

/** `stocks.beginning = stocks.ending@-1`. */
function carryOverRule(indicator: Indicator, earlier: Indicator, offset: string): WrittenRule {
  return {
    form: 'carry-over',
    indicators: [indicator, earlier],
    text: (nameOf) => `${nameOf(indicator)} = ${nameOf(earlier)}@${offset}`,
  };
}

/** `bus.electric <= bus`. */
function partRule(part: Indicator, whole: Indicator): WrittenRule {
  return {
    form: 'part',
    indicators: [part, whole],
    text: (nameOf) => `${nameOf(part)} <= ${nameOf(whole)}`,
  };
}

/**
 * A product of two indicators, `power` being that of ten in `total = 10^power × first × second` of base units. A factor that is called a rate, yield or price stands alone, since it is what was worked
 * out. Undefined where the units do not make one another: then a person has to say what they are.
 */
function productRule(
  total: Indicator,
  [first, second]: readonly [Indicator, Indicator],
  power: number,
): WrittenRule | undefined {
  const rest = productOf(productOf(total.unit.dimension, first.unit.dimension, -1), second.unit.dimension, -1);
  const counts = countsOf(rest);
  if (counts === undefined) return undefined;
  const rates = [first, second].filter(({ label, id }) =>
    [...label.values(), id.replaceAll(/[._]/g, ' ')].some(isCalledRatio),
  );
  const [rate] = rates.length === 1 ? rates : [];
  if (!rate) {
    const text: WrittenRule['text'] = (nameOf) =>
      `${nameOf(total)} = ${scaled(`${nameOf(first)} * ${nameOf(second)}`, power, counts)}`;
    return { form: 'product', indicators: [total, first, second], text };
  }
  const other = rate === first ? second : first;
  const text: WrittenRule['text'] = (nameOf) =>
    `${nameOf(rate)} = ${scaled(`${nameOf(total)} / ${nameOf(other)}`, -power, -counts)}`;
  return { form: 'product', indicators: [rate, total, other], text };
}

/** How many counts a dimension is: 1, 0 or -1; undefined for any other. */
function countsOf(dimension: UnitDimension): number | undefined {
  const counts = dimension.get('count') ?? 0;
  const isOther = dimension.size > (counts === 0 ? 0 : 1);
  return isOther || Math.abs(counts) > 1 ? undefined : counts;
}

/** `1000 count * a / b`, `a * b / 1 count`: a term times a power of ten that makes its unit that of the other side. */
function scaled(term: string, power: number, counts: number): string {
  const isBelow = counts < 0 || (counts === 0 && power < 0);
  if (power === 0 && counts === 0) return term;
  const number = decimalText(normalise(decimal(1, isBelow ? -power : power)));
  const unit = counts === 0 ? '' : ' count';
  return isBelow ? `${term} / ${number}${unit}` : `${number}${unit} * ${term}`;
}
