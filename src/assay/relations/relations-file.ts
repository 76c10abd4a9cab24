import { Diagnostics, didYouMean } from '../../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../../core/diagnostics/rules.ts';
import { type Place, type SourceFile, lineStart, placeAt } from '../../core/diagnostics/source-file.ts';
import type { DataFile } from '../../core/files/data-file.ts';
import { checkShape, type Part } from '../../core/files/shape.ts';
import { readYaml } from '../../core/files/yaml-file.ts';
import type { Workspace } from '../../core/machine/workspace.ts';
import { type Interval, interval, isEmpty, point } from '../../core/numbers/interval.ts';
import { checkPrinted, type TextScope } from '../../dataset/checks.ts';
import { type Localised, localisedOf } from '../../dataset/localised.ts';
import type { Dataset } from '../../dataset/model.ts';
import { parsePeriod, type Period, PERIOD_FORMS } from '../../dataset/period.ts';
import { parseQuantity } from '../../dataset/quantity.ts';
import { toBase, type Unit } from '../../dataset/unit.ts';
import { parseRelation, type Span, type WrittenComparison } from './grammar.ts';
import { type Member, membersOf, patternsIn, type WrittenPattern } from './members.ts';
import { type Exception, readExceptions, readWords, type RelationWords } from './named-relations.ts';
import { bindRelation, type BoundRelation, type Constant, type RelationScope, writtenUnit } from './relation.ts';
import { type ConstantInput, type RelationInput, type RelationsInput, relationsSchema } from './relations-schema.ts';
import { testsNothing } from './tautology.ts';

/** How much a contradiction weighs. */
export type Hardness = 'hard' | 'soft';

/** A relation that must hold between figures, as a person wrote it. */
export interface Relation extends BoundRelation {
  /** As written; followed by a dot and the member, where it is tested for each member of something. */
  readonly id: string;
  /** As written. */
  readonly rule: string;
  readonly hardness: Hardness;
  /** Whether a search found it and nobody has accepted it. */
  readonly isProposed: boolean;
  /** As written, with the indicators of the member in place of patterns. */
  readonly holds: string;
  /** First and last period in which it must hold; an end left out is open. */
  readonly from?: Period | undefined;
  readonly to?: Period | undefined;
  /** Ids of sources and publisher groups that it is about; undefined for all. */
  readonly sources?: ReadonlySet<string> | undefined;
  readonly owner?: string | undefined;
  readonly reason?: string | undefined;
  /** Cases in which a soft one was seen to hold; undefined where that was not counted. */
  readonly seen?: number | undefined;
  /** The relation in words, by locale, where its author gave them. */
  readonly words?: Localised | undefined;
  readonly source?: string | undefined;
  readonly place: Place;
}

/** The rules that the figures of a dataset are tested by. */
export interface Rules {
  readonly constants: ReadonlyMap<string, Constant>;
  /** Those that a person answers for. */
  readonly relations: readonly Relation[];
  /** Those that a search found and nobody has accepted: a check says where they do not hold, and no figure is judged by them. */
  readonly proposed: readonly Relation[];
  /** Those that a search found and a person rejected: they are not tested, and not found again. */
  readonly rejected: readonly Relation[];
  readonly exceptions: readonly Exception[];
  /** For derived relations. */
  readonly words: readonly RelationWords[];
}

/** Relations of a file: each is tested in every release and period, and once more for each slip that it might notice. */
export const MAX_RELATIONS = 1_000;

/** The rules of a dataset without `relations.yaml`: only what its records say about one another is tested. */
const NO_RULES: Rules = {
  constants: new Map(),
  relations: [],
  proposed: [],
  rejected: [],
  exceptions: [],
  words: [],
};

/**
 * Reads `data/ID/relations.yaml`; a dataset without one has no rules. If there are mistakes, they are reported and the
 * answer is undefined.
 */
export async function loadRules(
  workspace: Workspace,
  dataset: Dataset,
  diagnostics: Diagnostics,
): Promise<Rules | undefined> {
  const path = `data/${dataset.id}/relations.yaml`;
  if (!(await workspace.exists(path))) return NO_RULES;
  const file = await workspace.readText(path, diagnostics);
  return file && readRules(file, dataset, diagnostics);
}

/** Reads the text of a `relations.yaml`. */
export async function readRules(
  file: SourceFile,
  dataset: Dataset,
  diagnostics: Diagnostics,
): Promise<Rules | undefined> {
  const own = new Diagnostics();
  const yaml = await readYaml(file, own);
  const rules = yaml && new RulesReader(yaml, dataset, own).read(checkShape(yaml, relationsSchema, own));
  diagnostics.include(own);
  return own.failed ? undefined : rules;
}

/** Who answers for a relation: a person, nobody yet, or nobody ever. */
function stateOf(item: RelationInput | undefined): 'accepted' | 'proposed' | 'rejected' {
  if (item?.proposed === 'rejected') return 'rejected';
  return item?.proposed === undefined ? 'accepted' : 'proposed';
}

/** Reads one file, reporting every mistake. */
class RulesReader {
  readonly #yaml: DataFile;
  readonly #dataset: Dataset;
  readonly #diagnostics: Diagnostics;

  constructor(yaml: DataFile, dataset: Dataset, diagnostics: Diagnostics) {
    this.#yaml = yaml;
    this.#dataset = dataset;
    this.#diagnostics = diagnostics;
  }

  read(input: Part<RelationsInput>): Rules {
    const constants = (input.get('constants').entries() ?? []).flatMap(([id, { value, place }]) =>
      value ? [[id, this.#readConstant(id, value, place('key'))] as const] : [],
    );
    const known = new Map(constants);
    const written = input.get('relations').entries() ?? [];
    const scope = this.#textScope();
    this.#reportTwice(written.flatMap(([, { value }]) => value ?? []));
    const standing = (state: 'accepted' | 'proposed' | 'rejected'): Relation[] =>
      this.#readRelations(
        written.filter(([, { value }]) => stateOf(value) === state),
        known,
      );
    return {
      constants: known,
      relations: standing('accepted'),
      proposed: standing('proposed'),
      rejected: standing('rejected'),
      exceptions: readExceptions(scope, input.get('exceptions')),
      words: readWords(scope, input.get('words')),
    };
  }

  #readConstant(id: string, item: ConstantInput, place: Place): Constant {
    const ends = item.in ?? (item.is === undefined ? [] : [item.is, item.is]);
    const [low, high] = ends.map((end) => this.#readEnd(end, item));
    const range = interval(low?.value.low, high?.value.high);
    const one = (item.in === undefined) !== (item.is === undefined) && ends.length === 2;
    if (one && low && high && low.unit.code !== high.unit.code) {
      const message = `the ends of ${id} are in different units, ${low.unit.code} and ${high.unit.code}`;
      const hint = 'write each number with the same unit: in: [500 t, 900 t]';
      this.#report('assay/bad-constant', message, this.#yaml.placeOf(item, item.in ? 'in' : 'is'), hint);
    } else if (!one || isEmpty(range)) {
      const message = `${id} is neither one value nor a range from the least to the greatest`;
      this.#report('assay/bad-constant', message, place, 'write is: 13% or in: [22%, 30%]');
    }
    const unit = item.unit ? ` ${item.unit}` : '';
    return {
      id,
      text: ends[0] === ends[1] ? `${ends[0] ?? ''}${unit}` : `${ends.join(' to ')}${unit}`,
      interval: range,
      // An end without a unit, if the other has one, is a slip that was reported.
      dimension: (low?.dimension.size === 0 ? (high ?? low) : (low ?? high))?.dimension ?? new Map(),
      unit: writtenUnit(low?.unit),
      owner: item.owner,
      reason: item.reason,
      source: item.source,
      place,
    };
  }

  #readEnd(
    text: string,
    item: ConstantInput,
  ): { value: Interval; unit: Unit; dimension: ReadonlyMap<string, number> } | undefined {
    const written = item.unit === undefined ? text : `${text} ${item.unit}`;
    const quantity = parseQuantity(written, this.#dataset.units);
    if ('problem' in quantity || quantity.qualifier || quantity.ends) {
      const { rule, problem, hint } =
        'problem' in quantity
          ? quantity
          : { rule: 'assay/bad-constant' as const, problem: `${text} is not one number`, hint: undefined };
      this.#report(rule, problem, this.#yaml.placeOf(item, item.in ? 'in' : 'is'), hint);
      return undefined;
    }
    // A numeral without a unit counts things in a release; among the rules it is a pure number.
    const isPure = quantity.unit.code === 'count' && item.unit === undefined;
    const value = toBase(point(quantity.decimal), quantity.unit);
    return { value, unit: quantity.unit, dimension: isPure ? new Map() : quantity.unit.dimension };
  }

  #textScope(): TextScope {
    const { locales, looseNumbers } = this.#dataset;
    return { yaml: this.#yaml, locales, looseNumbers, diagnostics: this.#diagnostics };
  }

  #readRelations(
    written: readonly (readonly [unknown, Part<RelationInput>])[],
    constants: ReadonlyMap<string, Constant>,
  ): Relation[] {
    const relations: Relation[] = [];
    for (const [, part] of written) {
      const before = relations.length;
      relations.push(...this.#readRelation(part, constants));
      if (before <= MAX_RELATIONS && relations.length > MAX_RELATIONS) this.#reportTooMany(part.value);
    }
    return relations;
  }

  /** One relation, or one for each member that its patterns stand for. */
  #readRelation(part: Part<RelationInput>, constants: ReadonlyMap<string, Constant>): Relation[] {
    const item = part.value;
    if (!item) return [];
    const placeOf = (span: Span): Place => placeInScalar(this.#yaml.placeOf(item, 'holds'), item.holds, span);
    const scope = { dataset: this.#dataset, constants, diagnostics: this.#diagnostics, placeOf };
    const periods = this.#readPeriods(item);
    const sources = this.#readSources(item);
    const { locales } = this.#dataset;
    checkPrinted(this.#textScope(), part.get('words'));
    const { id, hardness, owner, reason, source } = item;
    const words = item.words === undefined ? undefined : localisedOf(item.words, locales);
    const place = this.#yaml.placeOf(item, 'id');
    const seen = item.seen === undefined ? undefined : Number(item.seen);
    const isProposed = stateOf(item) === 'proposed';
    const judged = { isProposed, seen, owner, reason };
    const common = { ...periods, ...judged, rule: id, hardness, sources, words, source, place };
    return readHolds(item.holds, this.#readDimension(item), scope).map((holding): Relation => {
      const { member, holds, comparisons, terms } = holding;
      return Object.assign({ id: member === undefined ? id : `${id}.${member}`, holds, comparisons, terms }, common);
    });
  }

  #readDimension(item: RelationInput): string | undefined {
    const { dimensions } = this.#dataset;
    if (item.for === undefined || dimensions.has(item.for)) return item.for;
    const message = `the dimension ${item.for} is not declared in dataset.yaml`;
    const hint = didYouMean(item.for, dimensions.keys());
    return this.#report('dataset/unknown-dimension', message, this.#yaml.placeOf(item, 'for'), hint);
  }

  #readPeriods(item: RelationInput): Pick<Relation, 'from' | 'to'> {
    if (item.periods === undefined) return {};
    const [first = '', last = first, ...rest] = item.periods.split('..');
    const [from, to] = [parsePeriod(first), parsePeriod(last)];
    const isSound = (from ?? first === '') && (to ?? last === '') && rest.length === 0;
    const runsOn = from && to ? from.start <= to.start : from !== to;
    if (!isSound || !runsOn) {
      const hint = `write 2023.., ..2022 or 2020..2025; periods are written ${PERIOD_FORMS}`;
      this.#report(
        'dataset/bad-period',
        `${item.periods} is not a range of periods`,
        this.#yaml.placeOf(item, 'periods'),
        hint,
      );
    }
    return { from, to };
  }

  #readSources(item: RelationInput): ReadonlySet<string> | undefined {
    if (!item.sources) return undefined;
    const known = [...this.#dataset.sources.values()].flatMap(({ id, group }) => [id, group]);
    for (const [index, source] of item.sources.entries()) {
      if (known.includes(source)) continue;
      const place = this.#yaml.placeOf(item.sources, index);
      this.#report(
        'dataset/unknown-source',
        `${source} is neither a source nor a group`,
        place,
        didYouMean(source, known),
      );
    }
    return new Set(item.sources);
  }

  /** Reports ids that are used twice, and relations that say what an earlier one says and so test nothing more. */
  #reportTwice(relations: readonly RelationInput[]): void {
    const seen = new Set<string>();
    const said = new Map<string, string>();
    for (const item of relations) {
      if (seen.has(item.id)) {
        const place = this.#yaml.placeOf(item, 'id');
        this.#report(
          'assay/duplicate-relation',
          `the relation ${item.id} stands here a second time`,
          place,
          'give it another id',
        );
      }
      seen.add(item.id);
      const { holds, for: dimension, periods, sources } = item;
      const saying = JSON.stringify([holds.replaceAll(/\s+/g, ' ').trim(), dimension, periods, sources?.toSorted()]);
      const earlier = said.get(saying);
      if (earlier === undefined) said.set(saying, item.id);
      else {
        const message = `the relation ${item.id} says what ${earlier} says`;
        this.#report('assay/duplicate-relation', message, this.#yaml.placeOf(item, 'holds'), 'remove one of the two');
      }
    }
  }

  #reportTooMany(item: RelationInput | undefined): void {
    const message = `the file holds more than ${MAX_RELATIONS} relations, counting each member`;
    const hint = 'write what is the same for many indicators once, with sum() and *, or split the dataset';
    this.#report('assay/too-many', message, this.#yaml.placeOf(item ?? {}, 'id'), hint);
  }

  #report(rule: RuleId, message: string, place: Place, hint?: string): undefined {
    return this.#diagnostics.error(rule, message, place, hint);
  }
}

/** What a relation says, of one member if it has patterns. */
interface Holding extends BoundRelation {
  readonly member?: string | undefined;
  /** As written, with the indicators of the member in place of patterns. */
  readonly holds: string;
}

/**
 * Reads the text of a relation: what it says once, or of each member that its patterns stand for, among those of a
 * `dimension` if one is given. Mistakes are reported at their place; what has one is left out.
 */
function readHolds(text: string, dimension: string | undefined, scope: RelationScope): Holding[] {
  const written = parseRelation(text);
  if ('problem' in written) {
    scope.diagnostics.error('assay/syntax', written.problem, scope.placeOf(written), written.hint);
    return [];
  }
  const patterns = patternsIn(written);
  const unsummed = written.find(isUnsummed);
  if (unsummed) {
    reportUnsummed(patterns, unsummed, scope);
    return [];
  }
  if (patterns.length > 0)
    return readForMembers(text, written, { patterns, members: membersOf(patterns, dimension, scope) }, scope);
  if (dimension !== undefined) {
    const message = `this relation is the same for each ${dimension}`;
    const hint = 'write * for what differs: output.* <= sales.*, or leave out for';
    scope.diagnostics.error('assay/unknown-term', message, scope.placeOf({ start: 0, end: text.length }), hint);
    return [];
  }
  const bound = bindRelation(written, scope);
  if (!bound) return [];
  const idle = written.find((_, index) => isIdle(bound, index));
  if (!idle) return [{ ...bound, holds: text }];
  reportIdle(text, idle, scope);
  return [];
}

function isIdle({ comparisons, terms }: BoundRelation, index: number): boolean {
  const comparison = comparisons[index];
  return comparison !== undefined && testsNothing(comparison, terms);
}

/** Whether one figure is to equal each that a pattern stands for: meant is their sum. */
function isUnsummed({ left, sense, right }: WrittenComparison): boolean {
  const [other] = right;
  if (sense !== '=' || left.kind !== 'reference' || other?.kind !== 'reference') return false;
  return left.text.includes('*') !== other.text.includes('*');
}

function reportUnsummed(patterns: readonly WrittenPattern[], within: WrittenComparison, scope: RelationScope): void {
  const pattern = patterns.find(({ start, end }) => start >= within.start && end <= within.end);
  if (!pattern) return;
  const message = `${pattern.text} stands for several figures, which cannot each equal one`;
  scope.diagnostics.error('assay/syntax', message, scope.placeOf(pattern), `add them up with sum(${pattern.text})`);
}

interface Family {
  readonly patterns: readonly WrittenPattern[];
  readonly members: readonly Member[];
}

/** What is said about each member. It may be idle for one, such as the world in `region.* <= region.world`, not for all. */
function readForMembers(
  text: string,
  written: readonly WrittenComparison[],
  { patterns, members }: Family,
  scope: RelationScope,
): Holding[] {
  const bound = members.map((member) => [member, bindRelation(written, { ...scope, member })] as const);
  const sound = bound.flatMap(([member, relation]) => (relation ? [[member, relation] as const] : []));
  const telling = sound.filter(([, relation]) => !written.some((_, index) => isIdle(relation, index)));
  const [first] = written;
  if (sound.length > 0 && telling.length === 0 && first) reportIdle(text, first, scope);
  return telling.map(([member, { comparisons, terms }]) => ({
    comparisons,
    terms,
    member: member.name,
    holds: holdsFor(text, patterns, member),
  }));
}

function holdsFor(text: string, patterns: readonly WrittenPattern[], member: Member): string {
  return patterns
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (holds, { start, end, text: pattern }) => holds.slice(0, start) + member.named(pattern) + holds.slice(end),
      text,
    );
}

function reportIdle(text: string, comparison: WrittenComparison, scope: RelationScope): void {
  const message = `"${text.slice(comparison.start, comparison.end).trim()}" tests no figure`;
  const hint = 'what stands on both sides decides nothing: compare a figure with another, or with a number';
  scope.diagnostics.error('assay/tautology', message, scope.placeOf(comparison), hint);
}

/**
 * The place of a part of a text that stands in a YAML file as a scalar. Folded lines and escaped quotes make the two
 * differ in their spaces: the part is found by counting the characters that are none.
 */
function placeInScalar(
  { file, line, column }: Place,
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): Place {
  const from = lineStart(file, line) + column - 1;
  const isQuoted = /['"]/.test(file.text.charAt(from));
  const header = /^[|>][^\n]*\n/.exec(file.text.slice(from))?.[0].length ?? 0;
  const inked = (until: number): number => text.slice(0, until).replace(/\s/g, '').length;
  const seek = (count: number): number => {
    let at = from + header + (isQuoted ? 1 : 0);
    for (let left = count; at < file.text.length; at += 1) {
      if (/\s/.test(file.text.charAt(at))) continue;
      if (left === 0) return at;
      left -= 1;
    }
    return at;
  };
  const first = seek(inked(start));
  return placeAt(file, first, end > start ? Math.max(first + 1, seek(inked(end) - 1) + 1) : first + 1);
}
