import { shortened } from '../core/diagnostics/source-text.ts';
import { decimal, parseDecimal } from '../core/numbers/decimal.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import { checkDimensions, checkedPeriod, type CheckScope, checkText } from './checks.ts';
import type { Break, Dataset, Dimension, Indicator, Source } from './model.ts';
import { SLIP_KINDS } from './slip-kinds.ts';
import { localisedOf } from './localised.ts';
import { lastDay } from './period.ts';
import { unitHint } from './quantity.ts';
import type { CsvDialect } from './table.ts';
import {
  type BreakInput,
  type DatasetInput,
  datasetSchema,
  type DimensionInput,
  type IndicatorInput,
  type SourceInput,
  type UnitInput,
} from './dataset-schema.ts';
import { checkShape, type Part } from '../core/files/shape.ts';
import { builtinUnits, parseUnit, reduced, type Unit } from './unit.ts';
import type { DataFile } from '../core/files/data-file.ts';

/** The content of `dataset.yaml`: a dataset without its releases and events. */
export interface Catalogue extends Omit<Dataset, 'id' | 'releases' | 'events'> {
  /** Ids of everything declared. An entry with a mistake is among them, so that its uses are not reported as unknown. */
  readonly declaredIndicators: ReadonlySet<string>;
  readonly declaredConditions: ReadonlySet<string>;
  readonly declaredDimensions: ReadonlySet<string>;
  /** Undefined if there is a mistake in it: then tables cannot be read. */
  readonly csv: CsvDialect | undefined;
}

/** The entries of one part of the file by id; those with a mistake have no value. */
type Entries<T> = ReadonlyMap<string, Part<T>>;

/** Shared by the checks of the file. */
interface Scope extends CheckScope {
  readonly units: ReadonlyMap<string, Unit>;
  readonly yearStarts: number | undefined;
  readonly declaredSources: ReadonlySet<string>;
  readonly declared: Entries<IndicatorInput>;
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
  const locales = [...new Set(file.get('locales').value)];
  const scope: Scope = {
    yaml,
    locales,
    dimensions: readDimensions(dimensions),
    declaredDimensions: new Set(dimensions.keys()),
    units: readUnits(units, diagnostics),
    yearStarts: monthOf(file.get('year_starts')),
    declaredSources: new Set(sources.keys()),
    declared: indicators,
    diagnostics,
  };
  for (const key of ['title', 'publisher', 'contact'] as const) checkText(scope, file.get(key));
  for (const dimension of dimensions.values()) {
    checkText(scope, dimension.get('label'));
    for (const [, label] of dimension.get('members').entries() ?? []) checkText(scope, label);
  }
  for (const unit of units.values()) checkText(scope, unit.get('name'));
  for (const condition of conditions.values()) checkText(scope, condition);
  for (const source of sources.values()) {
    for (const key of ['publisher', 'short', 'title'] as const) checkText(scope, source.get(key));
  }
  for (const indicator of indicators.values()) {
    for (const key of ['label', 'definition'] as const) checkText(scope, indicator.get(key));
  }
  checkDate(file.get('next_release'), diagnostics);
  const contact = file.get('contact').value;
  return {
    title: localisedOf(file.get('title').value),
    publisher: localisedOf(file.get('publisher').value, locales),
    licence: file.get('licence').value ?? '',
    contact: contact === undefined ? undefined : localisedOf(contact, locales),
    nextRelease: file.get('next_release').value,
    yearStarts: scope.yearStarts,
    locales,
    dimensions: scope.dimensions,
    units: scope.units,
    conditions: new Map(validEntries(conditions).map(([id, text]) => [id, localisedOf(text)])),
    indicators: readIndicators(scope),
    sources: readSources(sources, locales),
    file: yaml.file,
    csv: dialectOf(file.get('csv')),
    declaredIndicators: new Set(indicators.keys()),
    declaredConditions: new Set(conditions.keys()),
    declaredDimensions: scope.declaredDimensions,
  };
}

function monthOf({ value }: Part<string>): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function dialectOf(part: Part<NonNullable<DatasetInput['csv']>>): CsvDialect | undefined {
  if (!part.value && part.entries()?.length !== 0) return undefined;
  return { delimiter: part.value?.delimiter ?? ',', decimal: part.value?.decimal ?? '.' };
}

function entriesOf<T>(part: Part<Readonly<Record<string, T>>>): Entries<NonNullable<T>> | undefined {
  const entries = part.entries();
  return entries && new Map(entries);
}

function validEntries<T>(entries: Entries<T>): [string, T][] {
  return [...entries].flatMap(([id, { value }]) => (value === undefined ? [] : [[id, value]]));
}

/** A unit with a mistake is replaced by a stand-in, so that its uses are not reported too. */
function readUnits(entries: Entries<UnitInput>, diagnostics: Diagnostics): ReadonlyMap<string, Unit> {
  const units = new Map<string, Unit>();
  for (const [code, { value, place }] of entries) {
    if (builtinUnits.has(code)) {
      diagnostics.error('yaml/duplicate-key', `the unit ${code} is built in`, place('key'), 'remove it');
    } else units.set(code, unitOf(code, value ?? { base: code }));
  }
  return units;
}

function unitOf(code: string, { base, factor = '1', symbol = code, name = {} }: UnitInput): Unit {
  const [over = '', under = '1'] = factor.split('/');
  return {
    code,
    symbol,
    ...reduced(parseDecimal(over) ?? decimal(1), parseDecimal(under)),
    dimension: new Map([[base, 1]]),
    name: localisedOf(name),
  };
}

function checkDate({ value: date, place }: Part<string>, diagnostics: Diagnostics): void {
  if (date === undefined || lastDay(date)) return;
  diagnostics.error('dataset/bad-date', `${date} is not a day of the calendar`, place());
}

function readDimensions(entries: Entries<DimensionInput>): ReadonlyMap<string, Dimension> {
  return new Map(
    validEntries(entries).map(([id, { label, members }]) => {
      const labels = new Map(Object.entries(members).map(([member, text]) => [member, localisedOf(text)]));
      return [id, { id, label: localisedOf(label), members: labels }];
    }),
  );
}

function readSources(entries: Entries<SourceInput>, locales: readonly string[]): ReadonlyMap<string, Source> {
  return new Map([...entries].map(([id, { value }]) => [id, value ? sourceOf(id, value, locales) : standInSource(id)]));
}

/** Replaces a source with a mistake, so that its releases can still be checked. */
export function standInSource(id: string): Source {
  return sourceOf(id, { publisher: id, rank: '1' }, []);
}

function sourceOf(id: string, input: SourceInput, locales: readonly string[]): Source {
  return {
    id,
    publisher: localisedOf(input.publisher, locales),
    short: input.short === undefined ? undefined : localisedOf(input.short, locales),
    title: input.title === undefined ? undefined : localisedOf(input.title, locales),
    url: input.url,
    language: input.language,
    rank: Number(input.rank),
    reliability: input.reliability ?? 'read',
    group: input.publisher_group ?? id,
    slipCosts: slipCostsOf(input, locales),
  };
}

function slipCostsOf({ slip_costs: input = {} }: SourceInput, locales: readonly string[]): Source['slipCosts'] {
  return new Map(
    SLIP_KINDS.flatMap((kind) => {
      const own = input[kind];
      return own ? [[kind, { cost: Number(own.cost), reason: localisedOf(own.reason, locales) }] as const] : [];
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
  part: Part<IndicatorInput>,
  input: IndicatorInput,
): Indicator | undefined {
  const { units, diagnostics } = scope;
  const { dimensions = {} } = input;
  checkDimensions(scope, dimensions);
  checkVariant(scope, id, part.get('variant_of'));
  const yearStarts = monthOf(part.get('year_starts')) ?? scope.yearStarts;
  const breaks = (part.get('breaks').entries() ?? []).map(([, item]) => readBreak(scope, item, yearStarts));
  const unit = parseUnit(input.unit, units);
  if (!unit) {
    const message = `the unit ${shortened(input.unit)} is not known`;
    return diagnostics.error('dataset/unknown-unit', message, part.get('unit').place(), unitHint(input.unit, units));
  }
  return {
    id,
    label: localisedOf(input.label),
    unit,
    kind: input.kind,
    dimensions: new Map(Object.entries(dimensions)),
    variantOf: input.variant_of,
    breaks: breaks.filter((item) => item !== undefined),
    yearStarts,
    definition: input.definition && localisedOf(input.definition),
    note: input.note,
    place: part.place('key'),
  };
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

function readBreak(
  { declaredSources, ...scope }: Scope,
  part: Part<BreakInput>,
  yearStarts: number | undefined,
): Break | undefined {
  const { locales, diagnostics } = scope;
  if (!part.value) return undefined;
  const { source, reason } = part.value;
  checkText(scope, part.get('reason'));
  if (source !== undefined && !declaredSources.has(source)) {
    const message = `the source ${source} is not declared`;
    const hint = didYouMean(source, declaredSources);
    diagnostics.error('dataset/unknown-source', message, part.get('source').place(), hint);
  }
  const period = checkedPeriod(part.get('period'), diagnostics, yearStarts);
  return period && { period, reason: localisedOf(reason, locales), source };
}
