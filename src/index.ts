/**
 * The public API: load datasets, test their figures, look up figures, build briefs; docs/reference/api.md has an example of each
 * name. Functions that read files take a `Workspace` (a root folder) and report mistakes to `Diagnostics`. They throw an
 * `EnvironmentError` for problems outside the files. The declarations of the package hold every type that these show; only those
 * that programs name in their own declarations are exported, too.
 */

// files and mistakes
export { Workspace } from './core/machine/workspace.ts';
export { type Diagnostic, Diagnostics, locationOf } from './core/diagnostics/diagnostic.ts';
export { EnvironmentError } from './core/diagnostics/environment-error.ts';

// datasets, and the figures of an edition
export { listDatasets, loadDataset } from './dataset/dataset-folder.ts';
export type { Dataset, Observation } from './dataset/model.ts';
export { type Edition, openEdition } from './dataset/edition.ts';
export { lookUpAddress } from './dataset/lookup.ts';
export { lookUpFigure } from './figure/figure-lookup.ts';
export { decimalText } from './core/numbers/decimal.ts';
export { observationsCsv } from './dataset/export.ts';

// tests of the figures
export { loadRules, type Rules } from './assay/relations/relations-file.ts';
export { assayDataset } from './assay/assay.ts';
export type { AssayResult, FigureResult, RelationResult } from './assay/report/results.ts';
export { reportOf } from './assay/report/report.ts';
export type { ReportData } from './assay/report/report-schema.ts';

// briefs
export { listBriefs } from './brief/brief-folder.ts';
export { buildBriefs } from './pipeline/brief-build.ts';
export type { BuildOptions, BuildResult } from './pipeline/build-result.ts';
export { openStore } from './core/machine/result-store.ts';
export { parsePart } from './document/part-name.ts';
export { embedPages, type EmbedOptions, type EmbedResult } from './embedding/embed.ts';
export { VERSION } from './pipeline/version.ts';
