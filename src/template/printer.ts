import type { Place } from '../core/diagnostics/source-file.ts';
import type { Trend } from '../figure/trend.ts';
import { observationOf, Value } from '../figure/value.ts';
import type { Dataset } from '../dataset/model.ts';
import { parsePeriod } from '../dataset/period.ts';
import { isRevised } from '../dataset/revisions.ts';
import type { Filling } from './filling.ts';
import { isLink, isPhrase, isTrend } from './helper.ts';
import { describe } from './argument-kinds.ts';
import { FAILED, type Problem, problem } from './problem.ts';

/** What is printed where an expression failed, so that the document can be read on. */
const FAILED_TEXT = '…';

/**
 * The printer: everything a template prints passes here and leaves as a token, which Markdown takes for a word. Nothing
 * blank is printed, and no number that somebody typed as an argument, unless it is a period, which is a name.
 */
export function printResult(given: unknown, filling: Filling, place: Place): string {
  const parts = partsOf(given);
  if ('problem' in parts) filling.fail(parts, place);
  else return parts.map((part) => printPart(part, filling, place)).join('');
  return printPart(FAILED_TEXT, filling, place);
}

type Part = string | Value | Trend | { readonly link: string };

const SPACE = ' ';

/** The space at the ends of a phrase's words is layout: it stays outside the token, where Markdown sees it. */
function spacesApart(part: string | Value): Part[] {
  if (part instanceof Value) return [part];
  const words = part.trim();
  const spaced = [part.startsWith(SPACE) ? SPACE : '', words, part.endsWith(SPACE) && words !== '' ? SPACE : ''];
  return spaced.filter((piece) => piece !== '');
}

function partsOf(given: unknown): readonly Part[] | Problem {
  if (given === FAILED) return [FAILED_TEXT];
  if (given === null || given === undefined || (typeof given === 'string' && given.trim() === ''))
    return problem('template/blank', `${describe(given)} would be printed here`);
  if (typeof given === 'string' || given instanceof Value || isLink(given) || isTrend(given)) return [given];
  if (isPhrase(given)) return given.phrase.flatMap(spacesApart);
  if (typeof given === 'number') {
    return problem('document/loose-number', `${describe(given)} is bound to nothing`, 'print figures with a helper');
  }
  return problem('template/bad-argument', `${describe(given)} cannot be printed`, hintFor(given));
}

function hintFor(given: unknown): string {
  if (Array.isArray(given)) return 'go through it with #each, or join it with list';
  return typeof given === 'boolean' ? 'ask for it with #if' : 'name the part of it that is wanted';
}

/** That a figure is revised is seen from what its source said before: it is flagged wherever it is printed. */
function withRevision(value: Value, dataset: Dataset): Value {
  const stated = observationOf(value);
  return stated && isRevised(dataset, stated) ? value.with({ flags: ['revised', ...value.flags] }) : value;
}

function printPart(part: Part, { tokens, typed, diagnostics, edition }: Filling, place: Place): string {
  if (part instanceof Value) {
    const value = withRevision(part, edition.dataset);
    return tokens.add({ kind: 'value', value, text: value.text, place });
  }
  if (part === SPACE) return SPACE;
  if (isTrend(part)) return tokens.add({ kind: 'trend', trend: part, text: part.text, place });
  if (typeof part !== 'string') return tokens.add({ kind: 'link', text: part.link, place });
  const [digits] = /\p{N}+/u.exec(part) ?? [];
  if (digits !== undefined && typed.has(part) && !parsePeriod(part)) {
    const hint = 'write it where the text stands, or print it with a helper';
    diagnostics.error(
      'document/loose-number',
      `the number ${digits} was typed as an argument and is bound to nothing`,
      place,
      hint,
    );
  }
  return tokens.add({ kind: 'text', text: part, place });
}
