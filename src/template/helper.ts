import { didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Value } from '../figure/value.ts';
import type { Trend } from '../figure/trend.ts';
import { FAILED, isProblem, type Problem, problem } from './problem.ts';
import type { Scope } from './scope.ts';

/** An address that may stand in a link. */
export interface Link {
  readonly link: string;
}

/** Words and values that are printed one after another. */
export interface Phrase {
  readonly phrase: readonly (string | Value)[];
}

/** Whether a result is a link. */
export function isLink(result: unknown): result is Link {
  return typeof result === 'object' && result !== null && 'link' in result;
}

/** Whether a result is a trend. */
export function isTrend(result: unknown): result is Trend {
  return typeof result === 'object' && result !== null && 'points' in result;
}

/** Whether a result is a phrase. */
export function isPhrase(result: unknown): result is Phrase {
  return typeof result === 'object' && result !== null && 'phrase' in result;
}

/** A kind of argument: what it is called in messages, and how what an author gave is read as one. */
export interface Kind<T> {
  readonly name: string;
  readonly read: (given: unknown, scope: Scope) => T | Problem;
}

type ReadAll<P extends readonly Kind<unknown>[]> = { readonly [I in keyof P]: P[I] extends Kind<infer T> ? T : never };
type ReadOptions<O extends Record<string, Kind<unknown>>> = {
  readonly [K in keyof O]?: O[K] extends Kind<infer T> ? T : never;
};

/** How a helper is called, and what it does. */
interface Definition<P extends readonly Kind<unknown>[], M, O extends Record<string, Kind<unknown>>> {
  /** Arguments it must be given. */
  readonly takes: P;
  /** Any number of further arguments of this kind. */
  readonly more?: Kind<M>;
  /** Arguments that may be given by name. */
  readonly options?: O;
  /** Answers with what is printed or handed on; undefined prints nothing. */
  readonly run: (call: {
    readonly scope: Scope;
    readonly args: ReadAll<P>;
    readonly more: readonly M[];
    readonly options: ReadOptions<O>;
  }) => unknown;
}

/** A helper, whatever it takes. */
export interface Helper {
  readonly takes: readonly Kind<unknown>[];
  readonly more: Kind<unknown> | undefined;
  readonly options: Readonly<Record<string, Kind<unknown>>>;
  /** Reads the arguments and runs it. Its answer is a problem if an argument is of the wrong kind. */
  readonly call: (scope: Scope, given: readonly unknown[], options: Readonly<Record<string, unknown>>) => unknown;
}

/** Makes a helper from its signature and what it does. */
export function defineHelper<
  const P extends readonly Kind<unknown>[],
  M = never,
  const O extends Record<string, Kind<unknown>> = Record<string, never>,
>(definition: Definition<P, M, O>): Helper {
  const { takes, more, options = {} as O, run } = definition;
  return {
    takes,
    more,
    options,
    call: (scope, given, named) => {
      if ([...given, ...Object.values(named)].includes(FAILED)) return FAILED;
      const args = given.map((argument, index) => read(takes[index] ?? more, argument, scope));
      const byName = Object.entries(named).map(
        ([key, argument]) => [key, read(options[key], argument, scope)] as const,
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

function read(kind: Kind<unknown> | undefined, given: unknown, scope: Scope): unknown {
  if (!kind) return given;
  if (given === null || given === undefined)
    return problem('template/missing-argument', `${kind.name} is wanted, and nothing is given`);
  return kind.read(given, scope);
}

/** What is wrong with the number and names of the arguments of a call, which is known before anything is filled. */
export function checkCall(
  name: string,
  helper: Helper,
  given: number,
  options: readonly string[],
): Problem | undefined {
  const { takes, more } = helper;
  const missing = takes[given];
  if (missing) return problem('template/missing-argument', `${name} wants ${missing.name} too`, usage(name, helper));
  if (given > takes.length && !more) {
    return problem(
      'template/bad-argument',
      `${name} takes ${takes.length || 'no'} argument${takes.length === 1 ? '' : 's'}, and ${given} are given`,
      usage(name, helper),
    );
  }
  const unknown = options.find((key) => !Object.hasOwn(helper.options, key));
  if (unknown === undefined) return undefined;
  return problem(
    'template/bad-argument',
    `${name} has no option ${unknown}`,
    didYouMean(unknown, Object.keys(helper.options)) ?? usage(name, helper),
  );
}

/** How a helper is called: `value ‹a figure› unit= style=`. */
function usage(name: string, { takes, more, options }: Helper): string {
  const words = [name, ...takes.map((kind) => `‹${kind.name}›`), ...(more ? [`‹${more.name}› …`] : [])];
  return `it is called {{${[...words, ...Object.keys(options).map((key) => `${key}=`)].join(' ')}}}`;
}
