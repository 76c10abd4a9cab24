import { messageKey } from '../core/diagnostics/diagnostic.ts';
import type { CoverageRow } from '../assay/diagnosis/coverage.ts';
import type { Exception } from '../assay/relations/named-relations.ts';
import type { Relation, Rules } from '../assay/relations/relations-file.ts';
import { type AssayResult, countsOf, type RelationResult } from '../assay/report/results.ts';
import type { Verdict } from '../assay/intervals/verdict.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { type Changes, isMistyped, type Rebased, type Restated } from '../dataset/changes.ts';
import { textIn } from '../dataset/localised.ts';
import { type Dataset, evidenceOf, type Observation } from '../dataset/model.ts';
import { DEFAULT_LOCALE } from '../language/locales.ts';
import {
  type Nature,
  type StatementChange,
  statementChanges,
  statementNames,
  statementShift,
  statementText,
  type TestedState,
} from './statement-changes.ts';

/** A relation or an exception that is in one state of the rules only, or in both and not the same. */
export interface RuleChange {
  readonly kind: 'relation' | 'exception' | 'constant';
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly place: Place | undefined;
}

/** A relation that is judged otherwise in a period. */
export interface VerdictChange {
  readonly relation: string;
  readonly at: string;
  readonly says: string;
  /** Undefined where it is not tested. */
  readonly before: Verdict | undefined;
  readonly after: Verdict | undefined;
}

/** Counts of a tested dataset. */
export interface DatasetCounts extends ReturnType<typeof countsOf> {
  readonly statements: number;
  readonly corrections: number;
  readonly exceptions: number;
}

/** In how many figures a kind of slip is noticed. */
export interface CoverageChange {
  readonly change: string;
  readonly before: Pick<CoverageRow, 'slips' | 'sources'>;
  readonly after: Pick<CoverageRow, 'slips' | 'sources'>;
}

/** What differs between two states of a dataset. */
export interface DatasetChanges {
  readonly dataset: string;
  readonly statements: readonly StatementChange[];
  readonly rules: readonly RuleChange[];
  readonly verdicts: readonly VerdictChange[];
  /** What the tests report of the later state and not of the earlier one, errors first. */
  readonly findings: readonly Diagnostic[];
  /** All kinds of slips, where one of them is noticed in another number of figures; else none. */
  readonly coverage: readonly CoverageChange[];
  readonly counts: { readonly before: DatasetCounts; readonly after: DatasetCounts };
}

/** A state of a dataset with its rules. */
export interface RuledState extends TestedState {
  readonly rules: Rules;
}

/** Compares two states of a dataset. */
export function datasetChanges(before: RuledState, after: RuledState): DatasetChanges {
  return {
    dataset: after.dataset.id,
    statements: statementChanges(before, after),
    rules: ruleChanges(before.rules, after.rules),
    verdicts: verdictChanges(before.result, after.result),
    findings: findingsOf(before.result, after.result),
    coverage: coverageChanges(before.result, after.result),
    counts: { before: countsIn(before), after: countsIn(after) },
  };
}

/** Compares two editions of a dataset, which share its rules. */
export function editionDatasetChanges(
  dataset: Dataset,
  changes: Changes,
  { before, after }: { readonly before: AssayResult; readonly after: AssayResult },
): DatasetChanges {
  return {
    dataset: dataset.id,
    statements: editionStatements(changes),
    rules: [],
    verdicts: verdictChanges(before, after),
    findings: findingsOf(before, after),
    coverage: coverageChanges(before, after),
    counts: { before: countsIn({ dataset, result: before }), after: countsIn({ dataset, result: after }) },
  };
}

/** Whether nothing differs. */
export function isUnchanged({ statements, rules, verdicts }: DatasetChanges): boolean {
  return statements.length + rules.length + verdicts.length === 0;
}

function countsIn({ dataset, result }: TestedState): DatasetCounts {
  const all = [...dataset.releases.values()].flatMap(({ observations, repeats = [] }) => observations.concat(repeats));
  return {
    ...countsOf(result),
    statements: all.length,
    corrections: all.filter(({ correction }) => correction).length,
    exceptions: result.exceptions.length,
  };
}

interface NamedRule {
  readonly text: string;
  readonly place: Place | undefined;
}

function ruleChanges(before: Rules, after: Rules): RuleChange[] {
  const kinds = [
    ['relation', (rules: Rules) => named(rules.relations, ({ id }) => id, relationText)],
    [
      'exception',
      (rules: Rules) => named(rules.exceptions, ({ relation, at }) => `${relation}@${at.text}`, exceptionText),
    ],
    ['constant', (rules: Rules) => constantsIn(rules)],
  ] as const;
  return kinds.flatMap(([kind, list]) => {
    const [old, current] = [list(before), list(after)];
    return [...new Set([...current.keys(), ...old.keys()])].flatMap((name): RuleChange[] => {
      const [was, is] = [old.get(name), current.get(name)];
      if (was?.text === is?.text) return [];
      return [{ kind, name, before: was?.text, after: is?.text, place: is?.place ?? was?.place }];
    });
  });
}

function named<T extends { readonly place: Place }>(
  items: readonly T[],
  nameOf: (item: T) => string,
  textOf: (item: T) => string,
): Map<string, NamedRule> {
  return new Map(items.map((item) => [nameOf(item), { text: textOf(item), place: item.place }]));
}

/** All that is written of a relation, so that none of it changes unseen. */
function relationText({ hardness, holds, from, to, sources, owner, source, reason, words }: Relation): string {
  const parts = [
    from || to ? `${from?.text ?? ''}..${to?.text ?? ''}` : '',
    sources ? `of ${[...sources].join(', ')}` : '',
    owner ?? '',
    source ?? '',
    reason ?? '',
    words ? textIn(words, DEFAULT_LOCALE) : '',
  ];
  return [`${hardness}: ${holds}`, ...parts.filter((part) => part !== '')].join(', ');
}

function exceptionText({ reason, source }: Exception): string {
  return [textIn(reason, DEFAULT_LOCALE), ...(source === undefined ? [] : [source])].join(', ');
}

function constantsIn({ constants }: Rules): Map<string, NamedRule> {
  const text = (constant: object): string =>
    JSON.stringify(constant, (key, value: unknown) => {
      if (key === 'place' || key === 'file') return undefined;
      return typeof value === 'bigint' ? String(value) : value;
    });
  return new Map([...constants].map(([id, constant]) => [id, { text: text(constant), place: undefined }]));
}

/** Relations by name and period: the gravest verdict of those that share both. */
function verdictsIn({ relations }: AssayResult): Map<string, RelationResult> {
  const rank = ({ verdict, exception }: RelationResult): number =>
    verdict === 'contradicted' ? (exception ? 1 : 0) : verdict === 'undecided' ? 2 : 3;
  const found = new Map<string, RelationResult>();
  for (const relation of relations) {
    if (relation.strength === 'evidence') continue;
    const key = `${relation.name} ${relation.at.text}`;
    const known = found.get(key);
    if (!known || rank(relation) < rank(known)) found.set(key, relation);
  }
  return found;
}

/** What is tested in both states and judged otherwise, and what is contradicted in the one where it is tested. */
function verdictChanges(before: AssayResult, after: AssayResult): VerdictChange[] {
  const [old, current] = [verdictsIn(before), verdictsIn(after)];
  return [...new Set([...current.keys(), ...old.keys()])].flatMap((key): VerdictChange[] => {
    const [was, is] = [old.get(key), current.get(key)];
    const relation = is ?? was;
    if (!relation || was?.verdict === is?.verdict) return [];
    if ((!was || !is) && relation.verdict !== 'contradicted') return [];
    const { name, at, says } = relation;
    return [{ relation: name, at: at.text, says, before: was?.verdict, after: is?.verdict }];
  });
}

function findingsOf(before: AssayResult, after: AssayResult): Diagnostic[] {
  const known = new Set(before.diagnostics.map(messageKey));
  const rank = ({ severity }: Diagnostic): number => (severity === 'error' ? 0 : 1);
  return after.diagnostics.filter((found) => !known.has(messageKey(found))).toSorted((a, b) => rank(a) - rank(b));
}

function coverageChanges(before: AssayResult, after: AssayResult): CoverageChange[] {
  const [old, current] = [before, after].map(({ coverage }) => new Map(coverage().map((row) => [row.change, row])));
  const none = { slips: 0, sources: 0 };
  const counts = ({ slips, sources }: typeof none): typeof none => ({ slips, sources });
  const rows = [...new Set([...(current?.keys() ?? []), ...(old?.keys() ?? [])])].map((change) => ({
    change,
    before: counts(old?.get(change) ?? none),
    after: counts(current?.get(change) ?? none),
  }));
  const isOther = rows.some(({ before: was, after: is }) => was.slips !== is.slips || was.sources !== is.sources);
  return isOther ? rows : [];
}

/** The changes between two editions as changes of statements: corrections first, then what sources revised. */
function editionStatements(changes: Changes): StatementChange[] {
  const { corrected, misprinted, revised, replaced, rebased, added, available, dropped } = changes;
  return [
    ...corrected.map((item) => restatedChange(item, 'correction', evidenceText(item))),
    ...revised.map((item) => restatedChange(item, 'revision', `${item.before.release.id} stated otherwise`)),
    ...replaced.map((item) => restatedChange(item, 'revision', `taken from ${item.now.release.source.id} now`)),
    ...rebased.map(rebasedChange),
    ...misprinted.map((item) => loneChange(item.now, 'new', evidenceText(item))),
    ...added.map((stated) => loneChange(stated, 'new', 'the release before states nothing like it')),
    ...available.map((stated) => loneChange(stated, 'new', `stated by ${stated.release.id} since`)),
    ...dropped.map((stated) => loneChange(stated, 'gone', 'this release states nothing like it')),
  ];
}

/** A level that was printed, and is now known by the level and the growth of a later period. */
function rebasedChange({ before, level, growth }: Rebased): StatementChange {
  const why = `${level.address} and ${growth.address} now imply another figure`;
  const text = statementText(before);
  return { ...statementNames(before), nature: 'revision', why, before: text, after: undefined, shift: undefined };
}

function evidenceText(item: Restated): string {
  const { correction } = item.now;
  if (isMistyped(item)) return 'it was mistyped in the data';
  return correction ? `evidence: ${evidenceOf(correction).join(', ')}` : 'a release states what is right';
}

function restatedChange({ before, now }: Restated, nature: Nature, why: string): StatementChange {
  const texts = { before: statementText(before), after: statementText(now) };
  return { ...statementNames(now), nature, why, ...texts, shift: statementShift(before, now) };
}

function loneChange(stated: Observation, nature: 'new' | 'gone', why: string): StatementChange {
  const [before, after] = nature === 'gone' ? [statementText(stated), undefined] : [undefined, statementText(stated)];
  return { ...statementNames(stated), nature, why, before, after, shift: undefined };
}
