import { isMapping } from '../core/files/shape.ts';
import { PRIVATE_USE } from '../core/diagnostics/source-text.ts';
import { isCssColour } from '../brief/colour.ts';
import { type Diagnostics, relatedWord } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { sizeProblem } from './chart-limits.ts';
import {
  type ExpressionProblem,
  inspectExpression,
  PURE_FUNCTIONS,
  REFUSED_FUNCTIONS,
  SAYS_SOMETHING,
} from './vega-expression.ts';
import type { JsonText } from '../core/files/json-file.ts';
import { childPointer } from '../core/files/json-pointer.ts';
import { DRAWING_NAMES, THEME_NAMES } from './theme.ts';

/** A value in a specification, with its surroundings. */
export interface SpecNode {
  readonly pointer: string;
  readonly key: string;
  readonly value: unknown;
  readonly parent: Readonly<Record<string, unknown>>;
  /** Key under which the parent stands. */
  readonly parentKey: string;
}

interface Lint {
  readonly places: JsonText['places'];
  readonly names: ReadonlySet<string>;
  readonly diagnostics: Diagnostics;
}

/** Keys that no chart may have, with why and what to do. */
export const FORBIDDEN_KEYS: ReadonlyMap<string, readonly [why: string, hint: string]> = new Map([
  ['url', ['a chart loads nothing', 'name the data by address: "data": {"address": "indicator:measure@period"}']],
  ['href', ['a chart is a picture: it links nowhere', 'put the link into the text around it']],
  ['bind', ['a chart is a picture: it has no controls', 'give the parameter a value or an expr']],
  ['select', ['a chart is a picture: nothing in it is selected', 'give the parameter a value or an expr']],
  ['config', ['colours and type are set by the house style', 'set what is special to this chart on its marks']],
  ['datasets', ['a chart names its data by address', 'use "data": {"address": …} where the data are drawn']],
  ['sample', ['a chart shows the same rows every time', 'filter the rows instead']],
  ['impute', ['a chart draws no figure that nobody published', 'leave the gap, or filter the rows']],
  ['projection', ['maps are not drawn', 'remove it']],
  ['__proto__', ['this key is not part of Vega-Lite', 'remove it']],
  ['constructor', ['this key is not part of Vega-Lite', 'remove it']],
  ['prototype', ['this key is not part of Vega-Lite', 'remove it']],
]);

/** Marks that are drawn: those whose places and lengths can be read back from the picture. */
export const MARKS: ReadonlySet<string> = new Set(
  'bar line area point circle square tick rule rect text errorbar errorband'.split(' '),
);

/** Transforms, each by its own key; all others make figures that nobody published or that nobody could read back. */
export const TRANSFORMS: ReadonlySet<string> = new Set('filter calculate joinaggregate window stack'.split(' '));

/** What `joinaggregate` and `window` may look for among rows: which there are, and how many, but nothing worked out. */
export const OPERATIONS: ReadonlySet<unknown> = new Set(
  'min max count distinct lag lead first_value last_value row_number rank dense_rank'.split(' '),
);

/** Channels that are drawn. */
export const CHANNELS: ReadonlySet<string> = new Set(
  (
    'x y x2 y2 xOffset yOffset color fill stroke opacity fillOpacity strokeOpacity strokeWidth strokeDash size shape text ' +
    'detail order facet row column'
  ).split(' '),
);

/** Channels whose value is not read as an amount: they take values and conditions, but no field. */
const PLAIN_CHANNELS: ReadonlySet<string> = new Set('opacity fillOpacity strokeOpacity strokeWidth size'.split(' '));

/** What may be said about a scale for places. */
export const SCALE_KEYS: ReadonlySet<string> = new Set(
  'type zero nice padding paddingInner paddingOuter align round domain domainMin domainMax'.split(' '),
);

/** Scales on which amounts, times and categories have their places. */
export const SCALE_TYPES: ReadonlySet<unknown> = new Set(['linear', 'utc', 'band', 'point']);

const FORBIDDEN_MARKS = new Set(['image', 'geoshape']);

const REFUSED_MARKS: ReadonlyMap<string, string> = new Map([
  ['boxplot', 'it shows what it works out, and not the figures'],
  ['trail', 'its width is not an amount that can be read'],
  ['arc', 'its angle is not an amount on a scale; bars show shares'],
]);

/** The keys by which Vega-Lite distinguishes transforms. */
const TRANSFORM_KEYS: ReadonlySet<string> = new Set(
  (
    'aggregate bin calculate density extent filter flatten fold impute joinaggregate loess lookup pivot quantile regression ' +
    'sample stack timeUnit window'
  ).split(' '),
);

const STACK_HINT = 'leave it out: the parts are drawn from zero, as long as their figures';

const PLACES: ReadonlySet<string> = new Set(['x', 'y']);

/** Number formats that change no amount, and directives of time. */
const NUMBER_FORMAT = /^,?(?:\.\d+)?~?[df]?$/;
const TIME_FORMAT = /^(?:%[-_0]?[YybBmdejq]|[^%\p{L}\p{N}])+$/u;

const EXPRESSION_KEYS = new Set(['calculate', 'expr', 'signal', 'labelExpr']);
const PREDICATE_KEYS = new Set(['filter', 'test', 'and', 'or', 'not']);
const DATE_KEYS = new Set(
  'year quarter month date week day dayofyear hours minutes seconds milliseconds utc'.split(' '),
);
const WORDS_HINT =
  'name a figure by address and draw one of its fields, such as "text" or "label", or an event by its id';
const UTC_HINT = 'use the utc form: "timeUnit": "utcyear", "scale": {"type": "utc"}';

/**
 * Reports everything in a specification that would load a file, link, vary from run to run, or show text without data.
 */
export function lintSpec({ value, places }: JsonText, diagnostics: Diagnostics): void {
  const names = new Set([...THEME_NAMES, ...DRAWING_NAMES, ...parameterNames(value)]);
  const lint: Lint = { places, names, diagnostics };
  for (const node of nodesOf(value)) {
    lintKey(node, lint);
    lintAllowed(node, lint);
    lintSize(node, lint);
    lintCharacters(node, lint);
    lintTime(node, lint);
    lintColour(node, lint);
    lintWords(node, lint);
    for (const expression of expressionsOf(node)) lintExpression(expression, lint);
  }
}

/**
 * Every keyed value of a specification, outer ones first, in the order of the file. Items of lists carry the list's
 * key.
 */
export function* nodesOf(value: unknown, pointer = '', key = ''): Generator<SpecNode> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* nodesOf(item, childPointer(pointer, index), key);
  } else if (isMapping(value)) {
    for (const [name, child] of Object.entries(value)) {
      const below = childPointer(pointer, name);
      yield { pointer: below, key: name, value: child, parent: value, parentKey: key };
      yield* nodesOf(child, below, name);
    }
  }
}

/** The expressions in a node itself: `expr` and its like, and the strings of predicates. */
export function expressionsOf({ pointer, key, value }: SpecNode): { pointer: string; text: string }[] {
  if (EXPRESSION_KEYS.has(key)) return typeof value === 'string' ? [{ pointer, text: value }] : [];
  if (!PREDICATE_KEYS.has(key)) return [];
  const items = Array.isArray(value) ? value.map((item: unknown, index) => [childPointer(pointer, index), item]) : [];
  return [[pointer, value], ...items].flatMap(([at, text]) =>
    typeof text === 'string' ? [{ pointer: String(at), text }] : [],
  );
}

/** Names of the parameters that a specification declares. */
function parameterNames(spec: unknown): string[] {
  return [...nodesOf(spec)].flatMap(({ key, value, parentKey }) =>
    key === 'name' && parentKey === 'params' && typeof value === 'string' ? [value] : [],
  );
}

function forbid(lint: Lint, pointer: string, message: string, hint: string): void {
  lint.diagnostics.error('chart/forbidden', message, placeOf(lint, pointer), hint);
}

function placeOf(lint: Lint, pointer: string): Place | undefined {
  return lint.places.get(pointer);
}

function lintKey({ pointer, key, value, parentKey }: SpecNode, lint: Lint): void {
  const forbidden = FORBIDDEN_KEYS.get(key);
  if (forbidden) forbid(lint, pointer, `"${key}" is not used: ${forbidden[0]}`, forbidden[1]);
  lintMark(key === 'mark' || (key === 'type' && parentKey === 'mark') ? value : undefined, pointer, lint);
  if (key === 'repeat') forbid(lint, pointer, 'nothing is repeated', 'draw the rows in small multiples with "facet"');
  if (key === 'legend' && value !== null) {
    const hint = 'label directly, with a layer of the mark text, and write "legend": null';
    forbid(lint, pointer, 'a chart has no legend', hint);
  }
  if ((key === 'title' || key === 'subtitle') && value !== null && value !== false) {
    const hint = 'write it above the chart in the template, where it is translated and tested; axes take none';
    forbid(lint, pointer, `a chart has no ${key} of its own`, hint);
  }
  if (key === 'formatType' && value !== 'number') {
    forbid(lint, pointer, 'only numbers are formatted', 'remove it; labels are in the field "text"');
  }
}

function lintSize(node: SpecNode, lint: Lint): void {
  // What stands in "usermeta" is read with it.
  const problem = node.pointer.startsWith('/usermeta/') ? undefined : sizeProblem(node);
  if (!problem) return;
  lint.diagnostics.error(problem.rule, problem.message, placeOf(lint, node.pointer), problem.hint);
}

function lintMark(mark: unknown, pointer: string, lint: Lint): void {
  if (typeof mark !== 'string') return;
  if (FORBIDDEN_MARKS.has(mark)) {
    forbid(lint, pointer, `the mark "${mark}" is not drawn: it would load a file`, 'use another mark');
  } else if (REFUSED_MARKS.has(mark)) {
    forbid(
      lint,
      pointer,
      `the mark "${mark}" is not drawn: ${REFUSED_MARKS.get(mark)}`,
      `use ${[...MARKS].join(', ')}`,
    );
  }
}

/** What transforms, operations of them, channels and scales may be. */
function lintAllowed({ pointer, key, value, parentKey }: SpecNode, lint: Lint): void {
  if (key === 'transform' && Array.isArray(value)) {
    for (const [at, step] of value.entries()) lintTransform(step, childPointer(pointer, at), lint);
  }
  if (key === 'encoding' && isMapping(value)) {
    for (const [name, channel] of Object.entries(value)) lintChannel(name, channel, childPointer(pointer, name), lint);
  }
  if (key === 'scale' && PLACES.has(parentKey) && isMapping(value)) lintScale(value, pointer, lint);
  if (key === 'format' && (typeof value !== 'string' || !(NUMBER_FORMAT.test(value) || TIME_FORMAT.test(value)))) {
    const hint = 'numbers: "d", ",d", ".1f"; times: "%Y", "%B %Y"';
    forbid(lint, pointer, 'this format changes or adds what is printed', hint);
  }
}

function lintTransform(step: unknown, pointer: string, lint: Lint): void {
  if (!isMapping(step)) return;
  const kinds = Object.keys(step).filter((key) => TRANSFORM_KEYS.has(key));
  const refused = kinds.find((key) => !TRANSFORMS.has(key) && !FORBIDDEN_KEYS.has(key));
  if (refused !== undefined && !kinds.some((key) => TRANSFORMS.has(key))) {
    const hint = `transforms are ${[...TRANSFORMS].join(', ')}`;
    forbid(
      lint,
      childPointer(pointer, refused),
      `"${refused}" is not done in a chart: it makes figures that nobody tests`,
      hint,
    );
  }
  for (const kind of ['joinaggregate', 'window']) {
    const list = step[kind];
    for (const [at, one] of Array.isArray(list) ? list.entries() : []) {
      const op = isMapping(one) ? one['op'] : undefined;
      if (typeof op !== 'string' || OPERATIONS.has(op)) continue;
      const hint = `operations are ${[...OPERATIONS].join(', ')}`;
      const place = childPointer(childPointer(childPointer(pointer, kind), at), 'op');
      forbid(lint, place, `"${op}" is not worked out in a chart`, hint);
    }
  }
  if (step['stack'] !== undefined && step['offset'] !== undefined && step['offset'] !== 'zero') {
    forbid(lint, childPointer(pointer, 'offset'), 'a stack begins at zero', STACK_HINT);
  }
}

function lintChannel(name: string, channel: unknown, pointer: string, lint: Lint): void {
  for (const one of [channel].flat()) {
    if (!isMapping(one)) continue;
    for (const key of ['aggregate', 'bin']) {
      if (one[key] === undefined || one[key] === null || one[key] === false) continue;
      const hint = 'draw the rows as they are';
      forbid(lint, childPointer(pointer, key), `"${key}" makes one mark of several figures`, hint);
    }
    if (PLAIN_CHANNELS.has(name) && one['field'] !== undefined) {
      forbid(
        lint,
        childPointer(pointer, 'field'),
        `"${name}" shows no amount that can be read`,
        'give it a value, or a condition',
      );
    }
    if (one['stack'] === 'normalize' || one['stack'] === 'center') {
      forbid(lint, childPointer(pointer, 'stack'), 'a stack begins at zero', STACK_HINT);
    }
  }
}

function lintScale(scale: Readonly<Record<string, unknown>>, pointer: string, lint: Lint): void {
  for (const [key, value] of Object.entries(scale)) {
    const isKnown = SCALE_KEYS.has(key) && (key !== 'type' || SCALE_TYPES.has(value) || value === 'time');
    if (isKnown) continue;
    const message =
      key === 'type'
        ? `a scale of the type ${String(value)} does not show amounts in proportion`
        : `"${key}" of a scale may turn, bend or cut it`;
    const hint =
      key === 'type' ? `types are ${[...SCALE_TYPES].join(', ')}` : `a scale has ${[...SCALE_KEYS].join(', ')}`;
    lint.diagnostics.error('chart/scale', message, placeOf(lint, childPointer(pointer, key)), hint);
  }
}

/** Characters of private use stand for values in documents; JSON can write them as escapes that no reader sees. */
function lintCharacters({ pointer, key, value }: SpecNode, lint: Lint): void {
  const strings = [key, ...(Array.isArray(value) ? (value as unknown[]) : [value])];
  if (!strings.some((text) => typeof text === 'string' && PRIVATE_USE.test(text))) return;
  const message = 'there is a private-use character here';
  lint.diagnostics.error('document/private-use', message, placeOf(lint, pointer), 'remove it');
}

const COLOUR_KEYS: ReadonlySet<string> = new Set(['color', 'fill', 'stroke', 'background']);

/** The channel that a value is typed for, by itself or under a condition. */
function channelOf(pointer: string): string | undefined {
  return /\/(\w+)(?:\/condition(?:\/\d+)?)?\/value$/.exec(pointer)?.[1];
}

/** Browsers do not draw a colour that they do not know. */
function lintColour({ pointer, key, value }: SpecNode, lint: Lint): void {
  const isColour = COLOUR_KEYS.has(key) || COLOUR_KEYS.has(channelOf(pointer) ?? '');
  if (!isColour || typeof value !== 'string' || value === 'none' || isCssColour(value)) return;
  const nearest = relatedWord(value, THEME_NAMES);
  const hint =
    nearest === undefined ? `colours of the house are ${THEME_NAMES.join(', ')}` : `write { "expr": "${nearest}" }`;
  lint.diagnostics.error('chart/invalid', `"${value}" is not a colour`, placeOf(lint, pointer), hint);
}

/** Local time differs from machine to machine, so only UTC is used. */
function lintTime(node: SpecNode, lint: Lint): void {
  const { pointer, key, value, parent } = node;
  if (key === 'timeUnit' && !isUtcUnit(value)) forbid(lint, pointer, 'this time unit is in local time', UTC_HINT);
  if (key === 'type' && value === 'time') forbid(lint, pointer, 'this scale is in local time', UTC_HINT);
  if (key === 'type' && (value === 'temporal' || value === 'T') && !isUtcChannel(parent)) {
    forbid(lint, pointer, 'a temporal channel is in local time unless it says otherwise', UTC_HINT);
  }
  if (isDateTime(value) && value['utc'] !== true) {
    forbid(lint, pointer, 'this date is in local time', 'add "utc": true, or compare the field "year" or "period"');
  }
}

function isUtcUnit(value: unknown): boolean {
  if (typeof value === 'string') return value.startsWith('utc');
  return isMapping(value) && (value['utc'] === true || (typeof value['unit'] === 'string' && isUtcUnit(value['unit'])));
}

function isUtcChannel(channel: Readonly<Record<string, unknown>>): boolean {
  const { scale, timeUnit } = channel;
  return isUtcUnit(timeUnit) || (isMapping(scale) && scale['type'] === 'utc');
}

function isDateTime(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isMapping(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => DATE_KEYS.has(key));
}

/** Words and numbers in a picture come from the data, because typed ones are neither translated nor tested. */
function lintWords({ pointer, key, value, parentKey }: SpecNode, lint: Lint): void {
  const typedText = channelOf(pointer) === 'text' || (key === 'text' && parentKey === 'mark');
  const typedNumber = key === 'datum' && value !== 0 && !isMapping(value);
  if (!typedNumber && !(typedText && saysSomething(value))) return;
  const message = 'what is typed here is bound to no data';
  lint.diagnostics.error('chart/unknown-data', message, placeOf(lint, pointer), WORDS_HINT);
}

function saysSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(saysSomething);
  return typeof value === 'number' || (typeof value === 'string' && SAYS_SOMETHING.test(value));
}

function lintExpression({ pointer, text }: { pointer: string; text: string }, lint: Lint): void {
  for (const problem of inspectExpression(text, lint.names).problems) {
    if (problem.kind === 'words' && !isShown(pointer)) continue;
    const [rule, message, hint] = expressionMessage(problem);
    lint.diagnostics.error(rule, message, placeOf(lint, pointer), hint);
  }
}

/** Finds expressions whose results are shown as text: computed fields, labels of ticks, and text. */
function isShown(pointer: string): boolean {
  return /\/(?:calculate|labelExpr|text(?:\/condition(?:\/\d+)?)?(?:\/value)?\/(?:expr|signal))$/.test(pointer);
}

/** What to do, by what the parser says. */
function syntaxHint(said: string): string {
  if (/end of input/i.test(said)) return 'close what is open in it: a bracket or a quote';
  if (/nested/.test(said)) return 'calculate it in several fields';
  return 'write == to compare, && and || to combine, and datum.NAME for a field';
}

function expressionMessage({ kind, text }: ExpressionProblem): [rule: RuleId, message: string, hint?: string] {
  if (kind === 'syntax') return ['chart/invalid', 'this expression cannot be read', syntaxHint(text)];
  if (kind === 'words') return ['chart/unknown-data', `the words "${text}" are bound to no data`, WORDS_HINT];
  if (kind === 'function') {
    const nearest = REFUSED_FUNCTIONS.has(text) ? undefined : relatedWord(text, PURE_FUNCTIONS);
    const hint =
      nearest === undefined
        ? 'functions of numbers, texts and lists are; those of clock, chance, time zone, maps and events are not'
        : `did you mean ${nearest}?`;
    return ['chart/forbidden', `${text} is not called in a chart`, hint];
  }
  const nearest = relatedWord(text, THEME_NAMES);
  const hint =
    nearest === undefined
      ? `write datum.${text} if it is a field; colours of the house are ${THEME_NAMES.join(', ')}`
      : `did you mean ${nearest}?`;
  return ['chart/forbidden', `${text} is not known in an expression`, hint];
}
