import { type Place, textAt } from '../core/diagnostics/source-file.ts';
import type { Trend } from '../figure/trend.ts';
import { withRevisedFlag } from '../figure/printed-value.ts';
import { Value } from '../figure/value.ts';
import { parsePeriod } from '../dataset/period.ts';
import type { Filling } from './filling.ts';
import {
  type CitationResult,
  type ExhibitUnit,
  isCitation,
  isExhibitUnit,
  isLink,
  isPhrase,
  isTrend,
} from './helper.ts';
import { numberInWords } from '../locale/number-words.ts';
import { describe } from './plain-arguments.ts';
import { FAILED, type Problem, problem } from './problem.ts';

/** Printed in place of an expression that fails, so that the rest of the document can be checked. */
const FAILED_TEXT = '…';

/**
 * Turns everything that a template prints into tokens, which Markdown reads as words. A blank text is an error, and so
 * is a number that was typed as an argument, unless it is a period, which is a name.
 */
export function printResult(given: unknown, filling: Filling, place: Place): string {
  const parts = printedParts(given, place);
  if (isPhrase(given) && given.why !== undefined) filling.tokens.blanks.push({ place, why: given.why });
  if ('problem' in parts) filling.fail(parts, place);
  else return parts.map((part) => printPart(part, filling, place)).join('');
  return printPart(FAILED_TEXT, filling, place);
}

type Part = string | Value | Trend | CitationResult | ExhibitUnit | { readonly link: string };

const SPACE = ' ';

/** Splits off the spaces at the ends of a text: they are layout and stay outside the token for Markdown. */
function withSpacesSplit(part: string | Value): Part[] {
  if (part instanceof Value) return [part];
  const words = part.trim();
  const spaced = [part.startsWith(SPACE) ? SPACE : '', words, part.endsWith(SPACE) && words !== '' ? SPACE : ''];
  return spaced.filter((piece) => piece !== '');
}

function printedParts(given: unknown, place: Place): readonly Part[] | Problem {
  if (given === FAILED) return [FAILED_TEXT];
  if (given === null || given === undefined || (typeof given === 'string' && given.trim() === ''))
    return problem('template/blank', `${describe(given)} would be printed here`, hintForBlank(place));
  if (typeof given === 'string' || given instanceof Value || isLink(given) || isTrend(given) || isCitation(given))
    return [given];
  if (isExhibitUnit(given)) return [given];
  if (isPhrase(given)) return given.phrase.flatMap(withSpacesSplit);
  if (typeof given === 'number') {
    return problem(
      'document/loose-number',
      `${describe(given)} is not bound to a figure`,
      'print figures with a helper',
    );
  }
  return problem('template/bad-argument', `${describe(given)} cannot be printed`, hintFor(given));
}

/** How to print what may be empty. Of a relation without words there is what its author wrote as a rule. */
function hintForBlank(place: Place): string {
  const [, name = ''] = /^\{\{~?\s*([\w./@]+)\s*~?\}\}/.exec(textAt(place)) ?? [];
  const isWords = name === 'words' || name.endsWith('.words');
  const says = isWords ? `{{else}}\`{{${name.replace(/words$/, 'says')}}}\`` : '';
  return name === '' ? 'test it with #if first, or give it a text' : `write {{#if ${name}}}{{${name}}}${says}{{/if}}`;
}

function hintFor(given: unknown): string {
  if (Array.isArray(given)) return 'print its items with #each, or join them with list';
  return typeof given === 'boolean' ? 'test it with #if' : 'name the part of it to print';
}

function printPart(part: Part, { tokens, facts, diagnostics, edition, locale }: Filling, place: Place): string {
  if (part instanceof Value) {
    const value = withRevisedFlag(part, edition.dataset);
    return tokens.add({ kind: 'value', value, text: value.text, place });
  }
  if (part === SPACE) return SPACE;
  if (isTrend(part)) return tokens.add({ kind: 'trend', trend: part, text: part.text, place });
  if (typeof part !== 'string' && 'cited' in part)
    return tokens.add({ kind: 'citation', cited: part.cited, text: '', place });
  if (isExhibitUnit(part)) {
    const { exhibitUnit: style, isCapital } = part;
    return tokens.add({ kind: 'unit', style, isCapital, text: '', place });
  }
  if (typeof part !== 'string') return tokens.add({ kind: 'link', text: part.link, place });
  const digits = /\p{N}+/u.exec(part)?.[0] ?? numberInWords(part, locale);
  if (digits !== undefined && facts.typed.has(part) && !parsePeriod(part)) {
    const hint = 'type it in the text itself, or print it with a helper';
    diagnostics.error(
      'document/loose-number',
      `the number ${digits} is typed as an argument and not bound to a figure`,
      place,
      hint,
    );
  }
  return tokens.add({ kind: 'text', text: part, isTyped: facts.typed.has(part), place });
}
