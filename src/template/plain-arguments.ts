import { relatedWord } from '../core/diagnostics/diagnostic.ts';
import { Said } from '../figure/said.ts';
import { addressOf, Value } from '../figure/value.ts';
import { isObservationItem } from './observation-item.ts';
import { isCitation, isExhibitUnit, isLink, isPhrase, isTrend, type ArgumentKind, type Nameable } from './helper.ts';
import { type Problem, problem } from './problem.ts';
import { isOpen, type Truth } from './truth.ts';

/** Names an argument in messages. */
export function describe(given: unknown): string {
  if (given === null || given === undefined) return 'nothing';
  if (given === '') return 'an empty text';
  if (given instanceof Said) return describe(given.text);
  if (typeof given === 'string') return `"${given.length > 40 ? `${given.slice(0, 40)}…` : given}"`;
  if (typeof given === 'number') return `the number ${given}`;
  if (typeof given === 'boolean' || isOpen(given)) return 'a condition';
  if (given instanceof Value) return `the value of ${addressOf(given)}`;
  if (isPhrase(given)) return 'a phrase';
  if (isLink(given)) return 'a link';
  if (isCitation(given)) return 'a citation';
  if (isExhibitUnit(given)) return 'the unit of an exhibit';
  if (isTrend(given)) return 'a trend';
  if (isObservationItem(given)) return `the figure ${given.address}`;
  return Array.isArray(given) ? 'a list' : 'a group of names';
}

/** The problem of an argument of the wrong kind. A value in place of a text or number has a rule of its own. */
export function wrongKind(given: unknown, wanted: string, hint?: string): Problem {
  const isValue = given instanceof Value || isPhrase(given);
  const rule = isValue ? 'template/value-as-text' : given === '' ? 'template/blank' : 'template/bad-argument';
  return problem(rule, `expected ${wanted}, not ${describe(given)}`, hint);
}

/** A text. */
export const text: ArgumentKind<string> = {
  name: 'a text',
  isPrinted: true,
  read: (given) => (typeof given === 'string' && given !== '' ? given : wrongKind(given, 'a text')),
};

/** The id of something in the dataset, or of several. */
export function idOf(...names: readonly Nameable[]): ArgumentKind<string> {
  return { ...text, names };
}

/** One of the `known` words. */
export function word<const W extends string>(...known: readonly W[]): ArgumentKind<W> {
  const name = known.length === 1 ? `"${known[0]}"` : `one of ${known.join(', ')}`;
  return {
    name,
    read: (given) => {
      const found = known.find((candidate) => candidate === given);
      return found ?? wrongKind(given, name, typeof given === 'string' ? meant(given, known) : undefined);
    },
  };
}

/** "did you mean X?"; the message lists the words. */
function meant(given: string, known: readonly string[]): string | undefined {
  const nearest = relatedWord(given, known);
  return nearest === undefined ? undefined : `did you mean ${nearest}?`;
}

/** An option that is switched on. */
export const flag: ArgumentKind<boolean> = {
  name: 'true or false',
  read: (given) => {
    if (typeof given === 'boolean') return given;
    const isQuoted = given === 'true' || given === 'false';
    return wrongKind(given, 'true or false', isQuoted ? `write it without quotes: ${given}` : undefined);
  },
};

/** As for `#if`, a list counts as whether anything is in it. */
export const condition: ArgumentKind<Truth> = {
  name: 'a condition or list',
  read: (given) => {
    if (typeof given === 'boolean' || isOpen(given)) return given;
    if (Array.isArray(given)) return given.length > 0;
    const hint =
      'compare figures with above, below, atLeast, atMost, same or between; test whether they exist with has';
    return wrongKind(given, 'a condition', hint);
  },
};

/** A whole number of 0 to 12. */
export const whole: ArgumentKind<number> = {
  name: 'a whole number from 0 to 12',
  read: (given) => {
    if (typeof given === 'number' && Number.isInteger(given) && given >= 0 && given <= 12) return given;
    const isQuoted = typeof given === 'string' && /^\d+$/.test(given);
    return wrongKind(given, whole.name, isQuoted ? `write it without quotes: ${given}` : undefined);
  },
};

/** A list of anything. */
export const entries: ArgumentKind<readonly unknown[]> = {
  name: 'a list',
  read: (given) => (Array.isArray(given) ? given : wrongKind(given, 'a list')),
};
