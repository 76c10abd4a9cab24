import { isMapping } from '../core/files/shape.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { type Place, placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import { type JsonText, parseJson } from '../core/files/json-file.ts';
import { childPointer } from '../core/files/json-pointer.ts';
import type { Results } from '../core/machine/cache.ts';
import { sha256 } from '../core/machine/hash.ts';
import { readLayout } from './chart-layout.ts';
import type { ChartData, ChartSpec, PlacedText, WorkedOut } from './chart-model.ts';
import { lintSpec, nodesOf } from './spec-lint.ts';
import { checkShapeOfSpec, loadShape, type SpecShape } from './spec-shape.ts';
import { type PlacedChannel, type UnitView, unitViews } from './unit-views.ts';

const SWITCHES = ['optional', 'member', 'vintages', 'implied', 'ahead'];
/** What `as` asks for, and the key that says about what. */
const WORKED_OUT = { index: 'base', share: 'of', difference: 'from', sum: undefined, part: undefined } as const;
const DATA_KEYS = ['address', 'events', 'unit', 'digits', 'as', 'base', 'of', 'from', ...SWITCHES];
/** The most digits after the point that a chart can ask for. */
export const MAX_DIGITS = 6;
const ADDRESS_HINT = 'a chart names its data by address: "data": {"address": "indicator:measure@period"}';
const EVENTS_OR_ADDRESS = {
  address: ADDRESS_HINT,
  events: 'events are named by their ids in events.yaml: "data": {"events": "*"} for all',
};

/** Name of a chart by its path: `templates/x/charts/output-growth.vl.json` is `output-growth`. */
export function chartName(path: string): string {
  return (path.split('/').pop() ?? path).replace(/\.vl\.json$/, '');
}

/** What the name of a chart for narrow screens ends in: `trade-narrow` is `trade` for a phone. */
export const NARROW_SUFFIX = '-narrow';

/** Specifications without mistakes that were read before: plain data. */
export type KnownSpecs = Results<ChartSpec>;

/**
 * Reads a Vega-Lite specification and reports all in it that a printed chart may not do: load, link, depend on clock,
 * chance or time zone, or show what is bound to no data. Returns undefined when anything was reported.
 */
export async function loadChart(
  file: SourceFile,
  diagnostics: Diagnostics,
  known?: KnownSpecs,
): Promise<ChartSpec | undefined> {
  const { spec, problems } = await (read.get(file) ?? readOnce(file, known));
  diagnostics.include(problems);
  return problems.failed ? undefined : spec;
}

/** Specifications by their files: all editions share them. */
const read = new WeakMap<SourceFile, Promise<ReadSpec>>();

interface ReadSpec {
  readonly spec: ChartSpec | undefined;
  readonly problems: Diagnostics;
}

function readOnce(file: SourceFile, known: KnownSpecs | undefined): Promise<ReadSpec> {
  const reading = findOrRead(file, known);
  read.set(file, reading);
  return reading;
}

async function findOrRead(file: SourceFile, known: KnownSpecs | undefined): Promise<ReadSpec> {
  const problems = new Diagnostics();
  const key = sha256(JSON.stringify([file.path, file.text]));
  const found = await known?.get(key);
  if (found) return { spec: found, problems };
  const spec = readChart(file, await loadShape(), problems);
  if (spec && problems.all.length === 0) await known?.set(key, spec);
  return { spec, problems };
}

function readChart(file: SourceFile, shape: SpecShape, diagnostics: Diagnostics): ChartSpec | undefined {
  const json = parseJson(file, diagnostics);
  if (!json) return undefined;
  if (!isMapping(json.value))
    return diagnostics.error('chart/invalid', 'a chart is a JSON object', json.places.get(''), ADDRESS_HINT);
  lintSpec(json, diagnostics);
  // what Assay refuses needs no second message that Vega-Lite does not know it
  const refused = new Set(diagnostics.all.map(({ place }) => place && `${place.line}:${place.column}`));
  const unknown = new Diagnostics();
  checkShapeOfSpec(json, shape, unknown);
  const others = unknown.all.filter(({ place }) => !refused.has(place && `${place.line}:${place.column}`));
  diagnostics.include({ all: others });
  checkBaselines(json, diagnostics);
  const layout = readLayout(json, file, diagnostics);
  const data = [...nodesOf(json.value)]
    .filter(({ key }) => key === 'data')
    .map(({ value, pointer }) => parseData(value, pointer, json, file, diagnostics));
  if (data.length === 0) {
    diagnostics.error('chart/unknown-data', 'this chart has no data', placeAt(file, 0), ADDRESS_HINT);
  } else if (data.every((item) => item?.events)) {
    diagnostics.error('chart/unknown-data', 'this chart has no figures, only events', data[0]?.place, ADDRESS_HINT);
  }
  const sound = data.filter((item) => item !== undefined);
  return {
    name: chartName(file.path),
    file,
    place: placeAt(file, 0),
    spec: json.value,
    places: json.places,
    data: sound,
    ...layout,
  };
}

/** A `data` object of a specification; undefined where it has a mistake, which is reported. */
export function parseData(
  value: unknown,
  pointer: string,
  { places }: JsonText,
  file: SourceFile,
  diagnostics: Diagnostics,
): ChartData | undefined {
  const placeOf = (at: string): Place => places.get(at) ?? placeAt(file, 0);
  const report = (at: string, message: string, hint = ADDRESS_HINT): undefined => {
    return diagnostics.error('chart/unknown-data', message, placeOf(at), hint);
  };
  if (!isMapping(value)) return report(pointer, 'these data have no address');
  const unknown = Object.keys(value).find((key) => !DATA_KEYS.includes(key));
  // The lint has said that nothing is loaded.
  if (unknown === 'url') return undefined;
  if (unknown !== undefined) {
    const hint =
      unknown === 'values' ? ADDRESS_HINT : (didYouMean(unknown, DATA_KEYS) ?? `known: ${DATA_KEYS.join(', ')}`);
    return report(childPointer(pointer, unknown), `"${unknown}" is not a part of a chart's data`, hint);
  }
  const isOfEvents = 'events' in value;
  const list = isOfEvents ? 'events' : 'address';
  const texts = textsOf(value[list], childPointer(pointer, list), placeOf);
  if (!texts) {
    const wanted = isOfEvents ? 'the id of an event or a list of them' : 'an address or a list of them';
    return report(
      list in value ? childPointer(pointer, list) : pointer,
      `"${list}" is ${wanted}`,
      EVENTS_OR_ADDRESS[list],
    );
  }
  const idle = isOfEvents && Object.keys(value).find((key) => key !== 'events' && key !== 'member');
  if (idle) {
    const hint = `remove it; what figures are drawn is in data of its own, with an address`;
    return report(childPointer(pointer, idle), `"${idle}" says nothing of events`, hint);
  }
  const { unit, digits } = value;
  if (unit !== undefined && typeof unit !== 'string') {
    return report(childPointer(pointer, 'unit'), '"unit" is the code of a unit', 'such as "unit": "Mt"');
  }
  if (digits !== undefined && !isDigits(digits)) {
    return report(childPointer(pointer, 'digits'), `"digits" is a whole number from 0 to ${MAX_DIGITS}`, 'remove it');
  }
  const worked = workedOutIn(value);
  if (worked && 'problem' in worked) return report(childPointer(pointer, worked.key), worked.problem, worked.hint);
  const torn = SWITCHES.find((key) => value[key] !== undefined && typeof value[key] !== 'boolean');
  if (torn) return report(childPointer(pointer, torn), `"${torn}" is true or false`, 'remove it');
  return {
    pointer,
    json: value,
    addresses: isOfEvents ? [] : texts,
    events: isOfEvents ? texts : undefined,
    unit: unit === undefined ? undefined : { code: unit, place: placeOf(childPointer(pointer, 'unit')) },
    digits,
    optional: value['optional'] === true,
    vintages: value['vintages'] === true,
    implied: value['implied'] === true,
    ahead: value['ahead'] === true,
    workedOut: worked && placedWork(worked, placeOf(childPointer(pointer, worked.key ?? 'as'))),
    member: value['member'] === true ? placeOf(childPointer(pointer, 'member')) : undefined,
    place: placeOf(pointer),
  };
}

interface AskedWork {
  readonly as: keyof typeof WORKED_OUT;
  /** The key that says about what, and its text. */
  readonly key: 'base' | 'of' | 'from' | undefined;
  readonly text: string;
}

/** What `as` asks for; undefined where it stands not there. */
function workedOutIn(
  value: Readonly<Record<string, unknown>>,
): AskedWork | { readonly key: string; readonly problem: string; readonly hint: string } | undefined {
  const { as } = value;
  const idle = ['base', 'of', 'from'].find((key) => value[key] !== undefined);
  if (as === undefined) {
    return idle === undefined
      ? undefined
      : { key: idle, problem: `"${idle}" says nothing without "as"`, hint: FORMS_OF_WORK };
  }
  if (typeof as !== 'string' || !(as in WORKED_OUT)) {
    return { key: 'as', problem: '"as" is index, share, difference, sum or part', hint: FORMS_OF_WORK };
  }
  const kind = as as keyof typeof WORKED_OUT;
  const key = WORKED_OUT[kind];
  const other = ['base', 'of', 'from'].find((one) => one !== key && value[one] !== undefined);
  const idleUnit = value['unit'] !== undefined && UNITLESS.has(kind) ? 'unit' : undefined;
  const unfit = key === undefined ? ['vintages', 'implied', 'ahead'] : ['vintages', 'ahead'];
  const mixed = unfit.find((one) => value[one] === true) ?? other ?? idleUnit;
  if (mixed !== undefined)
    return { key: mixed, problem: `"${mixed}" does not go with "as": "${as}"`, hint: 'remove it' };
  const text = key === undefined ? '' : value[key];
  if (typeof text !== 'string') return { key: 'as', problem: `"as": "${as}" needs "${key}"`, hint: FORMS_OF_WORK };
  return { as: kind, key, text };
}

/** What is worked out in a unit of its own. */
const UNITLESS: ReadonlySet<string> = new Set(['index', 'share', 'part']);

const FORMS_OF_WORK =
  '"as": "index" with "base": "2020", "share" with "of": "total", "difference" with "from": "other", "sum" or "part"';

function placedWork({ as, text }: AskedWork, place: Place): WorkedOut {
  if (as === 'sum' || as === 'part') return { as };
  return as === 'index' ? { as, base: { text, place } } : { as, other: { text, place } };
}

function isDigits(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_DIGITS;
}

/** One text or a list of them, each with its place; undefined if it is neither. */
function textsOf(
  value: unknown,
  pointer: string,
  placeOf: (pointer: string) => Place,
): readonly PlacedText[] | undefined {
  if (typeof value === 'string') return [{ text: value, place: placeOf(pointer) }];
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const texts = value as unknown[];
  if (!texts.every((text) => typeof text === 'string')) return undefined;
  return texts.map((text, index) => ({ text, place: placeOf(childPointer(pointer, index)) }));
}

/** Marks whose length or height is read as the figure, and what several of them are called. */
const FILLED: ReadonlyMap<unknown, string> = new Map([
  ['bar', 'bars'],
  ['area', 'areas'],
]);

/**
 * Reports bars and areas whose scale begins elsewhere than at zero, at the line that says so: their lengths then say
 * other things than the figures. Those between two figures (`y2`) have lengths of their own, wherever the scale begins.
 */
function checkBaselines({ value, places }: JsonText, diagnostics: Diagnostics): void {
  if (!isMapping(value)) return;
  const views = unitViews(value);
  const told = new Set<string>();
  for (const view of views) {
    const filled = FILLED.get(view.mark.type);
    const axis = lengthAxis(view);
    if (filled === undefined || axis === undefined) continue;
    // Layers share a scale, which begins where any of them says.
    const channels = views.filter(({ plot }) => plot === view.plot).map((one) => one.channels.get(axis));
    const pointer = channels.map(cutBy).find((found) => found !== undefined);
    if (pointer === undefined || told.has(pointer)) continue;
    told.add(pointer);
    const message = `${filled} are drawn on a scale that does not begin at zero: their lengths are not in proportion to the figures`;
    diagnostics.error('chart/baseline', message, places.get(pointer), 'let it begin at zero, or draw points or lines');
  }
}

/** The axis along which a bar or an area is as long as its figure; undefined where it lies between two figures. */
function lengthAxis({ mark, channels }: UnitView): 'x' | 'y' | undefined {
  const isOfNumbers = (axis: string): boolean => channels.get(axis)?.channel['type'] === 'quantitative';
  const isUpright = isOfNumbers('y') && !(isOfNumbers('x') && mark['orient'] === 'horizontal');
  const axis = isUpright ? 'y' : 'x';
  return isOfNumbers(axis) && !channels.has(`${axis}2`) ? axis : undefined;
}

/** JSON pointer of what lets the scale of a channel begin elsewhere than at zero. */
function cutBy(placed: PlacedChannel | undefined): string | undefined {
  const scale = placed?.channel['scale'];
  if (!placed || !isMapping(scale)) return undefined;
  const { zero, domain, domainMin, domainMax, type } = scale;
  const key =
    (zero === false && domain === undefined && 'zero') ||
    (Array.isArray(domain) && leavesOutZero(domain) && 'domain') ||
    (isAbove(domainMin) && 'domainMin') ||
    (isBelow(domainMax) && 'domainMax') ||
    (type === 'log' && 'type');
  return key ? `${placed.pointer}/scale/${key}` : undefined;
}

function leavesOutZero(domain: readonly unknown[]): boolean {
  return domain.length > 0 && (domain.every(isAbove) || domain.every(isBelow));
}

function isAbove(end: unknown): boolean {
  return typeof end === 'number' && end > 0;
}

function isBelow(end: unknown): boolean {
  return typeof end === 'number' && end < 0;
}
