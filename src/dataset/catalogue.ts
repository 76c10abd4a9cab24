import { type Declared, declaredNumbers } from '../language/typed-numbers.ts';
import { shortened } from '../core/diagnostics/source-text.ts';
import { decimal, decimalText, parseDecimal } from '../core/numbers/decimal.ts';
import { type Diagnostics, didYouMean, nearestHint } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import { checkDimensions, checkedPeriod, checkName, checkPrinted, type CheckScope, checkText } from './checks.ts';
import type { Break, Dataset, Dimension, Indicator } from './model.ts';
import { dueDate } from './due-date.ts';
import { type DeclaredIndicator, indicatorsOf } from './indicator-entries.ts';
import { localisedOf, startsWithName } from './localised.ts';
import { unitHint } from './quantity.ts';
import { isBareCount, isClaimAbout, isClaimOf, takenBy, unitClaimsIn } from './unit-claims.ts';
import type { CsvDialect } from './table.ts';
import {
  type BreakInput,
  type DatasetInput,
  datasetSchema,
  type DimensionInput,
  type UnitInput,
} from './dataset-schema.ts';
import { checkShape, type Part } from '../core/files/shape.ts';
import { builtinUnits, kindOf, parseUnit, powerBetween, reduced, sameDimension, type Unit } from './unit.ts';
import type { DataFile } from '../core/files/data-file.ts';
import { OWN_SOURCE, ownSource, readSources } from './source-entries.ts';
import { type Entries, entriesOf, validEntries } from './entries.ts';

/** The content of `dataset.yaml`: a dataset without its releases and events. */
export interface Catalogue extends Omit<Dataset, 'id' | 'releases' | 'events'> {
  /** Ids of everything declared. An entry with a mistake is among them, so that its uses are not reported as unknown. */
  readonly declaredIndicators: ReadonlySet<string>;
  readonly declaredConditions: ReadonlySet<string>;
  readonly declaredDimensions: ReadonlySet<string>;
  /** Undefined if there is a mistake in it: then tables cannot be read. */
  readonly csv: CsvDialect | undefined;
}

/** Shared by the checks of the file. */
interface Scope extends CheckScope {
  readonly looseNumbers: readonly string[];
  readonly units: ReadonlyMap<string, Unit>;
  readonly yearStarts: number | undefined;
  readonly declaredSources: ReadonlySet<string>;
  readonly declared: Entries<DeclaredIndicator>;
}

/**
 * Reads `dataset.yaml` and reports every mistake. Entries with a mistake are left out. Undefined if a whole part of the
 * file cannot be read; then releases cannot be checked against it.
 */
export function readCatalogue(yaml: DataFile, diagnostics: Diagnostics): Catalogue | undefined {
  const file = checkShape(yaml, datasetSchema, diagnostics);
  const dimensions = entriesOf(file.get('dimensions'));
  const units = entriesOf(file.get('units'));
  const conditions = entriesOf(file.get('conditions'));
  const sources = entriesOf(file.get('sources'));
  const indicators = entriesOf(file.get('indicators'));
  if (!dimensions || !units || !conditions || !sources || !indicators) return undefined;
  const locales = readLocales(file, diagnostics);
  const known = readDimensions(dimensions, locales);
  const looseNumbers = file.get('loose_numbers').value ?? [];
  const numbers = declaredNumbers(looseNumbers);
  const declared = indicatorsOf(indicators, { dimensions: known, declared: new Set(dimensions.keys()), diagnostics });
  const scope: Scope = {
    yaml,
    locales,
    dimensions: known,
    declaredDimensions: new Set(dimensions.keys()),
    units: readUnits(units, locales, numbers, diagnostics),
    yearStarts: monthOf(file.get('year_starts')),
    declaredSources: new Set(sources.size === 0 ? [OWN_SOURCE] : sources.keys()),
    declared,
    looseNumbers,
    diagnostics,
  };
  const printed = [
    [file.get('title')],
    [...dimensions.values()].flatMap((one) => [one.get('label'), membersOf(one)].flat()),
    [...units.values()].flatMap((one) => [one.get('name'), one.get('singular')]),
    [...conditions.values()],
    [...declared.values()].flatMap((one) => [one.get('label'), one.get('definition')]),
  ].flat();
  for (const text of printed) checkPrinted(scope, text);
  const publishers = [...sources.values()].flatMap((one) => [one.get('publisher'), one.get('short')]);
  for (const name of [file.get('publisher'), ...publishers]) checkName(scope, name);
  // titles are quoted, and a contact may be a telephone
  for (const text of [file.get('contact'), ...[...sources.values()].map((one) => one.get('title'))])
    checkText(scope, text);
  const labelled = readIndicators(scope);
  for (const indicator of labelled.values()) checkLabelUnit(indicator, declared, scope, numbers);
  warnOfUnusedNames(file.get('names'), [...labelled.values()], scope);
  warnOfSameLabels([...labelled.values()], declared, diagnostics);
  const contact = file.get('contact').value;
  const publisher = localisedOf(file.get('publisher').value, locales);
  return {
    title: localisedOf(file.get('title').value, locales),
    publisher,
    licence: file.get('licence').value ?? '',
    contact: contact === undefined ? undefined : localisedOf(contact, locales),
    nextRelease: dueDate(file.get('next_release'), diagnostics),
    yearStarts: scope.yearStarts,
    locales,
    looseNumbers,
    names: file.get('names').value,
    dimensions: scope.dimensions,
    units: scope.units,
    conditions: new Map(validEntries(conditions).map(([id, text]) => [id, localisedOf(text, locales)])),
    indicators: labelled,
    sources: sources.size === 0 ? ownSource(publisher) : readSources(sources, locales, diagnostics),
    file: yaml.file,
    csv: dialectOf(file.get('csv')),
    declaredIndicators: new Set(declared.keys()),
    declaredConditions: new Set(conditions.keys()),
    declaredDimensions: scope.declaredDimensions,
  };
}

/** The names of the members of a dimension. */
function membersOf(dimension: Part<DimensionInput>) {
  return (dimension.get('members').entries() ?? []).map(([, label]) => label);
}

/** A label goes with its figures into every table and box, and so may name no other unit than theirs. */
function checkLabelUnit(
  { id, label, unit }: Indicator,
  declared: Scope['declared'],
  scope: Scope,
  names: Declared,
): void {
  const said = [...label.values()].flatMap((text) => {
    const claims = unitClaimsIn(names.mask(text), [...scope.units.values(), unit]);
    const about = claims.filter((claim) => !isBareCount(claim) && (claim.isApart || isClaimAbout(claim, unit)));
    return about.some((claim) => isClaimOf(claim, unit)) ? [] : about.slice(0, 1).map(({ name }) => ({ text, name }));
  });
  const [wrong] = said;
  if (!wrong) return;
  const place = declared.get(id)?.get('label').place();
  const message = `the label "${wrong.text}" says "${wrong.name}", and the unit of ${id} is ${unit.code}`;
  const hint = 'leave the unit out of the label: it is printed with the figures; or correct "unit"';
  scope.diagnostics.error('document/unit', message, place, hint);
}

/** Warns of two indicators that readers cannot tell apart: they have one label and measure the same. */
function warnOfSameLabels(
  indicators: readonly Indicator[],
  declared: Scope['declared'],
  diagnostics: Diagnostics,
): void {
  const isSame = (one: Indicator, other: Indicator): boolean =>
    sameDimension(one.unit, other.unit) &&
    [...one.label].some(([locale, text]) => other.label.get(locale)?.toLowerCase() === text.toLowerCase());
  for (const [at, indicator] of indicators.entries()) {
    const twin = indicators.slice(0, at).find((other) => isSame(indicator, other));
    if (!twin) continue;
    const message = `${indicator.id} has the label of ${twin.id}, and readers cannot tell their figures apart`;
    const place = declared.get(indicator.id)?.get('label').place();
    diagnostics.warn('dataset/same-label', message, place, 'give each a label of its own');
  }
}

/** Warns of names with which no label of an indicator or a member begins. */
function warnOfUnusedNames(
  names: Part<NonNullable<DatasetInput['names']>>,
  indicators: readonly Indicator[],
  { dimensions, diagnostics }: CheckScope,
): void {
  const members = [...dimensions.values()].flatMap((dimension) => Array.from(dimension.members.values()));
  const labels = [...indicators.map(({ label }) => label), ...members].flatMap((label) => Array.from(label.values()));
  for (const [, part] of names.entries() ?? []) {
    const { value } = part;
    if (value === undefined || labels.some((label) => startsWithName(label, value))) continue;
    const hint = didYouMean(value, labels) ?? 'write it as a label begins, or leave it out';
    diagnostics.warn('dataset/unused-name', `no label begins with the name ${value}`, part.place(), hint);
  }
}

/** The languages of the dataset; if it lists none, those of its title. */
function readLocales(file: Part<DatasetInput>, diagnostics: Diagnostics): readonly string[] {
  const [listed, title] = [file.get('locales'), file.get('title').value];
  if (listed.value !== undefined || listed.entries()?.length !== 0) return [...new Set(listed.value)];
  if (typeof title === 'object') return Object.keys(title);
  if (title !== undefined)
    diagnostics.error('schema/missing-key', 'the key "locales" is missing', listed.place(), 'add locales: [en]');
  return [];
}

function monthOf({ value }: Part<string>): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function dialectOf(part: Part<NonNullable<DatasetInput['csv']>>): CsvDialect | undefined {
  if (!part.value && part.entries()?.length !== 0) return undefined;
  return { delimiter: part.value?.delimiter ?? ',', decimal: part.value?.decimal ?? '.' };
}

/** A unit with a mistake is replaced by a stand-in, so that its uses are not reported too. */
function readUnits(
  entries: Entries<UnitInput>,
  locales: readonly string[],
  numbers: Declared,
  diagnostics: Diagnostics,
): ReadonlyMap<string, Unit> {
  const units = new Map<string, Unit>();
  for (const [code, { value, place }] of entries) {
    const own = unitOf(code, value ?? { base: code }, locales);
    const builtIn = builtinUnits.get(code);
    const isAnother = builtIn !== undefined && value !== undefined && !isSameSize(own, builtIn);
    const taken = isAnother ? undefined : nameTaken(own, units, numbers);
    if (taken) {
      const hint = 'call it by a word of its own; a scale is written before a unit: unit: million rides';
      diagnostics.error('dataset/unit-name', `${taken} of the unit ${code}`, place('key'), hint);
    }
    // a unit that is built in since the dataset declared it stays what it was
    if (!builtIn || !value) units.set(code, own);
    else if (!isAnother) units.set(code, namedAs(own, builtIn, value));
    else {
      const message = `the unit ${code} is built in as ${sizeText(builtIn)}, and declared here as ${sizeText(own)}`;
      diagnostics.error('yaml/duplicate-key', message, place('key'), 'give the unit another code, or remove it');
    }
  }
  return units;
}

/** A name under which a figure in a declared unit would be read in another one, or as another number. */
function nameTaken(own: Unit, declared: ReadonlyMap<string, Unit>, numbers: Declared): string | undefined {
  const names = [own.symbol, own.code, ...own.name.values(), ...(own.singular?.values() ?? [])];
  for (const name of names) {
    // a digit or two behind a letter are an index: CO2, m3
    const digits = /(?<!\p{L}\p{N}?)\p{N}|\p{N}{3}/u.exec(numbers.mask(name));
    if (digits) return `the number ${digits[0]} is in "${name}", a name`;
    const { units, power } = takenBy(name);
    if (power > 0 && !isPower(own, power)) return `the scale of "${name}" is in a name`;
    const others = [...declared.values()].filter(({ code, symbol, name: own }) =>
      [code, symbol, ...own.values()].includes(name),
    );
    // what is measured may be the unit itself: an ounce that relations convert with a constant
    const isOfItself = [...own.dimension.keys()].some((base) => base.replaceAll('_', ' ') === name);
    const other = [...(isOfItself ? [] : units), ...others].find((one) => !isSameSize(own, one));
    if (other) return `"${name}", which is ${sizeText(other)}, the unit ${other.code}, is a name`;
  }
  return undefined;
}

/** Whether one of a unit is a power of ten of its base. */
function isPower({ factor, divisor }: Unit, power: number): boolean {
  return !divisor && factor.coefficient === 1n && factor.exponent === power;
}

/** A built-in unit that a dataset declares too, with the names that it gives. */
function namedAs(own: Unit, builtIn: Unit, { symbol, name, singular }: UnitInput): Unit {
  return {
    ...builtIn,
    ...(symbol === undefined ? {} : { symbol }),
    ...(name === undefined ? {} : { name: own.name }),
    ...(singular === undefined ? {} : { singular: own.singular }),
    ...(own.inSource && { inSource: own.inSource }),
  };
}

function isSameSize(a: Unit, b: Unit): boolean {
  return sameDimension(a, b) && powerBetween(a, b) === 0;
}

/** `0.0000311034768 mass`: one of a unit in its base. */
function sizeText({ factor, divisor, dimension }: Unit): string {
  const over = divisor ? `/${decimalText(divisor)}` : '';
  return `${decimalText(factor)}${over} ${[...dimension.keys()].join('·')}`.trimEnd();
}

function unitOf(
  code: string,
  { base, factor = '1', symbol = code, name = {}, singular, in_source: inSource }: UnitInput,
  locales: readonly string[],
): Unit {
  const [over = '', under = '1'] = factor.split('/');
  return {
    code,
    symbol,
    ...reduced(parseDecimal(over) ?? decimal(1), parseDecimal(under)),
    dimension: new Map([[base, 1]]),
    name: localisedOf(name, locales),
    singular: singular === undefined ? undefined : localisedOf(singular, locales),
    ...(inSource && { inSource: new Map(Object.entries(inSource)) }),
  };
}

function readDimensions(entries: Entries<DimensionInput>, locales: readonly string[]): ReadonlyMap<string, Dimension> {
  return new Map(
    validEntries(entries).map(([id, { label, members }]) => {
      const labels = new Map(Object.entries(members).map(([member, text]) => [member, localisedOf(text, locales)]));
      return [id, { id, label: localisedOf(label, locales), members: labels }];
    }),
  );
}

function readIndicators(scope: Scope): ReadonlyMap<string, Indicator> {
  const indicators = new Map<string, Indicator>();
  for (const [id, part] of scope.declared) {
    const indicator = part.value && readIndicator(scope, id, part, part.value);
    if (indicator) indicators.set(id, indicator);
  }
  return indicators;
}

function readIndicator(
  scope: Scope,
  id: string,
  part: Part<DeclaredIndicator>,
  input: DeclaredIndicator,
): Indicator | undefined {
  const { units, diagnostics } = scope;
  const { dimensions = {} } = input;
  for (const own of input.stated) checkDimensions(scope, own);
  checkVariant(scope, id, part.get('variant_of'));
  const yearStarts = monthOf(part.get('year_starts')) ?? scope.yearStarts;
  const breaks = (part.get('breaks').entries() ?? []).map(([, item]) => readBreak(scope, item, yearStarts));
  const nextRelease = dueDate(part.get('next_release'), diagnostics);
  const unit = parseUnit(input.unit, units);
  if (!unit) {
    const message = `the unit ${shortened(input.unit)} is not known`;
    return diagnostics.error('dataset/unknown-unit', message, part.get('unit').place(), unitHint(input.unit, units));
  }
  const kind = input.kind ?? kindOf(unit) ?? input.groupKind;
  if (!kind) {
    const hint = 'flow adds up over time, stock is counted on a day; price, index, ratio and count do neither';
    return diagnostics.error('schema/missing-key', 'the key "kind" is missing', part.place('key'), hint);
  }
  return {
    id,
    label: localisedOf(input.label, scope.locales),
    unit,
    kind,
    dimensions: new Map(Object.entries(dimensions)),
    variantOf: input.variant_of,
    breaks: breaks.filter((item) => item !== undefined),
    yearStarts,
    definition: input.definition === undefined ? undefined : localisedOf(input.definition, scope.locales),
    nextRelease,
    inSource: wordsOfSources(scope, part.get('in_source')),
    note: input.note,
    place: part.place('key'),
  };
}

/** What sources call something, by source; a source that is not declared is reported. */
function wordsOfSources(
  { declaredSources, diagnostics }: Pick<Scope, 'declaredSources' | 'diagnostics'>,
  part: Part<Record<string, string[]>>,
): ReadonlyMap<string, readonly string[]> | undefined {
  const entries = part.entries() ?? [];
  for (const [source, words] of entries) {
    if (declaredSources.has(source)) continue;
    const message = `the source ${source} is not declared`;
    diagnostics.error('dataset/unknown-source', message, words.place('key'), didYouMean(source, declaredSources));
  }
  const read = entries.flatMap(([source, { value }]) => (value ? [[source, value] as const] : []));
  return read.length === 0 ? undefined : new Map(read);
}

function checkVariant({ declared, diagnostics }: Scope, id: string, { value: original, place }: Part<string>): void {
  if (original === undefined) return;
  const report = (rule: RuleId, message: string, hint?: string): void =>
    diagnostics.error(rule, message, place(), hint);
  const target = declared.get(original);
  if (!target) {
    report('dataset/unknown-indicator', unknownIndicator(original), didYouMean(original, declared.keys()));
  } else if (original === id || target.get('variant_of').value !== undefined) {
    const message = original === id ? `${id} is not a variant of itself` : `${original} is itself a variant`;
    report('dataset/variant-of-variant', message, 'name the indicator that all the variants are variants of');
  }
}

export function unknownIndicator(id: string): string {
  return `the indicator ${id} is not declared in dataset.yaml`;
}

/** What to do where an indicator that a file names is not declared: it is a slip, or was renamed by hand. */
export function undeclaredHint(id: string, declared: Iterable<string>): string {
  const known = [...declared];
  const nearest = nearestHint(id, known);
  if (nearest !== undefined) return nearest;
  const lastWord = (one: string): string => one.slice(one.lastIndexOf('.') + 1);
  const [other, ...others] = known.filter((one) => lastWord(one) === lastWord(id));
  const current = other !== undefined && others.length === 0 ? other : 'NEW';
  return `declare it under indicators in dataset.yaml; if it has another name there by now: assay rename ${id} ${current}`;
}

function readBreak(
  { declaredSources, looseNumbers, ...scope }: Scope,
  part: Part<BreakInput>,
  yearStarts: number | undefined,
): Break | undefined {
  const { locales, diagnostics } = scope;
  if (!part.value) return undefined;
  const { source, reason } = part.value;
  checkName({ ...scope, looseNumbers }, part.get('reason'));
  if (source !== undefined && !declaredSources.has(source)) {
    const message = `the source ${source} is not declared`;
    const hint = didYouMean(source, declaredSources);
    diagnostics.error('dataset/unknown-source', message, part.get('source').place(), hint);
  }
  const period = checkedPeriod(part.get('period'), diagnostics, yearStarts);
  return period && { period, reason: localisedOf(reason, locales), source };
}
