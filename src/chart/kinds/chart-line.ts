import type { Brief } from '../../brief/brief.ts';
import { type Diagnostics, didYouMean } from '../../core/diagnostics/diagnostic.ts';
import { type Place, placeAt, type SourceFile } from '../../core/diagnostics/source-file.ts';
import { parseOffset } from '../../dataset/period-offset.ts';
import { parsePeriod, periodHint, periodMeant } from '../../dataset/period.ts';
import type { LocaleId } from '../../language/locales.ts';
import type { ChartLine, PlacedText } from '../chart-model.ts';
import { MAX_DIGITS } from '../spec.ts';
import { type ChartKey, declaredKey, isChartKey, type KeyValue, type KindName } from './keys.ts';
import { KINDS, proposedFor } from './kinds.ts';
import {
  directiveAt,
  type QuoteFault,
  type WrittenAttribute,
  type WrittenDirective,
  fenceIn,
  idIn,
} from './written-line.ts';

/** A directive as it stands in a template. */
interface Written {
  readonly name: string | undefined;
  readonly width: number;
  readonly file: SourceFile;
  readonly place: Place;
  readonly attributes: readonly WrittenAttribute[];
  readonly isClosed: boolean;
}

/** Whether a directive draws a chart by itself, and names no file. */
export function isChartLine(attributes: readonly string[]): boolean {
  return !attributes.includes('name') && attributes.some((key) => key === 'kind' || isChartKey(key));
}

/** The names of the charts that lines of a brief draw in a language, those with mistakes included. */
export function lineNames(brief: Brief, locale: LocaleId): string[] {
  return writtenIn(brief, locale).flatMap(({ name }) => name ?? []);
}

/**
 * The charts that lines of a template and of its partials draw, in the order of reading. Mistakes are reported, and two
 * lines of one exhibit that differ, in the same language or in another one.
 */
export function chartLines(brief: Brief, locale: LocaleId, diagnostics: Diagnostics): readonly ChartLine[] {
  const lines = new Map<string, ChartLine>();
  for (const written of writtenIn(brief, locale)) {
    const line = lineOf(written, diagnostics);
    const first = line && lines.get(line.name);
    if (line && first && first.text !== line.text) reportOther(line, first, diagnostics);
    if (line && !first) lines.set(line.name, line);
  }
  const [firstLocale] = brief.locales;
  if (firstLocale !== undefined && firstLocale !== locale) {
    for (const written of writtenIn(brief, firstLocale)) {
      const own = written.name === undefined ? undefined : lines.get(written.name);
      if (own && textOf(written) !== own.text) reportOther(own, { place: written.place }, diagnostics);
    }
  }
  return [...lines.values()];
}

function reportOther(line: ChartLine, { place }: { readonly place: Place }, diagnostics: Diagnostics): void {
  const message = `the chart ${line.name} is drawn by another line at ${place.file.path}:${place.line}`;
  const hint =
    'write one line in a partial without a language, such as partials/NAME.hbs, or give the exhibits different ids';
  diagnostics.error('chart/differs', message, line.place, hint);
}

const CODE = /^ {0,3}(?:```|~~~)/;
const CALL = /\{\{#?>[ \t]*["']?([\w./-]+)/;
const COMMENT = /\{\{!--[\s\S]*?--\}\}|\{\{![\s\S]*?\}\}/g;

/** An open block of a template. */
interface Open {
  readonly colons: number;
  readonly name: string;
  readonly attributes: string;
}

/** Deep enough for any partial; one that calls itself is reported elsewhere. */
const DEEPEST = 20;

/** The directives of a template that draw charts, its partials' included. */
function writtenIn(brief: Brief, locale: LocaleId): readonly Written[] {
  const template = brief.templates.get(locale);
  const found: Written[] = [];
  const open: Open[] = [];
  const read = (file: SourceFile, depth: number): void => {
    const text = file.text.replaceAll(COMMENT, blanked);
    const drawn = linesThatDraw(text);
    for (const { at, line } of plainLines(text)) {
      const directive = drawn.find((one) => at >= lineStart(text, one.at) && at < one.end);
      if (!directive) readLine(line, depth);
      else if (directive.at >= at && directive.at <= at + line.length)
        found.push({
          ...exhibitOf(open),
          file,
          place: placeAt(file, directive.at, Math.min(directive.end, at + line.trimEnd().length)),
          isClosed: directive.isClosed,
          attributes: directive.attributes,
        });
    }
  };
  const readLine = (line: string, depth: number): void => {
    const { colons = 0, name = '', rest: attributes = '' } = fenceIn(line) ?? {};
    const [, called] = CALL.exec(line) ?? [];
    if (colons > 2 && name !== '') open.push({ colons, name, attributes });
    else if (colons > 2) {
      const closed = open.findLastIndex((block) => block.colons <= colons);
      if (closed >= 0) open.splice(closed);
    } else if (called !== undefined && depth < DEEPEST) {
      const partial = brief.partials
        .map((folder) => folder.get(`${called}.${locale}`) ?? folder.get(called))
        .find((one) => one !== undefined);
      if (partial) read(partial, depth + 1);
    }
  };
  if (template) read(template, 0);
  return found;
}

/** The lines of a text outside blocks of code, with their offsets. */
function* plainLines(text: string): Generator<{ readonly line: string; readonly at: number }> {
  let inCode = false;
  let at = 0;
  for (const line of text.split('\n')) {
    if (CODE.test(line)) inCode = !inCode;
    else if (!inCode) yield { line, at };
    at += line.length + 1;
  }
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at) + 1;
}

/** The directives of a text that draw charts by themselves, those with mistakes included. */
export function linesThatDraw(text: string): readonly WrittenDirective[] {
  const found: WrittenDirective[] = [];
  for (const { at } of plainLines(text)) {
    if (at < (found.at(-1)?.end ?? 0)) continue;
    const directive = directiveAt(text, at);
    if (directive && isChartLine(directive.attributes.map(({ key }) => key))) found.push(directive);
  }
  return found;
}

/** The values in a template or partial that are addresses or ids, with their offsets: of the lines in it that draw charts. */
export function namesInLines(file: SourceFile): readonly { text: string; start: number; end: number }[] {
  return linesThatDraw(file.text).flatMap(({ attributes }) =>
    attributes.flatMap(({ key, value, valueAt }) => {
      if (!isChartKey(key) || !['addresses', 'ids'].includes(declaredKey(key).takes)) return [];
      return [...value.matchAll(/\S+/g)].map(({ 0: text, index }) => {
        const start = valueAt + index;
        return { text, start, end: start + text.length };
      });
    }),
  );
}

/** A comment as spaces, so that what follows keeps its place. */
function blanked(comment: string): string {
  return comment.replaceAll(/[^\n]/g, ' ');
}

/** CSS pixels of the widths of exhibits: those of the grid in millimetres. */
const WIDTHS: Readonly<Record<string, number>> = { full: 642, text: 415, half: 309, note: 204, quarter: 143 };

/** The exhibit that is open: its id, and how wide a chart in it is. */
/** The ids of the exhibits that a template or partial opens, with their offsets. */
export function exhibitsIn(text: string): readonly { readonly id: string; readonly at: number }[] {
  return [...plainLines(text.replaceAll(COMMENT, blanked))].flatMap(({ line, at }) => {
    const { colons = 0, name, rest = '' } = fenceIn(line) ?? {};
    const named = colons > 2 && name === 'exhibit' ? idIn(rest) : undefined;
    return named ? [{ id: named.id, at: at + line.length - rest.length + named.at }] : [];
  });
}

function exhibitOf(open: readonly Open[]): { name: string | undefined; width: number } {
  const at = open.findLastIndex(({ name }) => name === 'exhibit');
  const { attributes = '' } = open[at] ?? {};
  const [, written] = /\bwidth=["']?(\w+)/.exec(attributes) ?? [];
  const isInColumns = open.slice(0, Math.max(at, 0)).some(({ name }) => name === 'columns');
  const width = WIDTHS[written ?? (isInColumns ? 'half' : 'full')] ?? WIDTHS['full'];
  return { name: idIn(attributes)?.id, width: width ?? 0 };
}

function textOf({ attributes }: Written): string {
  return attributes
    .map(({ key, value }) => `${key}="${value.split(/\s+/).filter(Boolean).join(' ')}"`)
    .sort()
    .join(' ');
}

/** A directive as a line with typed keys; undefined where it has a mistake, which is reported. */
function lineOf(written: Written, diagnostics: Diagnostics): ChartLine | undefined {
  const { file, place, attributes, name, width } = written;
  let isSound = true;
  const report = (message: string, at: Place, hint?: string): undefined => {
    isSound = false;
    return diagnostics.error('chart/line', message, at, hint);
  };
  if (!written.isClosed)
    return report('this line has no closing brace', place, 'write } at its end, behind the last quote');
  const long = tooLong(attributes);
  if (long) return report(long, place, 'name things with *, or draw several charts');
  if (attributes.some(({ key, value }) => `${key}${value}`.includes('{{'))) {
    return report(
      'a line that draws a chart holds no {{…}}',
      place,
      'an address without a period is of the period of the edition; member="yes" draws the member that the document is about',
    );
  }
  const kind = kindOf(attributes, place, report);
  if (name === undefined)
    report('this chart is in no exhibit with an id', place, 'put it inside :::exhibit{#id}, after its title');
  const words = new Map<ChartKey, readonly PlacedText[]>();
  for (const { key, value, at, valueAt, fault } of attributes) {
    const keyPlace = placeAt(file, at, at + key.length);
    const known = ['kind', ...(kind ? keysOf(kind) : [])];
    if (key !== 'kind' && !isChartKey(key))
      report(`"${key}" is not a key of a chart`, keyPlace, didYouMean(key, known) ?? `it takes ${known.join(', ')}`);
    else if (fault !== undefined) {
      if (isChartKey(key)) words.set(key, placedWords(value, file, valueAt));
      report(FAULTS[fault](key), placeAt(file, at, valueAt + value.length), `write ${key}="${plainValue(value)}"`);
    } else if (!isChartKey(key)) continue;
    else if (words.has(key)) report(`${key} is written twice`, keyPlace, 'leave one of the two out');
    else if (kind && !keysOf(kind).includes(key)) {
      report(
        `kind="${kind}" takes no ${key}`,
        keyPlace,
        KINDS[kind].instead?.[key] ?? `it takes ${keysOf(kind).join(', ')}`,
      );
    } else {
      const placed = placedWords(value, file, valueAt);
      words.set(key, placed);
      checkValue(key, placed, placeAt(file, valueAt, valueAt + Math.max(1, value.length)), report);
    }
  }
  for (const key of kind ? KINDS[kind].needs : []) {
    if (!words.has(key))
      report(`kind="${kind ?? ''}" has no ${key}`, place, `write it as in ${KINDS[kind ?? 'line'].example}`);
  }
  checkOrder(words, report);
  return isSound && kind && name !== undefined
    ? { name, kind, file, place, width, words, text: textOf(written) }
    : undefined;
}

type Report = (message: string, place: Place, hint?: string) => undefined;

const FAULTS: Readonly<Record<QuoteFault, (key: string) => string>> = {
  missing: (key) => `the value of ${key} stands in no quotes`,
  curly: (key) => `the quotes of ${key} are curly`,
  open: (key) => `a quote of ${key} is missing`,
};

/** A value as it stands in quotes. */
function plainValue(value: string): string {
  return value.trim().replaceAll(/\s+/g, ' ');
}

/** What a line holds at most: more cannot be read, and is slow to look for. */
const MOST = { keys: 40, values: 200, letters: 200 } as const;

function tooLong(attributes: readonly WrittenAttribute[]): string | undefined {
  if (attributes.length > MOST.keys) return `this line has ${attributes.length} keys, more than ${MOST.keys}`;
  for (const { key, value } of attributes) {
    if (key.length > MOST.letters) return `a key of this line has ${key.length} letters`;
    const words = value.split(/\s+/).filter(Boolean);
    if (words.length > MOST.values) return `${key} has ${words.length} values, more than ${MOST.values}`;
    const long = words.find((word) => word.length > MOST.letters);
    if (long !== undefined) return `a value of ${key} has ${long.length} letters, more than ${MOST.letters}`;
  }
  return undefined;
}

/** The keys that a kind takes. */
export function keysOf(kind: KindName): readonly ChartKey[] {
  return [...KINDS[kind].needs, ...KINDS[kind].takes];
}

function kindOf(attributes: readonly WrittenAttribute[], place: Place, report: Report): KindName | undefined {
  const written = attributes.find(({ key }) => key === 'kind');
  const known = Object.keys(KINDS);
  if (!written) return report('this chart has no kind', place, `write kind="line"; kinds are ${known.join(', ')}`);
  const { value, valueAt: at } = written;
  if (isKind(value)) return value;
  // what its quotes hold is not known
  if (written.fault !== undefined) return undefined;
  const where = placeAt(place.file, at, at + Math.max(1, value.length));
  const proposed = proposedFor(value);
  return proposed
    ? report(`kind="${value}" is not drawn`, where, proposed)
    : report(`"${value}" is not a kind of chart`, where, didYouMean(value, known) ?? `kinds are ${known.join(', ')}`);
}

function isKind(word: string): word is KindName {
  return Object.hasOwn(KINDS, word);
}

function placedWords(value: string, file: SourceFile, at: number): PlacedText[] {
  return [...value.matchAll(/\S+/g)].map(({ 0: text, index }) => ({
    text,
    place: placeAt(file, at + index, at + index + text.length),
  }));
}

/** What is in colour at most: more is not distinguished. */
const MOST_IDS = 2;

/** What to write where a value is empty. */
const EXAMPLES: Readonly<Record<KeyValue, (key: ChartKey) => string>> = {
  addresses: (key) => `addresses, such as ${key}="output.copper output.zinc"`,
  ids: (key) => `an indicator that is drawn, such as ${key}="output.copper", or leave it out`,
  period: (key) => `a period, such as ${key}="2020" or ${key}="2020-Q1", or leave it out`,
  periods: (key) => `a period, such as ${key}="2025" or ${key}="2025-Q4", or leave it out`,
  unit: (key) => `a unit, such as ${key}="Mt", or leave it out`,
  digits: (key) => `a number, such as ${key}="1", or leave it out`,
  word: (key) => `a word for ${key}, or leave it out`,
};

function checkValue(key: ChartKey, words: readonly PlacedText[], place: Place, report: Report): undefined {
  const { takes, words: known = [] } = declaredKey(key);
  const [first] = words;
  if (!first)
    return report(`${key} is empty`, place, `write ${known.length > 0 ? known.join(' or ') : EXAMPLES[takes](key)}`);
  const whole = words.map(({ text }) => text).join(' ');
  if ((takes === 'period' || takes === 'periods') && words.length > 1) {
    const meant = periodMeant(whole);
    if (meant !== undefined) return report(`${whole} is not a period`, place, `write ${key}="${meant}"`);
  }
  const isSingle = takes === 'word' || takes === 'period' || takes === 'digits';
  if (isSingle && words.length > 1)
    return report(`${key} has one value, not ${words.length}`, place, `write ${key}="${first.text}"`);
  if (takes === 'ids' && words.length > MOST_IDS)
    return report(`${key} names ${words.length}, and ${MOST_IDS} at most can be in colour`, place, 'leave some out');
  if (takes === 'word' && !known.includes(first.text)) {
    report(`${key} has no word ${first.text}`, first.place, didYouMean(first.text, known));
  }
  if (takes === 'digits' && !(/^\d$/.test(first.text) && Number(first.text) <= MAX_DIGITS)) {
    report(`digits is a whole number from 0 to ${MAX_DIGITS}`, first.place, 'remove it');
  }
  if (takes === 'period' || takes === 'periods') {
    for (const one of words)
      if (!parsePeriod(one.text) && !parseOffset(one.text))
        report(`${one.text} is not a period`, one.place, periodHint(one.text));
  }
}

function checkOrder(words: ChartLine['words'], report: Report): void {
  const [[from], [to]] = [words.get('from') ?? [], words.get('to') ?? []];
  const [first, last] = [from && parsePeriod(from.text), to && parsePeriod(to.text)];
  if (!from || !first || !last) return;
  if (first.kind !== last.kind)
    report(`from is a ${first.kind} and to a ${last.kind}`, from.place, 'write two periods of one kind');
  else if (first.start > last.start)
    report('from is after to', from.place, `write from="${last.text}" to="${first.text}"`);
  else if (first.start === last.start)
    report(
      'from and to are one period',
      from.place,
      `a course has several: write an earlier one, or use kind="bar" at="${first.text}"`,
    );
}
