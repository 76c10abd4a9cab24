import type { BoundChart, ChartRow } from './chart-model.ts';
import { nodesOf } from './spec-lint.ts';
import { memberColours, type Theme } from './theme.ts';

/** A channel of an encoding, as its author wrote it. */
type Channel = Readonly<Record<string, unknown>>;

/** A series by its name in the field that tells it apart, with its colour. */
type Series = readonly [name: string | null, colour: string];

/**
 * What a channel of colour or shape has that its author may leave out. A series has its colour by what it is: Vega-Lite
 * would give colours out in the order of names, which is another in each language.
 */
export function toldApart(channel: Channel, bound: BoundChart, theme: Theme, isColour: boolean): Channel {
  const { field, type = 'nominal' } = channel;
  if (type !== 'nominal') return {};
  const name = String(field);
  const sources = sourcesOf(name, bound);
  if (sources.length > 0) {
    const range = isColour ? { scale: { range: theme.palette } } : {};
    return sources.some((source) => mentionsName(source)) ? { sort: null, ...range } : {};
  }
  const series = seriesOf(name, bound, theme);
  if (series.length === 0) return {};
  const domain = series.map(([own]) => own);
  return { type, scale: isColour ? { domain, range: series.map(([, colour]) => colour) } : { domain } };
}

/**
 * Members of a dimension, named by their ids or labels, have the colour that they have in every chart, and stand in the
 * order of the dataset; what is of no member follows. All other series stand in the order of the rows.
 */
function seriesOf(field: string, { members: dimensions, rows, wideRows = rows }: BoundChart, theme: Theme): Series[] {
  const all = [...wideRows.values()].flat();
  const dimension = field.replace(/_label$/, '');
  const members = dimensions.get(dimension);
  if (!members) return namesIn(all, field).flatMap((name, at) => (name === null ? [] : [[name, nth(theme, at)]]));
  const labels = new Map(all.map((row) => [row[dimension], row[field]]));
  const colours = memberColours(theme, dimension, members);
  const coloured = members.flatMap((member, at): Series[] => {
    const name = field === dimension ? member : labels.get(member);
    return typeof name === 'string' ? [[name, colours[at] ?? theme.colours.accent]] : [];
  });
  const others = namesIn(
    all.filter((row) => row[dimension] === null),
    field,
  );
  return [
    ...coloured,
    ...others.map((name, at): Series => [name, at === 0 ? theme.colours.ink : nth(theme, members.length + at - 1)]),
  ];
}

/** Different texts of a field, in the order of the rows; null where one has none. */
function namesIn(rows: readonly ChartRow[], field: string): (string | null)[] {
  const values = rows.map((row) => row[field]);
  return [...new Set(values.filter((value) => typeof value === 'string' || value === null))];
}

function nth({ palette, colours }: Theme, at: number): string {
  return palette[at % palette.length] ?? colours.accent;
}

/** The transforms that make a field, or one that it is made of. */
function sourcesOf(field: string, { spec }: BoundChart): Channel[] {
  const made = [...nodesOf(spec.spec)].flatMap(({ key, parent }) => (key === 'as' ? [parent] : []));
  const found = new Set<Channel>();
  const wanted = [field];
  for (const name of wanted) {
    for (const transform of made) {
      if (found.has(transform) || ![transform['as']].flat().includes(name)) continue;
      found.add(transform);
      wanted.push(...wordsOf(transform).filter((word) => !wanted.includes(word)));
    }
  }
  return [...found];
}

/** The words of a transform, among which are the fields that it reads. */
function wordsOf(transform: Channel): string[] {
  return JSON.stringify(transform).match(/\w+/g) ?? [];
}

/** Whether a transform reads a field that is written otherwise in another language. */
function mentionsName(transform: Channel): boolean {
  return wordsOf(transform).some((word) => /^(?:label|\w+_label|text|status|break_reason|what|by)$/.test(word));
}
