import type { ChartRow } from '../chart-model.ts';
import { seriesOf } from '../scene-truth.ts';
import type { Stage } from './kind.ts';

/** A series of a chart: what is measured of what. */
export interface Series {
  readonly key: string;
  /** Those with a figure, in the order of time. */
  readonly rows: readonly ChartRow[];
  readonly name: string;
  /** An expression of Vega for that name. */
  readonly nameOf: string;
  /** An expression that is true of its rows. */
  readonly test: string;
}

/** The series of rows in their order, each with the name that a label has room for. */
export function seriesIn(rows: readonly ChartRow[], { members }: Pick<Stage, 'members'>): readonly Series[] {
  const lots = new Map<string, ChartRow[]>();
  for (const row of rows) {
    if (row['value'] === null && row['low'] === null && row['high'] === null) continue;
    lots.set(seriesOf(row), [...(lots.get(seriesOf(row)) ?? []), row]);
  }
  const firsts = [...lots.values()].map(([first]) => first).filter((first) => first !== undefined);
  const naming = namingOf(firsts, members);
  return [...lots].flatMap(([key, own]): Series[] => {
    const [first] = own;
    if (!first) return [];
    const isAlone = firsts.every((other) => other === first || other['indicator'] !== first['indicator']);
    const test = `datum.indicator === '${String(first['indicator'])}'${isAlone ? '' : ` && datum.measure === '${String(first['measure'])}'`}`;
    const sorted = own.toSorted((a, b) => String(a['end']).localeCompare(String(b['end']), 'en'));
    return [{ key, rows: sorted, ...naming(first), test }];
  });
}

type Naming = (row: ChartRow) => { readonly name: string; readonly nameOf: string };

/** How series are called: by the members of the dimension that tells them apart, else without the words with which all begin. */
function namingOf(rows: readonly ChartRow[], members: Stage['members']): Naming {
  const dimension = tellingDimension(rows, members);
  const field = dimension === undefined ? 'label' : `${dimension}_label`;
  const labels = rows.map((row) => String(row[field]));
  const cut = dimension === undefined && new Set(labels).size > 1 ? subjectLength(labels, rows) : 0;
  return (row) => {
    const label = String(row[field]);
    if (cut === 0) return { name: label, nameOf: `datum.${field}` };
    return {
      name: label.charAt(cut).toUpperCase() + label.slice(cut + 1),
      nameOf: `upper(slice(datum.${field}, ${cut}, ${cut + 1})) + slice(datum.${field}, ${cut + 1})`,
    };
  };
}

/** The dimension whose members tell series apart that are otherwise the same: `output.copper` and `output.zinc`. */
export function tellingDimension(rows: readonly ChartRow[], members: Stage['members']): string | undefined {
  if (rows.length < 2) return undefined;
  const ids = rows.map((row) => String(row['indicator']).split('.'));
  const isShared = (part: (id: readonly string[]) => string | undefined): boolean => new Set(ids.map(part)).size === 1;
  if (!isShared((id) => id[0]) && !isShared((id) => id.at(-1))) return undefined;
  return [...members.keys()].find((dimension) => {
    const own = rows.map((row) => row[dimension]);
    return (
      own.every((member) => typeof member === 'string') &&
      new Set(own).size === new Set(rows.map((row) => row['indicator'])).size
    );
  });
}

/**
 * How many letters of labels are the subject that all of them share: words with which each begins and which their ids begin with, too,
 * as `corn` in `corn.exports`. Other words that names share are a part of them: *New York* and *New Jersey*.
 */
function subjectLength(labels: readonly string[], rows: readonly ChartRow[]): number {
  const words = labels.map((label) => label.split(' '));
  const ids = rows.map((row) => String(row['indicator']).split('.'));
  const [first = []] = words;
  let count = 0;
  while (words.every((own) => own.length > count + 1 && own[count] === first[count])) count += 1;
  const shared = first.slice(0, count);
  const [subject = ''] = ids[0] ?? [];
  const isSubject = ids.every(([one]) => one === subject) && shared.join('_').toLowerCase() === subject;
  const isPhrase = words.every((own) => /^\p{Ll}/u.test(own[count] ?? ''));
  return isSubject && isPhrase ? shared.reduce((sum, word) => sum + word.length + 1, 0) : 0;
}

/** Whether a row is of what the line highlights: an indicator, or a member of a dimension. */
export function isHighlighted(row: ChartRow | undefined, stage: Pick<Stage, 'words' | 'members'>): boolean {
  const chosen = stage.words('highlight');
  const names = row ? [row['indicator'], ...[...stage.members.keys()].map((dimension) => row[dimension])] : [];
  return names.some((name) => typeof name === 'string' && chosen.includes(name));
}

/** An expression that differs by series. */
export function nameBySeries(series: readonly Series[], valueOf: (one: Series, at: number) => string): string {
  return series.reduceRight(
    (rest, one, at) => (rest === '' ? valueOf(one, at) : `${one.test} ? ${valueOf(one, at)} : ${rest}`),
    '',
  );
}

/** A filter that takes some rows. */
export function isAny(rows: readonly ChartRow[]): string {
  return `indexof([${rows.map(({ address }) => `'${String(address)}'`).join(', ')}], datum.address) >= 0`;
}

/** An expression that differs by row, by an expression for each. */
export function nameByRow(rows: readonly (readonly [row: ChartRow, expression: string])[]): string {
  return rows.reduceRight(
    (rest, [row, own]) => (rest === '' ? own : `datum.address === '${String(row['address'])}' ? ${own} : ${rest}`),
    '',
  );
}

/** A number that differs by row, as an expression; zero of all others. */
export function byRow(rows: readonly (readonly [row: ChartRow, value: number])[]): string {
  return rows
    .filter(([, value]) => value !== 0)
    .reduceRight(
      (rest, [row, value]) => `datum.address === '${String(row['address'])}' ? ${round(value)} : ${rest}`,
      '0',
    );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Colours of the house for series in their order, for lines and text. */
const IN_ORDER = ['accent', 'ink', 'muted'] as const;

/** How series are coloured: a channel of Vega-Lite. */
export function coloursOf(series: readonly Series[], stage: Stage): object {
  const chosen = stage.words('highlight');
  if (chosen.length > 0) {
    const tests = series.filter(({ rows: [row] }) => isHighlighted(row, stage));
    return conditional(
      tests.map(({ test }, at) => [test, at === 0 ? 'accent' : 'ink']),
      'muted',
    );
  }
  const firsts = series.map(({ rows: [row] }) => row).filter((row) => row !== undefined);
  const dimension = stage.word('colour') === 'plain' ? undefined : tellingDimension(firsts, stage.members);
  if (series.length === 1) return { value: { expr: 'accent' } };
  if (dimension !== undefined) return { field: dimension };
  if (series.length > IN_ORDER.length) return { field: 'indicator' };
  return conditional(
    series.slice(0, -1).map(({ test }, at) => [test, IN_ORDER[at] ?? 'muted']),
    IN_ORDER[series.length - 1] ?? 'muted',
  );
}

/** A channel with a colour of the house for each test, and another one for the rest. */
export function conditional(cases: readonly (readonly [test: string, colour: string])[], rest: string): object {
  const value = { expr: rest };
  if (cases.length === 0) return { value };
  return { condition: cases.map(([test, colour]) => ({ test, value: { expr: colour } })), value };
}
