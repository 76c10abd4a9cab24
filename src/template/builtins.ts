import Handlebars from 'handlebars';
import { didYouMean, nearestWord } from '../core/diagnostics/diagnostic.ts';
import { lineText, type Place, textAt } from '../core/diagnostics/source-file.ts';
import { parsePeriod } from '../dataset/period.ts';
import { withRevisedFlag } from '../figure/printed-value.ts';
import { plainWords, Said } from '../figure/said.ts';
import type { Trend } from '../figure/trend.ts';
import { addressOf, isTypedAlone, observationOf, Value, ValueAsText } from '../figure/value.ts';
import { numberInWords } from '../language/number-words.ts';
import type { Filling } from './filling.ts';
import {
  type CitationResult,
  type ExhibitUnit,
  isCitation,
  isExhibitUnit,
  isLink,
  isPhrase,
  isTrend,
  type Words,
  usage,
} from './helper.ts';
import { HELPERS } from './helpers/helper-table.ts';
import { describe } from './plain-arguments.ts';
import { FAILED, isProblem, type Problem, problem, problemOfArgument } from './problem.ts';
import { NAMES } from './template-names.ts';
import { CHAIN, FAIL, KNOWN, NAME, PRINT, QUIET } from './template-rewriting.ts';
import { askedAlone, isOpen, opposite, type Truth } from './truth.ts';

/** What Handlebars passes to a helper after its arguments. */
interface Options extends Handlebars.HelperOptions {
  readonly loc: hbs.AST.SourceLocation;
}

/** A helper call from a template. */
interface HelperCall {
  readonly given: readonly unknown[];
  readonly options: Options;
  readonly place: Place;
  /** What `this` is in the template. */
  readonly context: unknown;
  readonly filling: Filling;
}

/** The filling that is under way. Compiled templates serve several, one after another or one within another. */
export type CurrentFilling = () => Filling;

/** All helpers that a rewritten template calls, except partials. */
export function builtinsOf(current: CurrentFilling): Record<string, Handlebars.HelperDelegate> {
  const helpers = [...HELPERS].map(([name, helper]) => {
    const run = ({ given, options, place, filling }: HelperCall): unknown => {
      const result = helper.call(filling.scopeAt(place, options.loc), given, options.hash);
      const isUnexplained =
        isProblem(result) &&
        result.hint === undefined &&
        typeof result.argument === 'number' &&
        result.problem.startsWith('expected');
      return isUnexplained ? { ...result, hint: usage(name, helper) } : result;
    };
    return [name, delegate(current, run)] as const;
  });
  return {
    ...Object.fromEntries(helpers),
    each: block(current, each),
    if: block(current, (call) => choose(call, truthOf(call.given[0]))),
    unless: block(current, (call) => choose(call, not(truthOf(call.given[0])))),
    with: block(current, enter),
    [PRINT]: delegate(current, ({ given: [printed], place, filling }) => printResult(printed, filling, place)),
    [QUIET]: () => '',
    [FAIL]: () => FAILED,
    [NAME]: delegate(current, lookUp),
    [KNOWN]: delegate(current, lookUpKnown),
  };
}

/** Makes a Handlebars helper that reports a problem where it is called and then returns FAILED. */
function delegate(current: CurrentFilling, run: (call: HelperCall) => unknown): Handlebars.HelperDelegate {
  return function helper(this: unknown, ...passed: unknown[]): unknown {
    const options = passed.at(-1) as Options;
    const filling = current();
    const place = filling.placeOf(options.loc);
    const result = guarded(() => run({ given: passed.slice(0, -1), options, place, context: this, filling }));
    return isProblem(result) ? filling.fail(result, filling.placeOf(options.loc, result.argument)) : result;
  };
}

function guarded(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof ValueAsText) return problem('template/value-as-text', error.message);
    throw error;
  }
}

type Text = string | Problem | typeof FAILED;

/** Makes a helper that returns text: an empty one where the call fails, one with gaps where an argument has failed. */
export function block(current: CurrentFilling, run: (call: HelperCall) => Text): Handlebars.HelperDelegate {
  const helper = delegate(current, run);
  return function blockHelper(this: unknown, ...passed: unknown[]): unknown {
    const text: unknown = Reflect.apply(helper, this, passed);
    if (text === FAILED || passed[0] === FAILED) current().hasGaps = true;
    return text === FAILED ? '' : text;
  };
}

/** Whether something counts as true. A failed condition does, so that mistakes inside the block are found too. */
function truthOf(given: unknown): Truth | Problem {
  if (given === FAILED) return true;
  if (given === null || given === undefined) return problem('template/missing-argument', 'the condition is missing');
  if (given instanceof Value || typeof given === 'number') {
    const isCount = typeof given === 'number' || observationOf(given) === undefined;
    const name = typeof given === 'number' ? 'edition.provisional' : addressOf(given);
    const hint = isCount
      ? `compare it with an amount: (above ${name} 0)`
      : 'compare it with a helper, or test whether it exists with (has …)';
    const found = problem('template/bad-argument', `${describe(given)} is not a condition`, hint);
    return problemOfArgument(found, 0);
  }
  if (typeof given === 'boolean' || isOpen(given)) return given;
  if (given instanceof Said) return given.text !== '';
  const parts = isPhrase(given) ? given.phrase : given;
  return Array.isArray(parts) ? parts.length > 0 : parts !== '';
}

function not(truth: Truth | Problem): Truth | Problem {
  return isProblem(truth) ? truth : opposite(truth);
}

/**
 * Prints what a condition chooses. What is open is neither it nor its opposite, which the words behind the `else` of one
 * condition would say. Behind two of the same figures, such as `above` and `below`, they are about what the digits leave open.
 */
function choose({ options, context, filling, place }: HelperCall, truth: Truth | Problem): string | Problem {
  const open = filling.takeOpen();
  if (isProblem(truth)) return truth;
  if (truth === true) return options.fn(context);
  if (isOpen(truth)) open.push(truth);
  if (options.hash[CHAIN] === true) {
    filling.giveOpen(open);
    return options.inverse(context);
  }
  const text = options.inverse(context);
  const alone = askedAlone(open);
  if (alone === undefined || !filling.saysWords(text)) return text;
  const message = `the digits do not tell whether ${alone}, and what follows {{else}} is printed as if they did`;
  const hint =
    'write {{else if (not (…))}} with the same condition for its opposite, and after a last {{else}} what is true either way';
  filling.fail(problem('template/assertion', message, hint), place);
  return text;
}

/** `#with`: its body sees the parts of its argument; an empty text, an empty list or false takes the other branch. */
function enter(call: HelperCall): Text {
  const [inner] = call.given;
  const { options, context } = call;
  if (inner === FAILED) return FAILED;
  if (isOpen(inner)) return choose(call, inner);
  const truth = inner instanceof Value || typeof inner === 'number' ? true : truthOf(inner);
  if (isProblem(truth)) return truth;
  return truth === true ? options.fn(inner, { data: options.data, blockParams: [inner] }) : options.inverse(context);
}

/** `#each`: repeats its body for the items of a list, or for the parts of a group, with their names as keys. */
function each({ given: [list], options, place, context, filling }: HelperCall): Text {
  if (list === FAILED) return FAILED;
  if (list === null || list === undefined) return problem('template/missing-argument', '#each is given nothing');
  const isPlain =
    typeof list === 'object' && !(list instanceof Value) && !(list instanceof Said) && !isLink(list) && !isPhrase(list);
  if (!isPlain) {
    const hint = typeof list === 'string' ? `write (figures "${list}") for a list of figures` : undefined;
    return problemOfArgument(problem('template/bad-argument', `#each needs a list, not ${describe(list)}`, hint), 0);
  }
  const entries = Object.entries(list);
  const rounds = entries.map(([key, entry], index) => {
    const data = Handlebars.createFrame(options.data) as Record<string, unknown>;
    Object.assign(data, { key, index, first: index === 0, last: index === entries.length - 1 });
    return filling.countRound(options.fn(entry, { data, blockParams: [entry, key] }), place);
  });
  return rounds.length > 0 ? rounds.join('') : options.inverse(context);
}

/** Follows a name such as `a.b.c`. `given` holds what `a` stands for, then the words of the name. */
function lookUp({ given: [base, first, ...rest], place, context, filling }: HelperCall): unknown {
  const word = String(first);
  if (base !== undefined) return descend(base, word, rest);
  const own = Object.keys(Object(context));
  const helper = HELPERS.get(word);
  if (helper) return problem('template/missing-argument', `${word} needs arguments`, usage(word, helper));
  const hint = unquotedHint([word, ...rest], place, filling);
  return problem(
    'template/unknown-helper',
    `there is no name ${word} here`,
    hint ?? meantName(word, own, place, filling),
  );
}

/** What may be meant by a name: within an item its parts come first, and a name of the document is far from certain. */
function meantName(word: string, own: readonly string[], place: Place, filling: Filling): string | undefined {
  const names = Object.keys(NAMES);
  const group = groupHint(word, place, filling);
  if (own.length === 0 || !/^\w/.test(word)) return group ?? didYouMean(word, [...own, ...names]);
  const nearest = nearestWord(word, own);
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  const name = nearestWord(word, names);
  const other = group ?? (name && `did you mean ${name}?`);
  return [`the parts of the item are ${own.join(', ')}`, ...(other ? [other] : [])].join('; ');
}

/** The hint for a part of a group of names without the group: `released` for `edition.released`. */
function groupHint(word: string, place: Place, filling: Filling): string | undefined {
  const scope = filling.scopeAt(place);
  const group = Object.keys(NAMES).find((name) => {
    const found: unknown = NAMES[name]?.(scope, filling.title);
    return typeof found === 'object' && found !== null && !Array.isArray(found) && Object.hasOwn(found, word);
  });
  return group === undefined ? undefined : `did you mean ${group}.${word}?`;
}

/** The hint for an address without quotes, and for the curly quotes of a word processor. */
function unquotedHint(words: readonly unknown[], place: Place, { edition }: Filling): string | undefined {
  const text = words.join('.');
  const [, curled] = /^[\u2018-\u201F](.*?)[\u2018-\u201F]?$/.exec(text) ?? [];
  if (curled !== undefined) {
    return /^\d+$/.test(curled) ? `write it without quotes: ${curled}` : `write straight quotes: "${curled}"`;
  }
  const [indicator = ''] = text.split(':');
  if (!edition.dataset.indicators.has(indicator)) return undefined;
  const before = lineText(place.file, place.line).slice(0, place.column - 1);
  return before.trimEnd().endsWith('{{') ? `write {{value "${text}"}}` : `write an address in quotes: "${text}"`;
}

function lookUpKnown({ given: [first, ...rest], place, filling }: HelperCall): unknown {
  const word = String(first);
  return descend(NAMES[word]?.(filling.scopeAt(place), filling.title), word, rest);
}

function descend(base: unknown, first: string, rest: readonly unknown[]): unknown {
  let [found, path] = [base, first];
  for (const part of rest.map(String)) {
    if (found === FAILED) return FAILED;
    if (found instanceof Value || isPhrase(found)) {
      return problem(
        'template/value-as-text',
        `${path} is a value and has no part ${part}`,
        'print it whole, or compare it',
      );
    }
    if (typeof found !== 'object' || found === null || Array.isArray(found) || found instanceof Said) {
      return problem('template/unknown-helper', `${path} is ${describe(found)} and has no part ${part}`);
    }
    if (!Object.hasOwn(found, part)) {
      return problem('template/unknown-helper', `${path} has no part ${part}`, didYouMean(part, Object.keys(found)));
    }
    found = (found as Record<string, unknown>)[part];
    path += `.${part}`;
  }
  return found;
}

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

type Part = string | Said | Value | Trend | CitationResult | ExhibitUnit | { readonly link: string };

const SPACE = ' ';

/** Splits off the spaces at the ends of a text: they are layout and stay outside the token for Markdown. */
function withSpacesSplit(part: Words): Part[] {
  if (typeof part !== 'string') return [part];
  const words = part.trim();
  const spaced = [part.startsWith(SPACE) ? SPACE : '', words, part.endsWith(SPACE) && words !== '' ? SPACE : ''];
  return spaced.filter((piece) => piece !== '');
}

function printedParts(given: unknown, place: Place): readonly Part[] | Problem {
  if (given === FAILED) return [FAILED_TEXT];
  if (given instanceof Said) return given.text.trim() === '' ? printedParts('', place) : [given];
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
    if (isTypedAlone(part)) {
      const hint = 'name the figures of the data that it is worked out from';
      const message = `${part.text} is worked out from typed numbers alone, and bound to no figure`;
      diagnostics.error('document/loose-number', message, place, hint);
    }
    const value = withRevisedFlag(part, edition.dataset);
    return tokens.add({ kind: 'value', value, text: value.text, place });
  }
  if (part === SPACE) return SPACE;
  if (part instanceof Said && part.of.kind !== 'figure')
    return tokens.add({ kind: 'text', text: part.text, of: part.of, place });
  if (isTrend(part)) return tokens.add({ kind: 'trend', trend: part, text: part.text, place });
  if (typeof part !== 'string' && !(part instanceof Said) && 'cited' in part)
    return tokens.add({ kind: 'citation', cited: part.cited, text: '', place });
  if (isExhibitUnit(part)) {
    const { exhibitUnit: style, isCapital } = part;
    return tokens.add({ kind: 'unit', style, isCapital, text: '', place });
  }
  if (typeof part !== 'string' && !(part instanceof Said)) return tokens.add({ kind: 'link', text: part.link, place });
  const text = plainWords(part);
  const isTyped = facts.typed.has(text);
  const digits = /\p{N}+/u.exec(text)?.[0] ?? numberInWords(text, locale);
  if (digits !== undefined && isTyped && !parsePeriod(text)) {
    const hint = 'type it in the text itself, or print it with a helper';
    diagnostics.error(
      'document/loose-number',
      `the number ${digits} is typed as an argument and not bound to a figure`,
      place,
      hint,
    );
  }
  return tokens.add({ kind: 'text', text, isTyped, of: part instanceof Said ? part.of : undefined, place });
}
