import { didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Status } from '../dataset/model.ts';
import type { MarkInput } from './mapping-schema.ts';

/** What marks beside a figure say of it. */
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

/** What the marks in a text mean. Spaces and commas stand between them; letters without them are read one by one. */
export function meaningOf(text: string, own: Readonly<Record<string, MarkInput>> = {}): MarkMeaning | UnknownMark {
  const status: Status[] = [];
  const notes: string[] = [];
  for (const mark of text.split(/[\s,;]+/).filter((part) => part !== '')) {
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
  const usual = Object.hasOwn(USUAL, letters) ? USUAL[letters] : undefined;
  if (usual) return { status: usual, notes: [] };
  const each = letters.split('').map((letter) => (Object.hasOwn(USUAL, letter) ? USUAL[letter] : undefined));
  if (letters.length === 2 && each.every((one) => one !== undefined)) return { status: each.flat(), notes: [] };
  const near = didYouMean(mark, Object.keys(own));
  const remedy = `explain it under marks: { '${mark.replaceAll("'", "''")}': { note: … } }`;
  return { mark, hint: near?.startsWith('did') ? `${near} Or ${remedy}` : remedy };
}
