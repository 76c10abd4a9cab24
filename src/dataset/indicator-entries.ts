import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Part } from '../core/files/shape.ts';
import { INDICATOR_KEYS, type IndicatorEntryInput, type IndicatorInput } from './dataset-schema.ts';
import { INDICATOR_ID } from './address.ts';
import { type Localised, textIn } from './localised.ts';
import type { Dimension } from './model.ts';

/** An indicator as `dataset.yaml` declares it, whether in an entry of its own or with others in one. */
export interface DeclaredIndicator extends IndicatorInput {
  readonly label: string | Record<string, string>;
  readonly unit: string;
  /** The kind of its group, if it has a unit of its own, which may say another. */
  readonly groupKind?: IndicatorInput['kind'];
  /** The mappings of the file that say which members it has: that of a group, and its own. */
  readonly stated: readonly Readonly<Record<string, string>>[];
}

/** Declared indicators by id; one with a mistake has no value. */
export type DeclaredIndicators = ReadonlyMap<string, Part<DeclaredIndicator>>;

/** What the entries are checked against. */
interface Scope {
  /** Dimensions without a mistake. */
  readonly dimensions: ReadonlyMap<string, Dimension>;
  /** Ids of all dimensions. */
  readonly declared: ReadonlySet<string>;
  readonly diagnostics: Diagnostics;
}

type EntryPart = Part<IndicatorEntryInput>;

/**
 * The indicators of all entries under `indicators`, in their order. `wheat.*` is a group, whose keys all that stands under
 * `of` shares; `output.{metal}` is an indicator for each member of a dimension. Mistakes are reported.
 */
export function indicatorsOf(entries: ReadonlyMap<string, EntryPart>, scope: Scope): DeclaredIndicators {
  const found = new Map<string, Part<DeclaredIndicator>>();
  for (const [id, part] of entries) {
    for (const [own, indicator] of expanded(id, part, scope)) {
      if (found.has(own)) {
        const message = `the indicator ${own} is declared a second time`;
        scope.diagnostics.error('yaml/duplicate-key', message, indicator.place('key'), 'remove one of them');
      } else found.set(own, indicator);
    }
  }
  return found;
}

type Expanded = readonly (readonly [id: string, part: Part<DeclaredIndicator>])[];

function expanded(id: string, part: EntryPart, scope: Scope): Expanded {
  const [, dimension] = /\{([a-z0-9_]+)\}/.exec(id) ?? [];
  const isGroup = id.endsWith('.*');
  const report = (key: 'of' | 'members', hint: string): void => {
    if (part.get(key).value === undefined) return;
    scope.diagnostics.error('schema/unknown-key', `the key ${key} is unknown here`, part.get(key).place('key'), hint);
  };
  if (!isGroup) report('of', 'only a group has it, whose id ends in .*, as in wheat.*');
  if (dimension === undefined) report('members', 'only an entry for each member has it, as in output.{metal}');
  if (isGroup) return groupOf(id, part, scope);
  return dimension === undefined ? [[id, whole(part, scope)]] : eachOf(id, dimension, part, scope);
}

/** The indicators of a group: each has its own keys, and those of the group that it lacks. */
function groupOf(id: string, group: EntryPart, scope: Scope): Expanded {
  const entries = group.get('of').entries() ?? [];
  if (id.includes('{')) {
    const message = `${id} is both a group and an entry for each member`;
    scope.diagnostics.error(
      'schema/wrong-type',
      message,
      group.place('key'),
      'write either .* or the name between braces',
    );
    return [];
  }
  if (entries.length === 0) {
    const message = 'the key "of" is missing';
    scope.diagnostics.error('schema/missing-key', message, group.place('key'), 'the indicators of the group by id');
  }
  const shared: IndicatorInput = Object.fromEntries(
    INDICATOR_KEYS.map((key) => [key, group.get(key).value]).filter(([, value]) => value !== undefined),
  );
  const { kind } = shared;
  return entries.map(([name, own]) => {
    const stated = [shared.dimensions, own.value?.dimensions].filter((each) => each !== undefined);
    const value = own.value && {
      ...shared,
      ...own.value,
      dimensions: Object.assign({}, ...stated) as Record<string, string>,
      ...(own.value.unit === undefined ? {} : { kind: own.value.kind, groupKind: kind }),
      stated,
    };
    return [`${id.slice(0, -1)}${name}`, whole(joined(own, group, value), scope)] as const;
  });
}

/** The indicators of an entry for each member of a dimension. */
function eachOf(id: string, dimension: string, part: EntryPart, scope: Scope): Expanded {
  const { dimensions, declared, diagnostics } = scope;
  const members = dimensions.get(dimension)?.members;
  if (id.indexOf('{') !== id.lastIndexOf('{')) {
    const message = `${id} names more than one dimension`;
    diagnostics.error('schema/wrong-type', message, part.place('key'), 'an entry is for the members of one dimension');
    return [];
  }
  if (!members) {
    if (declared.has(dimension)) return [];
    const hint = didYouMean(dimension, declared) ?? 'declare it under dimensions';
    const message = `the dimension ${dimension} is not declared`;
    diagnostics.error('dataset/unknown-dimension', message, part.place('key'), hint);
    return [];
  }
  const listed = part.get('members').entries() ?? [];
  for (const [, { value: member, place }] of listed) {
    if (member === undefined || members.has(member)) continue;
    const message = `${member} is not a member of the dimension ${dimension}`;
    diagnostics.error('dataset/unknown-dimension', message, place(), didYouMean(member, members.keys()));
  }
  const { members: chosen = [...members.keys()], ...shared } = part.value ?? {};
  return chosen.flatMap((member) => {
    const label = members.get(member);
    if (!label || !INDICATOR_ID.test(id.replace(`{${dimension}}`, member))) return [];
    const value = part.value && {
      ...shared,
      label: labelled(shared.label, dimension, label),
      dimensions: { ...shared.dimensions, [dimension]: member },
      stated: [shared.dimensions ?? {}],
    };
    return [[id.replace(`{${dimension}}`, member), whole(joined(part, part, value), scope)] as const];
  });
}

/** The label of an entry for each member, in which `{metal}` stands for the label of the member. */
function labelled(label: IndicatorInput['label'], dimension: string, member: Localised): DeclaredIndicator['label'] {
  const named = (text: string, locale: string): string => text.replaceAll(`{${dimension}}`, textIn(member, locale));
  if (label === undefined) return Object.fromEntries(member);
  if (typeof label === 'string') return named(label, '');
  return Object.fromEntries(Object.entries(label).map(([locale, text]) => [locale, named(text, locale)]));
}

/** A part with the keys of another that it lacks, so that a mistake in one of them is reported where it stands. */
function joined<T>(own: Part<IndicatorInput>, shared: Part<IndicatorInput>, value: T | undefined): Part<T> {
  const get = (key: keyof IndicatorInput): unknown => (own.value && key in own.value ? own.get(key) : shared.get(key));
  return { ...own, value, get: get as Part<T>['get'], entries: () => undefined };
}

/** An indicator with everything that it needs, or one without a value and a report of what is missing. */
function whole(
  part: Part<IndicatorInput & Partial<Pick<DeclaredIndicator, 'stated' | 'groupKind'>>>,
  { diagnostics }: Scope,
): Part<DeclaredIndicator> {
  const { value } = part;
  for (const key of ['label', 'unit'] as const) {
    if (value && value[key] === undefined && part.get(key).value === undefined)
      diagnostics.error('schema/missing-key', `the key "${key}" is missing`, part.place('key'), MISSING[key]);
  }
  const { label, unit, dimensions, stated = [dimensions ?? {}] } = value ?? {};
  const sound = label === undefined || unit === undefined ? undefined : { ...value, label, unit, stated };
  return {
    ...part,
    value: sound,
    get: ((key) => part.get(key)) as Part<DeclaredIndicator>['get'],
    entries: () => undefined,
  };
}

const MISSING = {
  label: 'Name in tables and charts',
  unit: 'Unit of its levels; a level may be stated in any unit of the same dimension',
} as const;
