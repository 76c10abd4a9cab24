import { isMapping } from '../core/files/shape.ts';
import { childPointer } from '../core/files/json-pointer.ts';
import type { BoundChart, ChartRow } from './chart-model.ts';
import { placeholder, type RowlessSpec } from './compiled-spec.ts';
import type { WantedSize } from './fit-view.ts';
import { type LocaleId, words } from '../language/locales.ts';
import { toldApart } from './series.ts';
import type { Theme } from './theme.ts';
import { unitViews } from './unit-views.ts';

/** A channel of an encoding, as its author wrote it. */
type Channel = Readonly<Record<string, unknown>>;

/** Parts of a channel that its author may leave out. */
type ChannelDefaults = (channel: Channel, bound: BoundChart, theme: Theme) => Channel;

const CHANNEL_DEFAULTS: ReadonlyMap<string, ChannelDefaults> = new Map([
  ['x', unstacked],
  ['y', unstacked],
  ['xOffset', inOrder],
  ['yOffset', inOrder],
  ['facet', inOrderOfRows],
  ['row', inOrderOfRows],
  ['column', inOrderOfRows],
  ['color', inColours],
  ['fill', inColours],
  ['stroke', inColours],
  ['shape', inForms],
  ['strokeDash', inForms],
]);

/** Keys of expressions whose texts may be shown. */
const SHOWN_EXPRESSIONS: ReadonlySet<string> = new Set(['calculate', 'expr', 'labelExpr', 'signal']);

/** An expression in which a sign of per cent that is added to a number is written as the locale writes it: `12 %`. */
function withPercent(expression: string, locale: LocaleId): string {
  const { percent } = words(locale).numbers;
  return expression.replaceAll(/\+\s*(["'])[ \u00A0]?%\1/g, `+ ${JSON.stringify(percent)}`);
}

/** In which size a chart is drawn; what is absent is as its specification says. */
export interface DrawnSize {
  /** CSS pixels of the whole picture. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** Columns of small multiples. */
  readonly columns: number | undefined;
  readonly isNarrow: boolean;
}

/** A specification as Vega-Lite takes it, and the size that its picture is to have. */
export interface FilledSpec extends RowlessSpec {
  readonly wanted: WantedSize;
}

/** The specification for Vega-Lite: with its size, and the house's defaults for channels; and its rows. */
export function fillSpec(bound: BoundChart, theme: Theme, { width, height, columns }: DrawnSize): FilledSpec {
  const rows: (readonly ChartRow[])[] = [];
  const areas = areasOfMembers(bound);
  const fill = (value: unknown, pointer: string, key: string): unknown => {
    const area = areas.get(pointer);
    if (area) return { ...area, ...(isMapping(value) ? value : { type: value }) };
    if (Array.isArray(value)) return value.map((item, index) => fill(item, childPointer(pointer, index), key));
    if (typeof value === 'string' && SHOWN_EXPRESSIONS.has(key)) return withPercent(value, bound.locale);
    if (!isMapping(value)) return value;
    const own = bound.rows.get(pointer);
    if (own) return { values: placeholder(numberIn(rows, own)) };
    const filled: Channel = Object.fromEntries(
      Object.entries(value).map(([name, child]) => [name, fill(child, childPointer(pointer, name), name)]),
    );
    const defaults = CHANNEL_DEFAULTS.get(key);
    if (!defaults) return filled;
    const { condition } = filled;
    const isConditional = isMapping(condition) && 'field' in condition;
    const part = 'field' in filled ? filled : isConditional ? condition : undefined;
    if (!part) return filled;
    const whole = withDefaults(key, part, defaults(part, bound, theme));
    return part === condition ? { ...filled, condition: whole } : whole;
  };
  const filled = fill(bound.spec.spec, '', '') as Channel;
  const size = {
    width: width ?? filled['width'] ?? theme.width,
    height: height ?? filled['height'],
  };
  return isMapping(filled['spec']) && 'facet' in filled
    ? { ...panels(filled, size, columns), rows }
    : { spec: { ...filled, ...size }, rows, wanted: size };
}

/** A channel with what its author left out, also of its scale. */
function withDefaults(key: string, channel: Channel, usual: Channel): Channel {
  if (isUnsorted(key, channel)) return { ...channel, ...usual };
  const [theirs, ours] = [channel['scale'], usual['scale']];
  const scale = isMapping(theirs) && isMapping(ours) ? { scale: { ...ours, ...theirs } } : {};
  return { ...usual, ...channel, ...scale };
}

/** The number of rows among others, which are added where they are new: Vega-Lite takes equal data for the same. */
function numberIn(all: (readonly ChartRow[])[], rows: readonly ChartRow[]): number {
  const text = JSON.stringify(rows);
  const known = all.findIndex((one) => JSON.stringify(one) === text);
  return known < 0 ? all.push(rows) - 1 : known;
}

/** Small multiples: Vega-Lite takes a size for each of them only, so theirs is a first guess, which is fitted. */
function panels(filled: Channel, wanted: WantedSize, columns: number | undefined): Omit<FilledSpec, 'rows'> {
  const rest = Object.entries(filled).filter(([key]) => !(key in wanted));
  const spec = { ...wanted, ...(filled['spec'] as Channel) };
  const own = { ...Object.fromEntries(rest), ...(columns === undefined ? {} : { columns }), spec };
  return { spec: own, wanted };
}

/** Published figures stand side by side unless a chart says otherwise: their sum was not published. */
function unstacked(): Channel {
  return { stack: null };
}

/**
 * Members of a dimension stand in the order of the dataset, all else in that of the rows, in every layer: else Vega-Lite
 * sorts some by colour, and cannot unite what it sorted with what it did not.
 */
function inOrder({ field }: Channel, { members }: BoundChart): Channel {
  return { sort: members.get(String(field)) ?? null };
}

/**
 * Panels stand in the order of the rows, in each language; Vega-Lite sorts them by their labels, and knows no `null`. What
 * a transform makes has no order here.
 */
function inOrderOfRows({ field }: Channel, { rows }: BoundChart): Channel {
  const values = [...rows.values()].flat().map((row) => row[String(field)]);
  const order = [...new Set(values.filter((value) => value !== undefined && value !== null))];
  return order.length > 0 ? { sort: order } : {};
}

/** Whether a channel leaves its order to the house. */
function isUnsorted(key: string, { sort }: Channel): boolean {
  return sort === null && CHANNEL_DEFAULTS.get(key) === inOrderOfRows;
}

/** The opacity of an area that others show through. */
const SHEER = 0.12;

/**
 * What the areas of members have that an author may leave out, by the pointer of the mark: those that are stacked hide
 * nothing and are opaque, others have a line on top, so that they can be distinguished.
 */
function areasOfMembers({ spec, members }: BoundChart): ReadonlyMap<string, object> {
  const found = unitViews(spec.spec).flatMap(({ mark, channels, pointer }): [string, object][] => {
    const field = (channels.get('color') ?? channels.get('fill'))?.channel['field'];
    const isOwn = 'opacity' in mark || 'fillOpacity' in mark;
    if (mark.type !== 'area' || isOwn || !members.has(String(field))) return [];
    const isStacked = ['x', 'y'].some(
      (axis) => channels.has(`${axis}2`) || Boolean(channels.get(axis)?.channel['stack'] ?? false),
    );
    return [[pointer, isStacked ? { opacity: 1 } : { opacity: SHEER, line: true }]];
  });
  return new Map(found);
}

function inColours(channel: Channel, bound: BoundChart, theme: Theme): Channel {
  return toldApart(channel, bound, theme, true);
}

function inForms(channel: Channel, bound: BoundChart, theme: Theme): Channel {
  return toldApart(channel, bound, theme, false);
}
