import { didYouMean } from '../core/diagnostics/diagnostic.ts';
import {
  type AddressProblem,
  addressText,
  parseAddress,
  type AddressPattern,
  parseAddressPattern,
  statedAddress,
} from '../dataset/address.ts';
import { describeTie, lookUpAddress, matchAddresses, missingIn } from '../dataset/lookup.ts';
import type { Edition } from '../dataset/edition.ts';
import type { Address, Indicator, Observation } from '../dataset/model.ts';
import { parseRelativePeriod } from '../dataset/period-offset.ts';
import { type Period, periodHint, periodMeant } from '../dataset/period.ts';
import { parseQuantity, unitHint } from '../dataset/quantity.ts';
import { parseUnit, type Unit } from '../dataset/unit.ts';
import { observationValue, typedValue, type ValueStyle } from '../figure/printed-value.ts';
import { Said } from '../figure/said.ts';
import { observationOf, Value } from '../figure/value.ts';
import { look } from './asked.ts';
import type { ArgumentKind, Words } from './helper.ts';
import { isObservationItem, type ObservationItem, observationItem, STATED } from './observation-item.ts';
import { describe, word, wrongKind } from './plain-arguments.ts';
import { isProblem, type Problem, problem } from './problem.ts';
import type { Scope } from './scope.ts';

export const unit: ArgumentKind<Unit> = {
  name: 'a unit',
  read: (given, { edition }) => {
    if (typeof given !== 'string') return wrongKind(given, 'a unit', 'write its code, as in unit="Mt"');
    const { units } = edition.dataset;
    return (
      parseUnit(given, units) ??
      problem('dataset/unknown-unit', `the unit ${given} is not known`, unitHint(given, units))
    );
  },
};

export const unitStyle = word('long', 'short', 'bare');

/** An address; the edition need not have a figure there. */
export const address: ArgumentKind<Address> = {
  name: 'the address of a figure',
  names: ['indicator'],
  read: readAddress,
};

/** An indicator, named by its id or by the address of one of its figures. */
export const indicator: ArgumentKind<Indicator> = {
  names: ['indicator'],
  name: 'an indicator',
  read: (given, scope) => {
    const address = readAddress(given, scope);
    if (isProblem(address)) return address;
    return scope.edition.dataset.indicators.get(address.indicator) ?? unknownIndicator(address.indicator, scope);
  },
};

function unknownIndicator(id: string, { edition }: Scope): Problem {
  const hint = didYouMean(id, edition.dataset.indicators.keys());
  return problem('dataset/unknown-indicator', `there is no indicator ${id}`, hint);
}

/** A statement of the edition, named by its address. */
export const observation: ArgumentKind<Observation> = {
  names: ['indicator'],
  name: 'the address of a figure',
  read: (given, scope) => {
    const stated = statementBehind(given);
    if (stated) return stated;
    const address = readAddress(given, scope);
    return isProblem(address) ? address : observationAt(address, scope);
  },
};

/** Whether the edition has the figure that is given, or one at the address that is given. */
export const presence: ArgumentKind<boolean> = {
  names: ['indicator'],
  name: 'the address of a figure',
  read: (given, scope) => {
    if (given === '') return false;
    const address = readAddress(given, scope);
    if (isProblem(address)) return address;
    return 'observation' in look(address, scope, false);
  },
};

/** What to write in place of a text that is not a period. That of a figure in a list is in words. */
export function wantedPeriod(given: string): string {
  const isInWords = periodMeant(given) === undefined && /\d{4}/.test(given) && /\p{L}{2}/u.test(given);
  return isInWords
    ? 'write it as 2025-Q4; for that of a figure in a list give the figure itself: period=this'
    : periodHint(given);
}

/** A period, or the period of a figure. */
export const period: ArgumentKind<Period> = {
  names: ['indicator'],
  name: 'a period or the address of a figure',
  read: (given, scope) => {
    const found = typeof given === 'string' ? parseRelativePeriod(given, scope.edition.period) : undefined;
    if (found) return found;
    if (typeof given === 'number') return wrongKind(given, 'a period', `write it in quotes: "${given}"`);
    if (typeof given === 'string' && /^[-+]?\d|\s/.test(given))
      return problem('dataset/bad-period', `${given} is not a period`, wantedPeriod(given));
    const stated = observation.read(given, scope);
    return isProblem(stated) ? stated : stated.period;
  },
};

/** A figure to compare or calculate with: a value, an address, or an amount typed by the author, taken as exact. */
export const figure: ArgumentKind<Value> = {
  names: ['indicator'],
  name: 'a figure',
  read: (given, scope) => {
    if (given instanceof Value) return given;
    if (isObservationItem(given))
      return given.value === ''
        ? problem('template/bad-argument', `${given.address} is a claim without a figure`)
        : given.value;
    if (typeof given === 'number') return amount(String(given), scope);
    if (typeof given !== 'string' || given === '') return wrongKind(given, 'a figure');
    if (/^[+\-\u2212\d]/.test(given)) return amount(given, scope);
    const stated = observation.read(given, scope);
    return isProblem(stated) ? stated : valueOf(stated, scope, { style: 'short' });
  },
};

/** Several figures: a pattern of addresses, or a list that another helper made. */
export const figures: ArgumentKind<readonly ObservationItem[]> = {
  names: ['indicator'],
  name: 'a pattern of addresses or a list of figures',
  read: (given, scope) => {
    if (Array.isArray(given) && given.every(isObservationItem)) return given;
    if (typeof given !== 'string' || given === '') return wrongKind(given, 'a pattern of addresses');
    const pattern = parseAddressPattern(given, scope.edition.period);
    if ('problem' in pattern) return badAddress(given, pattern);
    const found = matchAddresses(scope.edition, pattern);
    if ('tie' in found) return tied(given, found.tie);
    if (found.length === 0) return problem('template/unknown-address', `no figure matches ${given}`);
    const list = itemsOf(found, scope);
    patterns.set(list, { pattern });
    return list;
  },
};

/** The patterns of which lists hold the figures, and the indicators that are left out on purpose. */
const patterns = new WeakMap<
  readonly ObservationItem[],
  { readonly pattern: AddressPattern; readonly except?: RegExp | undefined }
>();

/** Reports of a list that it holds the figures of another one, in another order or each once, without those of some indicators. */
export function sameFigures<T extends readonly ObservationItem[]>(
  list: T,
  from: readonly ObservationItem[],
  except?: RegExp,
): T {
  const known = patterns.get(from);
  if (known) patterns.set(list, { ...known, except: except ?? known.except });
  return list;
}

/** What was said about the patterns of an edition: once is enough. */
const missingTold = new WeakMap<Edition, Set<string>>();

/**
 * Warns that a list leaves out a member of its pattern that may be ahead of the one that is said to be first: an indicator
 * without a level of the period whose level in the period or year before `isAhead`.
 */
export function warnOfMissing(
  list: readonly ObservationItem[],
  { edition, warn }: Scope,
  isAhead: (earlier: Observation) => boolean,
): void {
  const { pattern, except } = patterns.get(list) ?? {};
  const period = pattern && (pattern.periods ? pattern.periods[0] : edition.period);
  if (!pattern?.indicator.includes('*') || pattern.measure !== 'level' || !period || !warn) return;
  if ((pattern.periods?.length ?? 1) > 1) return;
  const told = missingTold.get(edition) ?? new Set<string>();
  missingTold.set(edition, told);
  const key = `${pattern.indicator}:${pattern.measure}@${period.text}`;
  const missing = told.has(key) ? [] : missingIn(edition, pattern, period);
  const [first, ...others] = missing.filter(({ indicator, known }) => !except?.test(indicator) && isAhead(known));
  if (!first) return;
  told.add(key);
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  const said = problem(
    'document/untested-claim',
    `${first.address}${more} is not among these figures: none is known of ${period.text}, and that of ${first.known.period.text} would be ahead`,
    `name the figures that are compared, or those that are not: (figures "${pattern.indicator}" except="${first.indicator}")`,
  );
  warn({ ...said, argument: 0 });
}

const shown = new WeakMap<readonly Observation[], Map<string, readonly ObservationItem[]>>();

/**
 * The items of statements that match a pattern. All slices of an edition share them where they ask at one place, because
 * a pattern may match thousands.
 */
function itemsOf(found: readonly Observation[], scope: Scope): readonly ObservationItem[] {
  const { locale, place } = scope;
  const key = [locale, place.file.path, place.line, place.column, place.length].join(' ');
  const known = shown.get(found) ?? new Map<string, readonly ObservationItem[]>();
  const items = known.get(key) ?? found.map((stated) => observationItem(stated, scope));
  shown.set(found, known.set(key, items));
  return items;
}

export const series: ArgumentKind<Series> = {
  names: ['indicator'],
  name: 'an address with a range of periods',
  read: (given, scope) => {
    if (typeof given !== 'string' || given === '') return wrongKind(given, 'an address with a range of periods');
    const pattern = parseAddressPattern(given, scope.edition.period);
    if ('problem' in pattern) return badAddress(given, pattern);
    const { indicator, periods = [], ...rest } = pattern;
    if (indicator.includes('*') || periods.length < 2) {
      const of = indicator.includes('*') ? 'output' : indicator;
      const hint = `write one indicator and a range of periods: "${of}@2020..2025", or "${of}@-5..0"`;
      return problem('template/bad-argument', `${describe(given)} is not one figure through several periods`, hint);
    }
    const found = scope.edition.dataset.indicators.get(indicator);
    if (!found) return unknownIndicator(indicator, scope);
    const resolved = periods.map((at) => lookUpAddress(scope.edition, { indicator, ...rest, period: at }));
    const tie = resolved.find((resolution) => 'tie' in resolution);
    if (tie) return tied(given, tie.tie);
    const stated = resolved.map((resolution) => ('observation' in resolution ? resolution.observation : undefined));
    return { address: { indicator, ...rest }, indicator: found, periods, stated };
  },
};

/** One figure through like periods. */
export interface Series {
  /** Without a period. */
  readonly address: Address;
  readonly indicator: Indicator;
  readonly periods: readonly Period[];
  /** One for each period; undefined where the edition has none. */
  readonly stated: readonly (Observation | undefined)[];
}

/** Items of a list in words: a text, a value, a figure (printed as its label), or a list of these. */
export const items: ArgumentKind<readonly Words[]> = {
  name: 'a text, value or list',
  isPrinted: true,
  takesSaid: true,
  read: (given, scope) => {
    if (typeof given === 'string' && given !== '') return [given];
    if (given instanceof Value || given instanceof Said) return [given];
    if (isObservationItem(given)) return [given.label];
    if (!Array.isArray(given)) return wrongKind(given, 'a text, value or list');
    const read = given.map((entry) => items.read(entry, scope));
    return read.find(isProblem) ?? read.flatMap((entry) => entry as readonly Words[]);
  },
};

/** The statement at an address, as the edition prints it. */
export function observationAt(address: Address, scope: Scope): Observation | Problem {
  const found = look(address, scope, true);
  if ('observation' in found) return found.observation;
  if ('tie' in found) return tied(addressText(address), found.tie);
  return problem('template/unknown-address', found.missing, found.hint);
}

function tied(written: string, tie: readonly Observation[]): Problem {
  return problem('dataset/tie', `several releases state ${written} with equal rank`, describeTie(tie));
}

/** How to print a statement in the locale. */
export type StatedStyle = Omit<ValueStyle, 'locale'>;

/** The value of a statement in the locale; a problem for a claim without a figure. */
export function valueOf(stated: Observation, { locale, place }: Scope, style: StatedStyle = {}): Value | Problem {
  const value = observationValue(stated, { locale, ...style }, place);
  return value ?? problem('template/bad-argument', `${stated.address} is a claim without a figure`);
}

function readAddress(given: unknown, { edition }: Scope): Address | Problem {
  const stated = statementBehind(given);
  if (stated) return statedAddress(stated);
  if (given instanceof Value) {
    const isDerived = given.origin.kind === 'derived';
    const hint = isDerived
      ? 'what is worked out prints itself: {{minus "…" "…"}}, not {{value (minus "…" "…")}}'
      : undefined;
    return problem('template/bad-argument', `${describe(given)} has no address, because no source states it`, hint);
  }
  if (typeof given !== 'string' || given === '') return wrongKind(given, 'the address of a figure');
  const address = parseAddress(given, edition.period);
  return 'problem' in address ? badAddress(given, address) : address;
}

/** The statement that an argument already is. Another may be printed at its address: its correction, or a newer one. */
export function statementBehind(given: unknown): Observation | undefined {
  if (isObservationItem(given)) return given[STATED];
  return given instanceof Value ? observationOf(given) : undefined;
}

function amount(written: string, scope: Scope): Value | Problem {
  const quantity = parseQuantity(written, scope.edition.dataset.units);
  if ('problem' in quantity) return quantity;
  if (quantity.ends) return problem('template/bad-argument', `${describe(written)} is a range and not one amount`);
  return typedValue(written, quantity, scope);
}

/** The problem of an address that is not written as one. */
function badAddress(written: string, { problem: message, hint }: AddressProblem): Problem {
  const other = correctedAddress(written);
  if (other !== undefined) return problem('dataset/bad-address', `"${written}" is not an address`, other);
  if (/^[a-z]+(?: [a-z]+)+$/i.test(written)) {
    const hint = 'an amount is written in digits with its unit, as in "2,000 t"; an address has no spaces';
    return problem('dataset/bad-address', `"${written}" is neither an address nor an amount`, hint);
  }
  return problem('dataset/bad-address', `in the address ${written}, ${message}`, hint);
}

/** What to write instead of an address with spaces, capitals, with / in place of a colon, with a base in round brackets, or with a pattern for one figure. */
function correctedAddress(written: string): string | undefined {
  const plain = written
    .replaceAll(/\s*([:@.])\s*/g, '$1')
    .replace(/^[^:@]+/, (id) => id.toLowerCase())
    .replace(/^([^/:@]+)[/ ]+(?=[a-z])/, '$1:')
    .replace(/:(growth|cagr)[:(]([^()@]+)\)?/, ':$1[$2]')
    .trim();
  if (plain !== written && !('problem' in parseAddress(plain))) return `write "${plain}"`;
  return written.includes('*')
    ? `that is a pattern for several figures: name one, or use (figures "${written}")`
    : undefined;
}
