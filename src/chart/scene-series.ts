import { hexColour, over } from '../brief/colour.ts';
import { figureKey } from './rows.ts';
import { memberColours, type Theme } from './theme.ts';
import type { ChartRow } from './chart-model.ts';
import { type SceneItem, textLines } from './scene.ts';
import type { DrawnItem, HeadText, SceneReading } from './scene-reading.ts';
import { type Fault, isOfHead, markName, rowName, said, seriesOf, untrue } from './scene-truth.ts';
import { nameWords, namesOthers, strangePart, textsOf } from './shown-text.ts';

// Proves that a reader can tell whose a mark is: by its colour or form, by a text next to it, by its place among categories or
// by the head of its panel. And that colours and names are those of their series.

/** What tells the series of a picture apart. */
export interface SeriesContext {
  readonly theme: Theme;
  readonly hasVintages: boolean;
  /** Dimension → its members in the order of the dataset. */
  readonly members: ReadonlyMap<string, readonly string[]>;
}

/** How a series looks in a plot, and what says which it is. */
interface Look {
  readonly first: DrawnItem;
  readonly paints: Set<string>;
  readonly names: Set<string>;
  readonly categories: Set<string>;
}

/** The greatest difference of a channel of two colours that look the same. */
const SAME_COLOUR = 20;

/** Fields that say when: they tell no series apart. */
const TIMES = /^(?:period|period_label|year|start|end|base|base_label|release\w*|published)$/;

/** Series that nothing tells apart, colours of other series, and names that several have. */
export function findMixed(reading: SceneReading, context: SeriesContext): Fault[] {
  const series = seriesIn(reading);
  return [
    ...sameLooks(reading, context),
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

function sameLooks(reading: SceneReading, context: SeriesContext): Fault[] {
  const plots = new Map<SceneItem, Map<string, Look>>();
  for (const drawn of reading.items) {
    const { row, plot } = drawn;
    if (!row || 'event' in row || (row['value'] === null && drawn.kind !== 'text')) continue;
    const looks = plots.get(plot.group) ?? new Map<string, Look>();
    const look = looks.get(seriesOf(row)) ?? {
      first: drawn,
      paints: new Set<string>(),
      names: headsOf(plot.group, reading),
      categories: new Set<string>(),
    };
    plots.set(plot.group, looks.set(seriesOf(row), look));
    if (drawn.kind === 'text') {
      for (const word of nameWords(textLines(drawn.item).join(' '), row)) look.names.add(word);
      continue;
    }
    look.paints.add(paintOf(drawn, context.theme));
    for (const category of categoriesOf(drawn, reading)) look.categories.add(category);
  }
  const faults: Fault[] = [];
  for (const looks of plots.values()) {
    const all = [...looks].filter(([, look]) => look.paints.size > 0);
    for (const [at, [one, a]] of all.entries()) {
      const twin = all.slice(at + 1).find(([, b]) => !isTold(a, b));
      if (!twin) continue;
      const message = `neither a label nor a colour tells ${one} and ${twin[0]} apart`;
      faults.push(
        untrue(twin[1].first, message, 'write "label" next to each, or give "color" the field that tells them apart'),
      );
      break;
    }
  }
  return faults;
}

function isTold(a: Look, b: Look): boolean {
  if ((a.names.size > 0 || b.names.size > 0) && !isSame(a.names, b.names)) return true;
  if (a.categories.size > 0 && b.categories.size > 0 && ![...a.categories].some((one) => b.categories.has(one)))
    return true;
  // What has a colour more, such as that of a fall, has the others too.
  return ![...a.paints].every((one) => hasPaint(b, one)) && ![...b.paints].every((one) => hasPaint(a, one));
}

/** The colours in which each series is drawn, on paper. */
export function paintsOf(marks: readonly DrawnItem[], theme: Theme): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const drawn of marks) {
    if (!drawn.row) continue;
    const [colour = ''] = paintOf(drawn, theme).split(' / ');
    found.set(seriesOf(drawn.row), (found.get(seriesOf(drawn.row)) ?? new Set()).add(colour));
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

/** Whether a series has a paint that looks the same. */
function hasPaint({ paints }: Look, paint: string): boolean {
  const [colour = '', form] = paint.split(' / ');
  return [...paints].some((one) => {
    const [other = '', otherForm] = one.split(' / ');
    return form === otherForm && areAlike(colour, other);
  });
}

function channel(colour: string, at: number): number {
  return Number.parseInt(colour.slice(at, at + 2), 16);
}

/** The colour of a mark on paper, and its form. */
function paintOf({ item, kind }: DrawnItem, { colours }: Theme): string {
  const isLine = kind === 'line' || kind === 'rule';
  const channels = isLine || !item['fill'] ? (['stroke', 'fill'] as const) : (['fill', 'stroke'] as const);
  const paint = channels.find((one) => typeof item[one] === 'string' && hexColour(item[one]) !== undefined);
  const colour = (paint && hexColour(String(item[paint]))) ?? colours.paper;
  const opacity = [item['opacity'], paint && item[`${paint}Opacity`]].reduce<number>(
    (all, own) => all * (typeof own === 'number' ? own : 1),
    1,
  );
  // A gap of nothing is a whole line.
  const dashes: unknown[] = Array.isArray(item['strokeDash']) ? item['strokeDash'] : [];
  const dash = dashes[1] === 0 ? '' : dashes.join(' ');
  const shape = kind === 'symbol' ? JSON.stringify(item['shape'] ?? 'circle') : '';
  return `${over(colour, opacity, colours.paper)} / ${[kind, dash, shape].join(' ')}`;
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
