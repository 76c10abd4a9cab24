import { inYaml } from '../../core/diagnostics/quoting.ts';
import { didYouMean } from '../../core/diagnostics/diagnostic.ts';
import type { Status } from '../../dataset/model.ts';
import type { MarkInput } from './mapping-schema.ts';

/** What marks next to a figure say about it. */
export interface MarkMeaning {
  readonly status: readonly Status[];
  readonly notes: readonly string[];
}

/** A mark that nothing explains. */
export interface UnknownMark {
  readonly mark: string;
  readonly hint: string;
}

/**
 * Marks that mean the same everywhere: the codes of SDMX (code list CL_OBS_STATUS), which many offices write in small
 * letters, and words in heads. That a figure is revised is calculated from the releases and not noted.
 */
const USUAL: Readonly<Record<string, readonly Status[]>> = {
  a: [],
  p: ['provisional'],
  e: ['estimated'],
  f: ['forecast'],
  b: ['break'],
  u: ['low_reliability'],
  r: [],
  provisional: ['provisional'],
  prov: ['provisional'],
  preliminary: ['provisional'],
  prelim: ['provisional'],
  estimate: ['estimated'],
  estimated: ['estimated'],
  est: ['estimated'],
  forecast: ['forecast'],
  proj: ['forecast'],
  projection: ['forecast'],
  projected: ['forecast'],
  revised: [],
  rev: [],
};

/** Marks that keep their brackets: `1)` and `[1]` may be different notes. */
const BARE = /^[([]?([\p{L}.]+?)\.?[)\]]?$/u;

/**
 * Marks that are notes and nothing else: stars and daggers, raised digits, and a number or letter in brackets or before a
 * stroke. Whatever else stands at a numeral may be a part of it: a minus behind it, a power of ten, a unit, a slip.
 */
const NOTE = /^(?:[*†‡§¶]|[¹²³⁰⁴-⁹]+[)⁾]?|[([]?(?:\p{L}?\d{1,2}|\p{L})[)\]]|\d{1,2}\/)+$/u;

/** A letter before a bracket that nothing opens, as notes of a table are counted: a), b) … f). */
const LETTERED = /^\p{L}[)\]]$/u;

/** Whether a mark can only be that of a note, so that what it means need not be known to read the figure. */
export function isNote(mark: string): boolean {
  return NOTE.test(mark);
}

/** Whether what stands at a numeral has digits or signs of its own, so that the figure is another than the numeral. */
export function changesFigure(mark: string): boolean {
  return !isNote(mark) && /[\p{N}+\-\u2010-\u2015\u2212±%‰‱×÷^=<>~]/u.test(mark);
}

/** The marks of a text, one by one: spaces and commas stand between them. */
export function marksOf(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== '');
}

/** What the marks in a text mean. Letters without spaces or commas between them are read one by one. */
export function meaningOf(text: string, own: Readonly<Record<string, MarkInput>> = {}): MarkMeaning | UnknownMark {
  const status: Status[] = [];
  const notes: string[] = [];
  for (const mark of marksOf(text)) {
    const found = single(mark, own);
    if ('mark' in found) return found;
    status.push(...found.status);
    notes.push(...found.notes);
  }
  return { status: [...new Set(status)], notes };
}

function single(mark: string, own: Readonly<Record<string, MarkInput>>): MarkMeaning | UnknownMark {
  const stated = own[mark];
  if (stated) return { status: stated.status ?? [], notes: stated.note === undefined ? [] : [stated.note] };
  const letters = BARE.exec(mark)?.[1]?.toLowerCase() ?? '';
  const isUsual = Object.hasOwn(USUAL, letters) && !LETTERED.test(mark);
  const usual = isUsual ? USUAL[letters] : undefined;
  if (usual) return { status: usual, notes: [] };
  const each = letters.split('').map((letter) => (Object.hasOwn(USUAL, letter) ? USUAL[letter] : undefined));
  if (letters.length === 2 && each.every((one) => one !== undefined)) return { status: each.flat(), notes: [] };
  const near = didYouMean(mark, Object.keys(own));
  const remedy = `explain it under marks: { ${inYaml(mark)}: { note: … } }`;
  return { mark, hint: near?.startsWith('did') ? `${near} Or ${remedy}` : remedy };
}
