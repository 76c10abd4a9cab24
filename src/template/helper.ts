import { didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Value } from '../figure/value.ts';
import type { Cited, UnitStyle } from '../figure/token.ts';
import { Said } from '../figure/said.ts';
import type { Trend } from '../figure/trend.ts';
import { FAILED, isProblem, type Problem, problem, problemOfArgument } from './problem.ts';
import type { Scope } from './scope.ts';

/** The blocks; each takes one argument. */
export const BLOCKS: readonly string[] = ['each', 'if', 'unless', 'with'];

/** A web address, which may be printed in a link. */
export interface Link {
  readonly link: string;
}

/** What is printed in running text: words, or a figure. */
export type Words = string | Said | Value;

/** Texts and values that are printed one after another; of an empty one, why there is nothing to print. */
export interface Phrase {
  readonly phrase: readonly Words[];
  readonly why?: string;
}

/** Releases whose numbers in the list of sources are printed. */
export interface CitationResult {
  readonly cited: Cited;
}

/** The unit of the exhibit around it is printed. */
export interface ExhibitUnit {
  readonly exhibitUnit: UnitStyle;
  /** Whether it begins with a capital. */
  readonly isCapital: boolean;
}

export function isExhibitUnit(result: unknown): result is ExhibitUnit {
  return typeof result === 'object' && result !== null && 'exhibitUnit' in result;
}

export function isCitation(result: unknown): result is CitationResult {
  return typeof result === 'object' && result !== null && 'cited' in result;
}

export function isLink(result: unknown): result is Link {
  return typeof result === 'object' && result !== null && 'link' in result;
}

export function isTrend(result: unknown): result is Trend {
  return typeof result === 'object' && result !== null && 'points' in result;
}

export function isPhrase(result: unknown): result is Phrase {
  return typeof result === 'object' && result !== null && 'phrase' in result;
}

/** What has an id in a dataset. */
export type Nameable = 'indicator' | 'source' | 'release' | 'member';

/** A kind of argument: its name in messages, and how to read one. */
export interface ArgumentKind<T> {
  readonly name: string;
  /** What a text that is given may be the id of; that of an indicator may be an address. */
  readonly names?: readonly Nameable[];
  /** Whether a text that is given may be printed as it is. */
  readonly isPrinted?: boolean;
  /** Whether it takes words with what they are said about; others are given them as a text. */
  readonly takesSaid?: boolean;
  readonly read: (given: unknown, scope: Scope) => T | Problem;
}

type ReadAll<P extends readonly ArgumentKind<unknown>[]> = {
  readonly [I in keyof P]: P[I] extends ArgumentKind<infer T> ? T : never;
};
type ReadOptions<O extends Record<string, ArgumentKind<unknown>>> = {
  readonly [K in keyof O]?: O[K] extends ArgumentKind<infer T> ? T : never;
};

/** The signature of a helper, and what it does. */
interface Definition<P extends readonly ArgumentKind<unknown>[], M, O extends Record<string, ArgumentKind<unknown>>> {
  /** Required arguments. */
  readonly takes: P;
  /** Any number of further arguments of this kind may follow. */
  readonly more?: ArgumentKind<M>;
  /** What to write where somebody gives more arguments than these. */
  readonly tooMany?: string;
  /** Optional arguments, given by name. */
  readonly options?: O;
  /** Returns what is printed or passed on; undefined prints nothing. */
  readonly run: (call: {
    readonly scope: Scope;
    readonly args: ReadAll<P>;
    readonly more: readonly M[];
    readonly options: ReadOptions<O>;
  }) => unknown;
}

/** A helper with any signature. */
export interface Helper {
  readonly takes: readonly ArgumentKind<unknown>[];
  readonly more: ArgumentKind<unknown> | undefined;
  readonly tooMany: string | undefined;
  readonly options: Readonly<Record<string, ArgumentKind<unknown>>>;
  /** Reads the arguments and runs the helper. Returns a problem if an argument is of the wrong kind. */
  readonly call: (scope: Scope, given: readonly unknown[], options: Readonly<Record<string, unknown>>) => unknown;
}

/** Makes a helper whose `run` receives arguments of the types that its signature declares. */
export function defineHelper<
  const P extends readonly ArgumentKind<unknown>[],
  M = never,
  const O extends Record<string, ArgumentKind<unknown>> = Record<string, never>,
>(definition: Definition<P, M, O>): Helper {
  const { takes, more, tooMany, options = {} as O, run } = definition;
  return {
    takes,
    more,
    tooMany,
    options,
    call: (scope, given, named) => {
      if ([...given, ...Object.values(named)].includes(FAILED)) return FAILED;
      const args = given.map((argument, index) => read(takes[index] ?? more, argument, index, scope));
      const byName = Object.entries(named).map(
        ([key, argument]) => [key, read(options[key], argument, key, scope)] as const,
      );
      const wrong = [...args, ...byName.map(([, argument]) => argument)].find(isProblem);
      if (wrong) return wrong;
      return run({
        scope,
        args: args.slice(0, takes.length) as ReadAll<P>,
        more: args.slice(takes.length) as M[],
        options: Object.fromEntries(byName) as ReadOptions<O>,
      });
    },
  };
}

function read(
  kind: ArgumentKind<unknown> | undefined,
  given: unknown,
  argument: number | string,
  scope: Scope,
): unknown {
  if (!kind) return given;
  const result =
    given === null || given === undefined
      ? problem('template/missing-argument', `expected ${kind.name}, but nothing is given`)
      : kind.read(given instanceof Said && !kind.takesSaid ? given.text : given, scope);
  return isProblem(result) ? problemOfArgument(result, argument) : result;
}

/** Checks the number and the names of the arguments of a call, before the template is filled. */
export function checkCall(
  name: string,
  helper: Helper,
  given: number,
  options: readonly string[],
): Problem | undefined {
  const { takes, more, tooMany } = helper;
  const missing = takes[given];
  if (missing) return problem('template/missing-argument', `${name} also needs ${missing.name}`, usage(name, helper));
  if (given > takes.length && !more) {
    const message = `${name} takes ${takes.length || 'no'} argument${takes.length === 1 ? '' : 's'}, but ${given} are given`;
    return problemOfArgument(problem('template/bad-argument', message, tooMany ?? usage(name, helper)), takes.length);
  }
  const unknown = options.find((key) => !Object.hasOwn(helper.options, key));
  if (unknown === undefined) return repeatedOption(name, options);
  const known = Object.keys(helper.options);
  const hint = ofPeriod(unknown, name) ?? didYouMean(unknown, known.length > 12 ? [] : known) ?? usage(name, helper);
  return problemOfArgument(problem('template/bad-argument', `${name} has no option ${unknown}`, hint), unknown);
}

/** The problem of an option that is given twice, of which only one could count. */
export function repeatedOption(called: string, options: readonly string[]): Problem | undefined {
  const repeated = options.find((key, index) => options.indexOf(key) < index);
  if (repeated === undefined) return undefined;
  const message = `${called} is given ${repeated}= twice`;
  return problemOfArgument(problem('template/bad-argument', message, 'leave one of the two out'), repeated);
}

/** The hint where a period is given apart from the address that has it. */
function ofPeriod(option: string, name: string): string | undefined {
  if (option !== 'period') return undefined;
  return `write the period into the address, {{${name} "…@2024"}}, or choose the figure: {{${name} (at this period="2024")}}`;
}

/** The hint that shows how to call a helper. */
export function usage(name: string, helper: Helper): string {
  return `write ${callOf(name, helper)}`;
}

/** How a helper is called, with the kinds of its arguments. */
export function callOf(name: string, { takes, more, options }: Helper): string {
  const words = [name, ...takes.map((kind) => `‹${kind.name}›`), ...(more ? [`‹${more.name}› …`] : [])];
  return `{{${[...words, ...Object.keys(options).map((key) => `${key}=`)].join(' ')}}}`;
}
