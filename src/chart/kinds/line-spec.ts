import { localeFont } from '../../brief/fonts.ts';
import { isMapping } from '../../core/files/shape.ts';
import { Diagnostics, didYouMean } from '../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import type { Edition } from '../../dataset/edition.ts';
import { parsePeriod } from '../../dataset/period.ts';
import type { BoundChart, ChartLine, ChartRow, ChartSpec } from '../chart-model.ts';
import { nodesOf } from '../spec-lint.ts';
import { parseData } from '../spec.ts';
import type { Theme } from '../theme.ts';
import { loadTypesetter, type Typesetter } from '../typeset.ts';
import type { ChartKey } from './keys.ts';
import type { AskedData, Stage } from './kind.ts';
import { KINDS } from './kinds.ts';

/** The place of the first value of a key; that of the line where it is not written. */
function placeOfKey({ words, place }: ChartLine, key: ChartKey | undefined): Place {
  return (key && words.get(key)?.[0]?.place) ?? place;
}

/**
 * The chart of a line in an edition, with what it asks for as `data` of a specification does: its specification is made when it is
 * drawn, for each size. Undefined with a mistake, which is reported.
 */
export function specOfLine(line: ChartLine, edition: Edition, diagnostics: Diagnostics): ChartSpec | undefined {
  const { name, file, place, words, kind, width } = line;
  const found = new Diagnostics();
  const report = (message: string, key: ChartKey, hint?: string): undefined =>
    found.error('chart/line', message, placeOfKey(line, key), hint);
  const { leastWidth } = KINDS[kind];
  if (width < leastWidth) {
    const message = `kind="${kind}" needs ${leastWidth} pixels, and its exhibit has ${width}`;
    found.error('chart/line', message, place, 'give the exhibit more width, or leave its width out');
  }
  const asked = KINDS[kind].data({ edition, words, report });
  const data = Object.entries(asked ?? {}).map(([slot, one]) => parsedData(slot, one, line, found));
  diagnostics.include(found);
  const sound = data.filter((one) => one !== undefined);
  if (found.failed || sound.length < data.length) return undefined;
  return { name, file, place, spec: {}, places: new Map(), data: sound, line };
}

/** The `data` object of a specification that a line stands for. */
export function dataObject(
  { addresses, keys }: AskedData,
  { words }: Pick<ChartLine, 'words'>,
): Readonly<Record<string, unknown>> {
  const first = (key: ChartKey): string | undefined => words.get(key)?.[0]?.text;
  const digits = first('digits');
  const all = {
    address: addresses.map(({ text }) => text),
    unit: words
      .get('unit')
      ?.map(({ text }) => text)
      .join(' '),
    digits: digits === undefined ? undefined : Number(digits),
    implied: first('implied') === 'yes' || undefined,
    member: first('member') === 'yes' || undefined,
    ...keys,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function parsedData(
  slot: string,
  asked: AskedData,
  line: ChartLine,
  diagnostics: Diagnostics,
): ChartSpec['data'][number] | undefined {
  const value = dataObject(asked, line);
  // the place of a text of JSON begins at its quote
  const quoted = (place: Place): Place => ({ ...place, column: place.column - 1 });
  const places = new Map<string, Place>([
    [slot, line.place],
    ...Object.keys(value).map((key): [string, Place] => [
      `${slot}/${key}`,
      placeOfKey(line, key === 'base' || key === 'as' ? 'index' : (key as ChartKey)),
    ]),
    ...Object.entries(asked.places ?? {}).map(([key, place]): [string, Place] => [`${slot}/${key}`, quoted(place)]),
    ...asked.addresses.map(({ place }, at): [string, Place] => [`${slot}/address/${at}`, quoted(place)]),
  ]);
  return parseData(value, slot, { value, places, keys: places }, line.file, diagnostics);
}

/** Reports what keeps the rows of a line from being a good chart; says whether it is drawn. */
export function fitsKind({ spec: { line }, rows, members }: BoundChart, diagnostics: Diagnostics): boolean {
  if (!line) return true;
  const drawn = [...rows.values()].flat();
  if (!highlightsDrawn(line, drawn, members, diagnostics)) return false;
  warnOfLaterEnd(line, drawn, diagnostics);
  const misfit = KINDS[line.kind].misfit(
    (slot) => rows.get(slot) ?? [],
    (key) => line.words.get(key)?.[0]?.text,
  );
  if (!misfit) return true;
  const { severity, message, hint, key } = misfit;
  const place = placeOfKey(line, key);
  if (severity === 'warning') diagnostics.warn('chart/kind', message, place, hint);
  else diagnostics.error('chart/kind', message, place, hint);
  return severity === 'warning';
}

/** Whether all that a line highlights is drawn; what is not is reported. */
function highlightsDrawn(
  { words }: ChartLine,
  rows: readonly ChartRow[],
  members: BoundChart['members'],
  diagnostics: Diagnostics,
): boolean {
  const fields = ['indicator', ...members.keys()];
  const known = new Set(rows.flatMap((row) => fields.flatMap((field) => row[field] ?? []).map(String)));
  const others = (words.get('highlight') ?? []).filter(({ text }) => !known.has(text));
  for (const { text, place } of others) {
    const drawn = [...new Set(rows.map((row) => String(row['indicator'])))];
    const hint = didYouMean(text, known) ?? `drawn are ${drawn.slice(0, 6).join(', ')}${drawn.length > 6 ? ' …' : ''}`;
    diagnostics.error('chart/line', `highlight names ${text}, which is not drawn`, place, hint);
  }
  return others.length === 0;
}

/** Warns of a course that is asked for up to a period of which nothing is stated. */
function warnOfLaterEnd({ words }: ChartLine, rows: readonly ChartRow[], diagnostics: Diagnostics): void {
  const [to] = words.get('to') ?? [];
  const end = to && parsePeriod(to.text)?.end;
  const last = rows.reduce<ChartRow | undefined>(
    (a, b) => (a && String(a['end']) >= String(b['end']) ? a : b),
    undefined,
  );
  if (!to || end === undefined || !last || String(last['end']) >= end) return;
  const period = String(last['period']);
  const message = `nothing is stated up to ${to.text}: the last figure is of ${period}`;
  diagnostics.warn('chart/line', message, to.place, `write to="${period}", or leave to out`);
}

/** What a line is drawn with. */
interface Tools {
  readonly theme: Theme;
  readonly typesetter: Typesetter;
}

/** A chart of a line with its specification for a size, and what follows from that. */
export interface SketchedChart {
  readonly bound: BoundChart;
  readonly notes: readonly string[];
  /** Whether it has one height only. */
  readonly isFixed: boolean;
}

/** The specification of a line for a size and a form. */
export function sketchedLine(
  bound: BoundChart,
  line: ChartLine,
  size: { readonly width: number | undefined; readonly height: number | undefined },
  form: number,
  { theme, typesetter }: Tools,
): SketchedChart {
  const words = (key: ChartKey): string[] => (line.words.get(key) ?? []).map(({ text }) => text);
  const stage: Stage = {
    rows: (slot) => bound.rows.get(slot) ?? [],
    width: size.width ?? line.width,
    height: size.height,
    word: (key) => words(key)[0],
    words,
    measure: (text, weight = 400) =>
      typesetter.set(text, { family: theme.font, weight, italic: false, size: theme.fontSize }).width,
    members: bound.members,
    theme,
    locale: bound.locale,
    form,
  };
  const { spec, notes = [], isFixed = false } = KINDS[line.kind].draw(stage);
  const nodes = [...nodesOf(spec)];
  const rows = new Map(
    nodes.flatMap(({ key, value, pointer }) =>
      key === 'data' && isMapping(value) && typeof value['slot'] === 'string'
        ? [[pointer, bound.rows.get(value['slot']) ?? []] as const]
        : [],
    ),
  );
  const places = new Map(nodes.map(({ pointer }) => [pointer, line.place]));
  return { bound: { ...bound, rows, spec: { ...bound.spec, spec, places } }, notes, isFixed };
}

/** How many forms a line may be drawn in. */
export function formsOf({ kind }: ChartLine): number {
  return KINDS[kind].forms;
}

/** Whether the figures of a line are joined. */
export function isJoinedLine({ kind }: ChartLine): boolean {
  return KINDS[kind].isJoined;
}

/** The schema that editors know a specification by. */
const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

/** The specification in Vega-Lite of a line in one of its forms, as a person writes one: with its data by address. */
export async function vegaOfLine(bound: BoundChart, line: ChartLine, house: Theme, form: number): Promise<object> {
  const typesetter = await loadTypesetter(bound.locale, house.faces);
  const theme = { ...house, font: localeFont(bound.locale) ?? house.font };
  const size = { width: undefined, height: undefined };
  const { bound: sketched } = sketchedLine(bound, line, size, form, { theme, typesetter });
  const data = new Map(bound.spec.data.map((one) => [one.pointer, one.json]));
  const written = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => written(item, key));
    if (!isMapping(value)) return value;
    if (key === 'data' && typeof value['slot'] === 'string') return data.get(value['slot']);
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, written(child, name)]));
  };
  return { $schema: SCHEMA, ...(written(sketched.spec.spec, '') as object) };
}
