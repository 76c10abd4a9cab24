import { coefficientsOf, type LevelSum } from '../assay/level-sum.ts';
import type { BoundRelation } from '../assay/relation.ts';
import type { Rules } from '../assay/relations-file.ts';
import type { Dataset, Indicator, Observation } from '../dataset/model.ts';
import type { Period } from '../dataset/period.ts';
import { type DatasetTable, tablesOf } from './dataset-tables.ts';
import {
  type Certainty,
  discover,
  type ProposedMeasure,
  type ProposedSum,
  type UnexplainedTotal,
} from './discovery.ts';
import { type Lines, linesOf } from './figure-table.ts';
import { Basis } from './sum-choice.ts';
import { testSum } from './sum-test.ts';

/** A relation that the levels of a dataset seem to follow, for a person to accept or to reject. */
export interface Proposal {
  /** A name that no relation of the dataset has. */
  readonly id: string;
  /** As in `relations.yaml`; with `*` where it is the same for several members. */
  readonly holds: string;
  readonly certainty: Certainty;
  /** Periods in which it holds, and in which it could be tested, of all members. */
  readonly held: number;
  readonly of: number;
  /** −log10 of the chance that figures without this relation would agree as much: the least of all members. */
  readonly evidence: number;
  /** Without `*`: one of each member. */
  readonly sums: readonly IndicatorSum[];
}

/** A sum of indicators, with the periods in which it does not hold. */
export interface IndicatorSum extends LevelSum {
  readonly breaks: readonly BrokenPeriod[];
}

/** A period in which a sum does not hold, with the statements of its figures. */
export interface BrokenPeriod {
  readonly period: Period;
  readonly statements: readonly Observation[];
}

/** A sum with what it comes to in all tables of a dataset. */
interface Counted {
  readonly sum: IndicatorSum;
  readonly held: number;
  readonly of: number;
  readonly evidence: number;
  readonly certainty: Certainty;
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

/** A growth or share that stands as an indicator of its own. */
export interface IndicatorMeasure extends Pick<ProposedMeasure, 'form' | 'lag'> {
  readonly indicator: Indicator;
  /** Of a share the part and the whole; of a growth the later and the earlier one. */
  readonly of: readonly Indicator[];
}

/** Looks in the levels of a dataset for what they follow and nobody has written down. */
export function searchDataset(dataset: Dataset, { constants, relations, proposed, rejected }: Rules): Search {
  const order = new Map([...dataset.indicators.keys()].map((id, index) => [id, index]));
  const known = [...relations, ...proposed, ...rejected];
  const basis = new Basis();
  for (const relation of known) {
    const coefficients = linearIn(relation, order);
    if (coefficients) basis.add(coefficients);
  }
  const tables = tablesOf(dataset).map((one) => Object.assign(one, { lines: linesOf(one.table, 'rows') }));
  const counted: Counted[] = [];
  const unexplained = new Map<string, UnexplainedIndicator>();
  const measures = new Map<string, IndicatorMeasure>();
  for (const table of tables) {
    const found = discover(table.table, ['rows']);
    for (const sum of found.sums) {
      const indicators = inIndicators(sum, table);
      const coefficients = new Map<number, number>();
      for (const { indicator, sign } of indicators.parts) coefficients.set(order.get(indicator.id) ?? -2, sign);
      coefficients.set(indicators.total ? (order.get(indicators.total.id) ?? -2) : -1, -1);
      if (basis.add(coefficients)) counted.push(inAllTables(indicators, sum, tables));
    }
    for (const one of found.unexplained) addUnexplained(unexplained, one, table);
    for (const one of found.measures) addMeasure(measures, one, table);
  }
  const named = new Set(
    known.flatMap(({ terms }) => terms.flatMap((term) => ('indicator' in term ? term.indicator.id : []))),
  );
  for (const { sum } of counted) for (const { id } of allOf(sum)) named.add(id);
  const ids = new Set([...constants.keys(), ...known.map(({ rule }) => rule)]);
  return {
    proposals: namedRelations(dataset, counted, ids),
    unexplained: [...unexplained.values()].filter(({ indicator }) => !named.has(indicator.id)),
    measures: [...measures.values()],
  };
}

/** Lines of its unit that a table has besides a total, so that the total could be their sum. */
const LEAST_PARTS = 2;

/** Notes a line called a total, with the sum that comes nearest in any table. */
function addUnexplained(
  known: Map<string, UnexplainedIndicator>,
  { line, nearest }: UnexplainedTotal,
  { indicators, lines }: DatasetTable & { readonly lines: Lines },
): void {
  const indicator = indicators[line];
  const others = indicators.filter((_, other) => other !== line && lines.addsTo(line, other));
  if (!indicator || others.length < LEAST_PARTS) return;
  const before = known.get(indicator.id);
  if (before && (before.nearest?.holds ?? 0) >= (nearest?.holds ?? 0)) return;
  const parts = nearest?.parts.flatMap((part) => indicators[part] ?? []) ?? [];
  known.set(indicator.id, nearest ? { indicator, nearest: { ...nearest, parts } } : { indicator });
}

/** Notes a growth or a share; what is a product of others is a figure of its own. */
function addMeasure(
  known: Map<string, IndicatorMeasure>,
  { form, lag, total, parts }: ProposedMeasure,
  { indicators }: DatasetTable,
): void {
  const indicator = indicators[total];
  if (!indicator || form === 'product' || known.has(indicator.id)) return;
  known.set(indicator.id, { indicator, form, lag, of: parts.flatMap((part) => indicators[part] ?? []) });
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

function inIndicators(
  { total, parts, signs, breaks }: ProposedSum,
  { indicators, periods, statements }: DatasetTable,
): IndicatorSum {
  const own = total === undefined ? parts : [total, ...parts];
  return {
    total: total === undefined ? undefined : indicators[total],
    parts: parts
      .flatMap((part, index) => {
        const indicator = indicators[part];
        return indicator ? [{ indicator, sign: signs[index] ?? 1, part }] : [];
      })
      .sort((a, b) => b.sign - a.sign || a.part - b.part),
    breaks: breaks.flatMap(({ position }) => {
      const period = periods[position];
      return period ? [{ period, statements: own.flatMap((line) => statements[line]?.[position] ?? []) }] : [];
    }),
  };
}

/**
 * A sum that was found in one table, tested in the others of the dataset, where a quarter may hold as a year does. One that
 * breaks there more than a slip or two would is a question.
 */
function inAllTables(
  sum: IndicatorSum,
  { holds, breaks, evidence, certainty, ...found }: ProposedSum,
  tables: readonly (DatasetTable & { readonly lines: Lines })[],
): Counted {
  let held = 0;
  let broken = 0;
  for (const { lines, indicators } of tables) {
    const line = (indicator: Indicator | undefined): number => indicators.findIndex((one) => one.id === indicator?.id);
    const total = sum.total && line(sum.total);
    const parts = sum.parts.map(({ indicator }) => line(indicator));
    if (total === -1 || parts.includes(-1)) continue;
    const tested = testSum(lines, { total, parts, signs: sum.parts.map(({ sign }) => sign) }, new Set());
    held += tested.holds.length;
    broken += tested.breaks.length;
  }
  const isWorse = broken > breaks.length && (broken > 2 || broken * 10 > held + broken);
  const isFound = found.total !== undefined || held + broken > 0;
  const of = isFound ? held + broken : holds.length + breaks.length;
  return { sum, held: isFound ? held : holds.length, of, evidence, certainty: isWorse ? 'changes' : certainty };
}

/** Sums that are the same for several members become one relation with `*`; each gets a name. */
function namedRelations(
  dataset: Dataset,
  counted: readonly Counted[],
  taken: ReadonlySet<string>,
): readonly Proposal[] {
  const used = new Set(taken);
  const done = new Set<Counted>();
  const proposals: Proposal[] = [];
  for (const one of counted) {
    if (done.has(one)) continue;
    const family = familyOf(dataset, one, counted);
    const all = family?.members ?? [one];
    for (const each of all) done.add(each);
    const name = family?.name ?? one.sum.total?.id ?? `${one.sum.parts[0]?.indicator.id ?? 'parts'}_100`;
    proposals.push({
      id: freeId(name, used),
      holds: family?.holds ?? textOf(one.sum, ({ id }) => id),
      certainty: one.certainty,
      held: all.reduce((sum, { held }) => sum + held, 0),
      of: all.reduce((sum, { of }) => sum + of, 0),
      evidence: Math.min(...all.map(({ evidence }) => evidence)),
      sums: all.map(({ sum }) => sum),
    });
  }
  return proposals;
}

/**
 * The sums that are the same but for the first words of their ids, if they are all that this pattern stands for and are
 * equally sure.
 */
function familyOf(
  { indicators }: Dataset,
  one: Counted,
  counted: readonly Counted[],
): { readonly members: readonly Counted[]; readonly holds: string; readonly name: string } | undefined {
  const holds = patternOf(one.sum);
  if (holds === undefined) return undefined;
  const members = counted.filter(({ sum, certainty }) => patternOf(sum) === holds && certainty === one.certainty);
  const rest = allOf(one.sum).map(({ id }) => id.slice(id.indexOf('.')));
  const prefixes = new Set([...indicators.keys()].map((id) => id.split('.', 1)[0] ?? ''));
  const meant = [...prefixes].filter((prefix) => rest.every((words) => indicators.has(prefix + words)));
  if (members.length < 2 || members.length !== meant.length) return undefined;
  return { members, holds, name: one.sum.total?.id.slice(one.sum.total.id.indexOf('.') + 1) ?? 'parts' };
}

function allOf({ total, parts }: IndicatorSum): readonly Indicator[] {
  return [...(total ? [total] : []), ...parts.map(({ indicator }) => indicator)];
}

function patternOf(sum: IndicatorSum): string | undefined {
  const firsts = new Set(allOf(sum).map(({ id }) => (id.includes('.') ? id.split('.', 1)[0] : undefined)));
  if (firsts.size !== 1 || firsts.has(undefined)) return undefined;
  return textOf(sum, ({ id }) => `*${id.slice(id.indexOf('.'))}`);
}

/** `trade.balance = trade.exports - trade.imports`. */
function textOf({ total, parts }: IndicatorSum, nameOf: (indicator: Indicator) => string): string {
  const made = parts.map(({ indicator, sign }, index) => {
    const operator = index === 0 ? (sign < 0 ? '-' : '') : sign < 0 ? ' - ' : ' + ';
    return operator + nameOf(indicator);
  });
  if (total) return `${nameOf(total)} = ${made.join('')}`;
  const unit = parts[0]?.indicator.unit.code ?? '';
  return `${made.join('')} = 100${unit === '%' ? '%' : unit === 'count' ? '' : ` ${unit}`}`;
}

function freeId(name: string, used: Set<string>): string {
  const base = name.replaceAll('.', '_');
  let id = base;
  for (let count = 2; used.has(id); count += 1) id = `${base}_${count}`;
  used.add(id);
  return id;
}
