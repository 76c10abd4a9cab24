/**
 * The public API: load datasets, test their figures against one another, ask them for figures, build briefs. What reads
 * files takes a `Workspace` (a root folder) and reports mistakes in them to `Diagnostics`; an `EnvironmentError` is
 * thrown when something outside them stops the work.
 */
export { assayDataset } from './assay/assay.ts';
export { loadRules, type Rules } from './assay/relations-file.ts';
export { reportOf } from './assay/report.ts';
export type { ReportData } from './assay/report-schema.ts';
export type { AssayResult, ComponentResult, FigureResult, RelationResult, RepairResult } from './assay/results.ts';
export type { SessionOptions as AssayOptions } from './assay/session.ts';
export { buildBriefs } from './build/brief-build.ts';
export type { BuildOptions, BuildResult, BuiltEdition } from './build/build-result.ts';
export { VERSION } from './build/version.ts';
export { type Decimal, decimalText, parseDecimal } from './core/numbers/decimal.ts';
export { codeFrame, type Diagnostic, Diagnostics, locationOf, type Severity } from './core/diagnostics/diagnostic.ts';
export { EnvironmentError } from './core/diagnostics/environment-error.ts';
export type { Interval } from './core/numbers/interval.ts';
export { type RuleId, RULES } from './core/diagnostics/rules.ts';
export type { Place, SourceFile } from './core/diagnostics/source-file.ts';
export type { Flag, Formula, Origin, Value } from './figure/value.ts';
export { Workspace } from './core/machine/workspace.ts';
export { datapackage, eventsCsv, observationsCsv } from './dataset/export.ts';
export { listDatasets, loadDataset } from './dataset/dataset-folder.ts';
export type { Dataset, Indicator, Observation, Release, Source } from './dataset/model.ts';
export { type Edition, openEdition } from './dataset/edition.ts';
export { type Lookup, lookUpAddress } from './dataset/lookup.ts';
export type { Slice } from './dataset/slice.ts';
export { listBriefs } from './brief/brief-folder.ts';
