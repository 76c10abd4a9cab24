import { hexColour, over } from '../brief/colour.ts';
import { figureKey } from './rows.ts';
import { memberColours, type Theme } from './theme.ts';
import type { ChartRow } from './chart-model.ts';
import { type SceneItem, textLines } from './scene.ts';
import type { DrawnItem, HeadText, SceneReading } from './scene-reading.ts';
import { type Fault, isOfHead, markName, rowName, said, seriesOf, untrue } from './scene-truth.ts';
import { nameWords, namesOthers, strangePart, textsOf } from './shown-text.ts';

// Proves that a reader can tell whose a mark is: by a text next to it, by its place among categories or by the head of its
// panel. And that colours and names are those of their series.

/** What distinguishes the series of a picture. */
export interface SeriesContext {
  readonly theme: Theme;
  readonly hasVintages: boolean;
  /** Dimension → its members in the order of the dataset. */
  readonly members: ReadonlyMap<string, readonly string[]>;
}

/** What says in a plot which mark is that of a series. */
interface Naming {
  readonly first: DrawnItem;
  readonly words: Set<string>;
  readonly categories: Set<string>;
  /** Forms of its marks: bar, point, line. */
  readonly forms: Set<string>;
}

/** The greatest difference of a channel of two colours that look the same. */
const SAME_COLOUR = 20;

/** Fields that say when: they tell no series apart. */
const TIMES = /^(?:period|period_label|year|start|end|base|base_label|release\w*|published)$/;

/** Series of which nothing says which is which, colours of other series, and names that several have. */
export function findMixed(reading: SceneReading, context: SeriesContext): Fault[] {
  const series = seriesIn(reading);
  return [
    ...unnamedSeries(reading),
    ...reading.items.flatMap((drawn) => colourFault(drawn, reading, context) ?? []),
    ...reading.items.flatMap((drawn) => sharedName(drawn, series) ?? []),
  ];
}

/** By plot and series, one of its rows: all of them have the same names. */
type SeriesRows = ReadonlyMap<SceneItem, ReadonlyMap<string, ChartRow>>;

function seriesIn({ items }: SceneReading): SeriesRows {
  const found = new Map<SceneItem, Map<string, ChartRow>>();
  for (const { row, plot } of items) {
    if (!row || 'event' in row) continue;
    const own = found.get(plot.group) ?? new Map<string, ChartRow>();
    found.set(plot.group, own.set(seriesOf(row), own.get(seriesOf(row)) ?? row));
  }
  return found;
}

/** A colour distinguishes two series, but without words or a place on an axis not which is which: there are no legends. */
function unnamedSeries(reading: SceneReading): Fault[] {
  const plots = new Map<SceneItem, Map<string, Naming>>();
  const figures = reading.items.flatMap((drawn) =>
    drawn.row && !('event' in drawn.row) ? [{ drawn, row: drawn.row, series: seriesOf(drawn.row) }] : [],
  );
  for (const { drawn, row, series } of figures) {
    if (drawn.kind === 'text' || row['value'] === null) continue;
    const namings = plots.get(drawn.plot.group) ?? new Map<string, Naming>();
    const none = { words: new Set<string>(), categories: new Set<string>(), forms: new Set<string>() };
    const naming = namings.get(series) ?? { first: drawn, ...none };
    plots.set(drawn.plot.group, namings.set(series, naming));
    naming.forms.add(drawn.kind);
    for (const category of categoriesOf(drawn, reading)) naming.categories.add(category);
  }
  for (const { drawn, row, series } of figures) {
    if (drawn.kind !== 'text') continue;
    const naming = plots.get(drawn.plot.group)?.get(series);
    for (const word of nameWords(textLines(drawn.item).join(' '), row)) naming?.words.add(word);
  }
  return [...plots.values()].flatMap((namings): Fault[] => {
    const all = [...namings];
    for (const [at, [one, a]] of all.entries()) {
      const twin = all.slice(at + 1).find(([, b]) => !isTold(a, b));
      if (!twin) continue;
      const message = `nothing says which mark is of ${one} and which of ${twin[0]}`;
      const hint =
        'write "label" next to each, a colour alone names nothing; or place them on an axis, or in panels, by what they are';
      return [untrue(twin[1].first, message, hint)];
    }
    return [];
  });
}

function isTold(a: Naming, b: Naming): boolean {
  const areBothPlaced = a.categories.size > 0 && b.categories.size > 0;
  if (areBothPlaced && ![...a.categories].some((one) => b.categories.has(one))) return true;
  // One alone without a name is that of which the chart is.
  if (!areBothPlaced && a.categories.size + b.categories.size > 0) return true;
  if ((a.words.size > 0 || b.words.size > 0) && !isSame(a.words, b.words)) return true;
  // What is measured of one thing in two forms, as by a dot and a tick, the subtitle explains.
  const isOfOne = a.first.row?.['indicator'] === b.first.row?.['indicator'];
  return isOfOne && [...a.forms].some((form) => !b.forms.has(form)) && [...b.forms].some((form) => !a.forms.has(form));
}

/** The colours in which each series is drawn, on paper. */
export function paintsOf(marks: readonly DrawnItem[], theme: Theme): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const drawn of marks) {
    if (!drawn.row) continue;
    const series = seriesOf(drawn.row);
    found.set(series, (found.get(series) ?? new Set()).add(colourOf(drawn, theme)));
  }
  return found;
}

/** Whether two colours look the same. */
export function areAlike(one: string, other: string): boolean {
  return [1, 3, 5].every((at) => Math.abs(channel(one, at) - channel(other, at)) <= SAME_COLOUR);
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}

function channel(colour: string, at: number): number {
  return Number.parseInt(colour.slice(at, at + 2), 16);
}

/** The colour of a mark on paper. */
function colourOf({ item, kind }: DrawnItem, { colours }: Theme): string {
  const isLine = kind === 'line' || kind === 'rule';
  const channels = isLine || !item['fill'] ? (['stroke', 'fill'] as const) : (['fill', 'stroke'] as const);
  const paint = channels.find((one) => typeof item[one] === 'string' && hexColour(item[one]) !== undefined);
  const colour = (paint && hexColour(String(item[paint]))) ?? colours.paper;
  const opacity = [item['opacity'], paint && item[`${paint}Opacity`]].reduce<number>(
    (all, own) => all * (typeof own === 'number' ? own : 1),
    1,
  );
  return over(colour, opacity, colours.paper);
}

/** The categories at which a mark stands, on axes that name them, but for those that say when. */
function categoriesOf({ x, y, row }: DrawnItem, { ticks }: SceneReading): string[] {
  return [x, y].flatMap(({ scale, from, to }): string[] => {
    if (!scale?.isDiscrete || !row) return [];
    const category = scale.categoryAt((from + to) / 2);
    if (!category || !ticks.some((tick) => tick.scale === scale)) return [];
    const value = said(category.value);
    return Object.entries(row).some(([field, own]) => TIMES.test(field) && String(own) === value) ? [] : [value];
  });
}

/** The heads above a plot. */
function headsOf(group: SceneItem, { heads }: SceneReading): Set<string> {
  const own = heads.filter((head: HeadText) => head.group === group || isOfHead(group, head.group));
  return new Set(own.map(({ text }) => text));
}

/** Reads of marks what is written about them, in lower case: at them without their figures, on their axes, and above their panels. */
export function wordsAt(reading: SceneReading): (drawn: DrawnItem) => string[] {
  const written = new Map<ChartRow, string[]>();
  for (const { row, kind, item } of reading.items) {
    if (!row || kind !== 'text') continue;
    const text = textsOf(row, false).figures.reduce(
      (rest, figure) => rest.replace(figure, ' '),
      textLines(item).join(' '),
    );
    written.set(row, [...(written.get(row) ?? []), text]);
  }
  return ({ row, x, y, plot }) => {
    const places = [x, y].flatMap(({ scale, from, to }) => {
      const category = scale?.isDiscrete ? scale.categoryAt((from + to) / 2) : undefined;
      const own = reading.ticks.filter((tick) => category && tick.scale === scale && tick.value === category.value);
      return own.map(({ text }) => text);
    });
    const all = [...((row && written.get(row)) ?? []), ...places, ...headsOf(plot.group, reading)];
    return all.map((text) => text.toLowerCase());
  };
}

/** What a reader sees each figure called: by a text of its series, on an axis, or by the head of its panel; without when it is. */
export function namesIn(reading: SceneReading): Record<string, string> {
  const written = new Map<string, Set<string>>();
  const own = new Map<string, Set<string>>();
  const add = (all: Map<string, Set<string>>, key: string, text: string): void => {
    all.set(key, (all.get(key) ?? new Set()).add(text));
  };
  const figures = reading.items.flatMap(({ row, ...drawn }) => (row && !('event' in row) ? [{ ...drawn, row }] : []));
  for (const { row, kind, item, plot, ...drawn } of figures) {
    const key = figureKey(row['address'], row['release']);
    for (const head of headsOf(plot.group, reading)) add(own, key, head);
    for (const category of categoriesOf({ row, kind, item, plot, ...drawn }, reading)) {
      const tick = reading.ticks.find(({ value }) => said(value) === category);
      if (tick) add(own, key, tick.text);
    }
    if (kind !== 'text') continue;
    const text = textLines(item).filter(Boolean).join(' ');
    if (nameWords(text, row).length > 0) add(written, seriesOf(row), text.replace(String(row['text']), '').trim());
  }
  return Object.fromEntries(
    figures.map(({ row }): [string, string] => {
      const key = figureKey(row['address'], row['release']);
      return [
        key,
        [...new Set([...(own.get(key) ?? []), ...(written.get(seriesOf(row)) ?? [])])].toSorted().join(', '),
      ];
    }),
  );
}

/** A colour that a scale has for another name, or that another member of the chart has in every chart. */
function colourFault(
  drawn: DrawnItem,
  { rows }: SceneReading,
  { theme, members, hasVintages }: SeriesContext,
): Fault | undefined {
  const { coloured, row, item } = drawn;
  if (!coloured || !row || 'event' in row) return undefined;
  const texts = coloured.filter((name) => typeof name === 'string');
  const isNamed = texts.some(
    (name) => strangePart(name, textsOf(row, hasVintages)) === undefined || ownText(row, name),
  );
  const hint = 'give "color" a field of the rows, such as "label", or one colour to all marks of a layer';
  if (texts.length > 0 && texts.length === coloured.length && !isNamed) {
    const message = `the ${markName(drawn)} of ${rowName(row)} has the colour of "${texts.join(', ')}"`;
    return untrue(drawn, message, hint, 'color');
  }
  for (const [dimension, all] of members) {
    const own = row[dimension];
    const [id, label] = [row[dimension], row[`${dimension}_label`]];
    // Series of another field have colours in the order of their rows.
    const isOther = texts.length > 0 && !texts.some((name) => name === id || (name === label && name !== row['label']));
    if (isOther || typeof own !== 'string') continue;
    const colours = memberColours(theme, dimension, all);
    const shown = new Set(
      [item['fill'], item['stroke']].map((one) => (typeof one === 'string' ? hexColour(one) : undefined)),
    );
    const has = (member: string): boolean => shown.has(hexColour(colours[all.indexOf(member)] ?? ''));
    const other = all.find((member) => member !== own && has(member) && rows.some((one) => one[dimension] === member));
    if (other === undefined || has(own)) continue;
    const message = `the ${markName(drawn)} of ${rowName(row)} has the colour of ${other}`;
    return untrue(drawn, message, hint, 'color');
  }
  return undefined;
}

/** Whether a text is a field of a row as it is. */
function ownText(row: ChartRow, name: string): boolean {
  return Object.values(row).includes(name);
}

/** A text with a name that is cut to what another series of its plot is called, too. */
function sharedName({ row, item, kind, plot, scene }: DrawnItem, series: SeriesRows): Fault | undefined {
  if (kind !== 'text' || !row || 'event' in row) return undefined;
  const text = textLines(item).filter(Boolean).join(' ');
  const own = seriesOf(row);
  const others = [...(series.get(plot.group) ?? [])].filter(([name]) => name !== own);
  const isOthers = namesOthers(text, row);
  const twin = others.find(([, other]) => isOthers(other))?.[1];
  if (!twin) return undefined;
  const message = `the text "${text}" of ${rowName(row)} names ${rowName(twin)} as well`;
  return {
    rule: 'chart/untrue',
    message,
    hint: 'keep the words that tell them apart',
    mark: scene.name,
    channel: 'text',
  };
}
