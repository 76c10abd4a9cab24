import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { type Place, placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import { shortened } from '../core/diagnostics/source-text.ts';
import { type CssFeature, type CssItem, readCss } from './css-file.ts';
import {
  type Refusal,
  refusedAtRule,
  refusedClass,
  refusedDeclaration,
  refusedFeature,
  refusedFunction,
  refusedPseudo,
} from './refused-css.ts';

/** A declaration of a style sheet: the offsets of its text in UTF-16 units, and its place. */
export interface StyleDeclaration {
  readonly start: number;
  readonly end: number;
  readonly place: Place;
}

/**
 * Checks a brief's style sheet: it is well-formed CSS, adds no text, loads nothing, and takes nothing out of its place.
 * Only what is written in it is judged here; what it does to a page is judged where the page is made.
 */
export async function checkStyleSheet(file: SourceFile, diagnostics: Diagnostics): Promise<void> {
  const { atRules, declarations, pseudos, classes, features, functions, mistake } = await readCss(file);
  const refused: CssItem[] = [];
  function refuse(item: CssItem, what: string, refusal: Refusal | undefined): void {
    // One message for each thing: a function inside what is refused goes with it.
    if (!refusal || refused.some(({ start, end }) => start <= item.start && item.end <= end)) return;
    refused.push(item);
    const message = `${what} has no place in a style sheet: ${refusal.why}`;
    diagnostics.error('style/refused', message, placeAt(file, item.start, item.end), refusal.hint);
  }
  for (const item of atRules) refuse(item, `@${item.name}`, refusedAtRule(item.name));
  for (const item of declarations) {
    refuse(item, shortened(file.text.slice(item.start, item.end)), refusedDeclaration(item.name, item.parts));
  }
  for (const item of pseudos) {
    // What is refused of its rule says enough.
    if (refused.some(({ start, end }) => start > item.start && end <= item.ruleEnd)) continue;
    refuse(item, `::${item.name}`, refusedPseudo(item.name));
  }
  for (const item of classes) refuse(item, `:${item.name}`, refusedClass(item.name));
  for (const item of features) refuse(item, `(${item.name})`, refusedFeature(item.name, item.pixels));
  const [last] = boundsOf(features).slice(MAX_BOUNDS);
  if (last) {
    const message = `conditions of more than ${MAX_BOUNDS} widths stand in this style sheet`;
    diagnostics.error('style/refused', message, placeAt(file, last.start, last.end), 'use the same widths again');
  }
  for (const item of functions) refuse(item, `${item.name}()`, refusedFunction(item.name));
  if (mistake) diagnostics.error('style/syntax', mistake.message, mistake.place, mistake.hint);
}

/** Widths that conditions of a style sheet may name: each is a look at the page. */
const MAX_BOUNDS = 8;

/** The conditions of a width, the first of each width. */
function boundsOf(features: readonly CssFeature[]): CssFeature[] {
  const seen = new Set<number>();
  return features.filter(({ pixels }) => {
    const isNew = pixels.some((width) => !seen.has(width));
    for (const width of pixels) seen.add(width);
    return isNew;
  });
}

/** Widths of screens in CSS pixels that tell conditions of a style sheet apart: each that it names, between, beyond. */
export async function widthsIn(file: SourceFile): Promise<readonly number[]> {
  const { features } = await readCss(file);
  const named = new Set(features.flatMap(({ pixels }) => pixels).map(Math.round));
  const bounds = [...named].filter((width) => width > LEAST_WIDTH && width < MOST_WIDTH).sort((a, b) => a - b);
  const between = bounds.slice(1).map((width, index) => Math.round((width + (bounds[index] ?? width)) / 2));
  const beyond = bounds.length === 0 ? [] : [Math.min(...bounds) - 1, Math.max(...bounds) + 1];
  return [...new Set([...bounds, ...between, ...beyond])].sort((a, b) => a - b);
}

/** Widths of screens on which a brief is read. */
const LEAST_WIDTH = 200;
const MOST_WIDTH = 5000;

/** The declarations of a style sheet that `checkStyleSheet` accepts, in their order. */
export async function declarationsIn(file: SourceFile): Promise<readonly StyleDeclaration[]> {
  const { declarations } = await readCss(file);
  return declarations.map(({ start, end }) => ({ start, end, place: placeAt(file, start, end) }));
}

/** Whether all of a style sheet is about paper: it stands in `@media print` and `@page`, and no screen shows it. */
export async function isForPaper(file: SourceFile): Promise<boolean> {
  const { atRules, declarations } = await readCss(file);
  const printed = atRules.filter(({ start, end }) => PRINTED.test(file.text.slice(start, end)));
  return declarations.every((item) => printed.some(({ start, end }) => start < item.start && item.end < end));
}

const PRINTED = /^@(?:media\s+print|page(?:\s+:[a-z]+)?)\s*\{/i;
