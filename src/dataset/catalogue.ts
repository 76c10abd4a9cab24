import { shortened } from '../core/diagnostics/source-text.ts';
import { decimal, parseDecimal } from '../core/numbers/decimal.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import { checkDimensions, type CheckScope, checkText } from './checks.ts';
import { type Break, type Dataset, type Dimension, type Indicator, localisedOf, type Source } from './model.ts';
import { lastDay, parsePeriod, PERIOD_FORMS } from './period.ts';
import { unitHint } from './quantity.ts';
import { type DatasetInput, datasetSchema, type IndicatorInput, type SourceInput, type UnitInput } from './schema.ts';
import { checkShape } from '../core/files/shape.ts';
import { builtinUnits, parseUnit, type Unit } from './unit.ts';
import { isMapping, type YamlFile } from '../core/files/yaml-file.ts';

/** What `dataset.yaml` declares: a dataset without its releases and events. */
export interface Catalogue extends Omit<Dataset, 'id' | 'releases' | 'events'> {
  /** Ids of all that is declared, also of what has a mistake, which nobody may call unknown. */
  readonly declaredIndicators: ReadonlySet<string>;
  readonly declaredConditions: ReadonlySet<string>;
  readonly declaredDimensions: ReadonlySet<string>;
}

/** What the checks of one file share. */
interface Scope extends CheckScope {
  readonly input: DatasetInput;
  readonly units: ReadonlyMap<string, Unit>;
}

/**
 * Reads what a dataset declares, reporting every mistake. Entries with a mistake are left out. Undefined when a whole
 * part is missing, so that releases cannot be judged by it.
 */
export function readCatalogue(yaml: YamlFile, diagnostics: Diagnostics): Catalogue | undefined {
  const input = checkShape(yaml, datasetSchema, diagnostics);
  if (!input) return undefined;
  const { dimensions = {}, units = {}, conditions = {}, sources, indicators } = input;
  if (![dimensions, units, conditions, sources, indicators].every(isMapping)) return undefined;
  const scope: Scope = {
    yaml,
    input,
    locales: localesOf(yaml, input),
    dimensions: readDimensions(yaml, input),
    declaredDimensions: new Set(Object.keys(dimensions)),
    units: readUnits(yaml, units, diagnostics),
    diagnostics,
  };
  checkTexts(scope);
  checkDate(scope);
  const { locales } = scope;
  return {
    title: localisedOf(input.title, locales),
    publisher: localisedOf(input.publisher, locales),
    licence: input.licence,
    contact: input.contact === undefined ? undefined : localisedOf(input.contact, locales),
    nextRelease: input.next_release,
    locales,
    dimensions: scope.dimensions,
    units: scope.units,
    conditions: new Map(soundEntries(yaml, conditions).map(([id, text]) => [id, localisedOf(text)])),
    indicators: readIndicators(scope),
    sources: readSources(scope),
    file: yaml.file,
    declaredIndicators: new Set(Object.keys(indicators)),
    declaredConditions: new Set(Object.keys(conditions)),
    declaredDimensions: scope.declaredDimensions,
  };
}

function localesOf(yaml: YamlFile, { locales }: DatasetInput): readonly string[] {
  return Array.isArray(locales) && yaml.isSound(locales) ? [...new Set(locales)] : [];
}

/** Entries of a mapping in which nothing was reported. */
function soundEntries<T extends object>(
  yaml: YamlFile,
  mapping: Readonly<Record<string, T>> | undefined,
): [string, T][] {
  return entriesOf(mapping).filter(([, value]) => yaml.isSound(value));
}

/** An entry with a mistake stands in for itself, so that whoever uses it is not called mistaken too. */
function readUnits(
  yaml: YamlFile,
  input: Readonly<Record<string, UnitInput>>,
  diagnostics: Diagnostics,
): ReadonlyMap<string, Unit> {
  const units = new Map<string, Unit>();
  const sound = new Map(soundEntries(yaml, input));
  for (const code of Object.keys(input)) {
    if (builtinUnits.has(code)) {
      const place = yaml.placeOf(input, code, 'key');
      diagnostics.error('yaml/duplicate-key', `the unit ${code} is built in`, place, 'remove it');
      yaml.markUnsound(input);
      continue;
    }
    units.set(code, unitOf(code, sound.get(code) ?? { base: code }));
  }
  return units;
}

function unitOf(code: string, { base, factor = '1', symbol = code, name = {} }: UnitInput): Unit {
  return {
    code,
    symbol,
    factor: parseDecimal(factor) ?? decimal(1),
    dimension: new Map([[base, 1]]),
    name: localisedOf(name),
  };
}

/** Checks every text that is given by locale. */
function checkTexts(scope: Scope): void {
  const { title, publisher, contact, dimensions, units, conditions, sources, indicators } = scope.input;
  checkText(scope, scope.input, 'title', title);
  checkText(scope, scope.input, 'publisher', publisher);
  checkText(scope, scope.input, 'contact', contact);
  for (const dimension of valuesOf(dimensions)) {
    checkText(scope, dimension, 'label', dimension.label);
    for (const [id, text] of entriesOf(dimension.members)) checkText(scope, dimension.members, id, text);
  }
  for (const unit of valuesOf(units)) checkText(scope, unit, 'name', unit.name);
  for (const [id, text] of entriesOf(conditions)) checkText(scope, conditions, id, text);
  for (const source of valuesOf(sources)) {
    checkText(scope, source, 'publisher', source.publisher);
    checkText(scope, source, 'title', source.title);
  }
  for (const indicator of valuesOf(indicators)) {
    checkText(scope, indicator, 'label', indicator.label);
    checkText(scope, indicator, 'definition', indicator.definition);
  }
}

/** Entries of a mapping that are mappings themselves; none if it is no mapping, which was reported. */
function entriesOf<T extends object>(mapping: Readonly<Record<string, T>> | undefined): [string, T][] {
  return isMapping(mapping) ? Object.entries(mapping).filter(([, value]) => isMapping(value)) : [];
}

function valuesOf<T extends object>(mapping: Readonly<Record<string, T>> | undefined): T[] {
  return entriesOf(mapping).map(([, value]) => value);
}

function checkDate({ yaml, input, diagnostics }: Scope): void {
  const date = input.next_release;
  if (date === undefined || yaml.isReported(input, 'next_release') || lastDay(date)) return;
  const message = `${date} is not a day of the calendar`;
  diagnostics.error('dataset/bad-date', message, yaml.placeOf(input, 'next_release'));
}

function readDimensions(yaml: YamlFile, input: DatasetInput): ReadonlyMap<string, Dimension> {
  return new Map(
    soundEntries(yaml, input.dimensions).map(([id, { label, members }]) => {
      const labels = new Map(Object.entries(members).map(([member, text]) => [member, localisedOf(text)]));
      return [id, { id, label: localisedOf(label), members: labels }];
    }),
  );
}

function readSources({ yaml, locales, input: { sources } }: Scope): ReadonlyMap<string, Source> {
  const sound = new Map(soundEntries(yaml, sources));
  return new Map(
    Object.keys(sources).map((id) => {
      const source = sound.get(id);
      return [id, source ? sourceOf(id, source, locales) : standInSource(id)];
    }),
  );
}

/** What stands for a source that was reported, so that the releases it published can still be judged. */
export function standInSource(id: string): Source {
  return sourceOf(id, { publisher: id, rank: '1' }, []);
}

function sourceOf(id: string, input: SourceInput, locales: readonly string[]): Source {
  return {
    id,
    publisher: localisedOf(input.publisher, locales),
    title: input.title === undefined ? undefined : localisedOf(input.title, locales),
    url: input.url,
    language: input.language,
    rank: Number(input.rank),
    reliability: input.reliability ?? 'read',
    group: input.publisher_group ?? id,
  };
}

function readIndicators(scope: Scope): ReadonlyMap<string, Indicator> {
  const indicators = new Map<string, Indicator>();
  for (const [id, input] of soundEntries(scope.yaml, scope.input.indicators)) {
    const indicator = readIndicator(scope, id, input);
    if (indicator) indicators.set(id, indicator);
  }
  return indicators;
}

function readIndicator(scope: Scope, id: string, input: IndicatorInput): Indicator | undefined {
  const { yaml, units, diagnostics } = scope;
  checkDimensions(scope, input.dimensions ?? {});
  checkVariant(scope, id, input);
  const breaks = (input.breaks ?? []).map((item) => readBreak(scope, item));
  const unit = parseUnit(input.unit, units);
  if (!unit) {
    const message = `the unit ${shortened(input.unit)} is not known`;
    diagnostics.error('dataset/unknown-unit', message, yaml.placeOf(input, 'unit'), unitHint(input.unit, units));
    return undefined;
  }
  return {
    id,
    label: localisedOf(input.label),
    unit,
    kind: input.kind,
    dimensions: new Map(Object.entries(input.dimensions ?? {})),
    variantOf: input.variant_of,
    breaks: breaks.filter((item) => item !== undefined),
    definition: input.definition && localisedOf(input.definition),
    note: input.note,
    place: yaml.placeOf(scope.input.indicators, id, 'key'),
  };
}

function checkVariant({ yaml, input: { indicators }, diagnostics }: Scope, id: string, input: IndicatorInput): void {
  const { variant_of: original } = input;
  if (original === undefined) return;
  const report = (rule: RuleId, message: string, hint?: string): void =>
    diagnostics.error(rule, message, yaml.placeOf(input, 'variant_of'), hint);
  const target = indicators[original];
  if (!target) {
    report('dataset/unknown-indicator', unknownIndicator(original), didYouMean(original, Object.keys(indicators)));
  } else if (original === id || target.variant_of !== undefined) {
    const message = original === id ? `${id} is not a variant of itself` : `${original} is itself a variant`;
    report('dataset/variant-of-variant', message, 'name the indicator that all the variants are variants of');
  }
}

/** The message for an indicator that is not declared. */
export function unknownIndicator(id: string): string {
  return `the indicator ${id} is not declared in dataset.yaml`;
}

function readBreak(scope: Scope, item: NonNullable<IndicatorInput['breaks']>[number]): Break | undefined {
  const { yaml, locales, diagnostics } = scope;
  const { sources } = scope.input;
  const { source } = item;
  checkText(scope, item, 'reason', item.reason);
  if (source !== undefined && sources[source] === undefined) {
    const hint = didYouMean(source, Object.keys(sources));
    const message = `the source ${source} is not declared`;
    diagnostics.error('dataset/unknown-source', message, yaml.placeOf(item, 'source'), hint);
  }
  const period = parsePeriod(item.period);
  if (period) return { period, reason: localisedOf(item.reason, locales), source };
  const message = `${shortened(item.period)} is not a period`;
  diagnostics.error('dataset/bad-period', message, yaml.placeOf(item, 'period'), `periods are written ${PERIOD_FORMS}`);
  return undefined;
}
