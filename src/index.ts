/**
 * The public API: load datasets, test their figures, look up figures, build briefs. Functions that read files take a
 * `Workspace` (a root folder) and report mistakes to `Diagnostics`. They throw an `EnvironmentError` for problems outside
 * the files. Every type that the API shows is exported.
 */

// files and mistakes
export { type FoundFile, type ReplaceOutcome, Workspace } from './core/machine/workspace.ts';
export type { Edit, Fix } from './core/diagnostics/fix.ts';
export { codeFrame, type Diagnostic, Diagnostics, locationOf, type Severity } from './core/diagnostics/diagnostic.ts';
export { EnvironmentError } from './core/diagnostics/environment-error.ts';
export { type RuleId, RULES } from './core/diagnostics/rules.ts';
export type { Place, SourceFile } from './core/diagnostics/source-file.ts';

// results of earlier builds
export { openStore, type Pruned, ResultStore } from './core/machine/result-store.ts';
export type { KindUse } from './core/machine/result-store.ts';

// datasets
export { listDatasets, loadDataset } from './dataset/dataset-folder.ts';
export type {
  Address,
  Break,
  Claim,
  Correction,
  Dataset,
  Dimension,
  DueDate,
  EventKind,
  EventRecord,
  Indicator,
  IndicatorKind,
  Measure,
  Observation,
  Qualifier,
  Quantity,
  Release,
  Reliability,
  SlipCost,
  Source,
  Status,
} from './dataset/model.ts';
export type { Localised } from './dataset/localised.ts';
export type { Period } from './dataset/period.ts';
export type { PeriodOffset } from './dataset/period-offset.ts';
export type { Slice } from './dataset/slice.ts';
export type { SlipKind } from './dataset/slip-kinds.ts';
export type { Column } from './dataset/table.ts';
export type { Unit } from './dataset/unit.ts';
export type { UnitDimension } from './dataset/unit-dimension.ts';
export { type Decimal, decimalText, parseDecimal } from './core/numbers/decimal.ts';
export type { Rational } from './core/numbers/rational.ts';
export type { Interval } from './core/numbers/interval.ts';
export { datapackage, eventsCsv, observationsCsv, releasesCsv } from './dataset/export.ts';

// figures of an edition
export { type Edition, openEdition } from './dataset/edition.ts';
export { type Lookup, lookUpAddress } from './dataset/lookup.ts';
export { type FigureLookup, lookUpFigure, type PrintedFigure } from './figure/figure-lookup.ts';
export type { PrintedQuantity } from './figure/number-text.ts';
export type { Flag, Formula, Origin, Value, ValueFields } from './figure/value.ts';

// tests of the figures
export { loadRules } from './assay/relations/relations-file.ts';
export type { Exception, NamedRelations, RelationWords } from './assay/relations/named-relations.ts';
export type { Hardness, Relation, Rules } from './assay/relations/relations-file.ts';
export type { BoundRelation, Comparison, Constant, Term } from './assay/relations/relation.ts';
export type { BinaryOperator, Expression } from './assay/relations/expression.ts';
export type { Sense } from './assay/relations/grammar.ts';
export { assayDataset } from './assay/assay.ts';
export type { SessionOptions as AssayOptions } from './assay/diagnosis/session.ts';
export type { LedgerOptions } from './assay/constraints/ledger.ts';
export type { NoticeStrength } from './assay/diagnosis/coverage.ts';
export type { Sight, Watched, WatcherId } from './watch/watch.ts';
export type {
  AssayResult,
  ChangeResult,
  ComponentResult,
  ExceptionResult,
  FigureResult,
  Implied,
  NoticeResult,
  PointResult,
  PointValue,
  Proof,
  BrokenProposed,
  ProposedResult,
  RelationResult,
  RepairResult,
  RuleResult,
  Standing,
  SuspicionResult,
  WitnessResult,
} from './assay/report/results.ts';
export type {
  Constraint,
  Derivation,
  Outcome,
  Strength,
  Test,
  TestedFigure,
  TestedSides,
} from './assay/constraints/constraint.ts';
export type { CoverageRow, Reach } from './assay/diagnosis/coverage.ts';
export type { DoubtfulRule } from './assay/diagnosis/doubtful-rules.ts';
export type { Change, Replacement } from './assay/slips/change.ts';
export type { Operator } from './assay/slips/kinds.ts';
export type { Verdict } from './assay/intervals/verdict.ts';
export { reportOf } from './assay/report/report.ts';
export type { ReportData } from './assay/report/report-schema.ts';

// briefs
export { listBriefs } from './brief/brief-folder.ts';
export type { FlavourName } from './brief/flavour-names.ts';
export type { Paper } from './brief/paper.ts';
export { buildBriefs } from './pipeline/brief-build.ts';
export type { BuildOptions, BuildResult, BuiltEdition, PrintedOne } from './pipeline/build-result.ts';
export type { FigureChange } from './pipeline/figure-changes.ts';
export type { Shard } from './pipeline/shard.ts';
export type { EditionHead } from './pipeline/edition-source.ts';
export { parsePart, type PartName } from './document/part-name.ts';
export { embedPages } from './embedding/embed.ts';
export type { EmbeddedPage, EmbeddedRegion, EmbedOptions, EmbedResult, RegionState } from './embedding/embed.ts';
export { VERSION } from './pipeline/version.ts';
