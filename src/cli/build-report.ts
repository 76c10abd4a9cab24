import { plural } from '../core/diagnostics/source-text.ts';
import type { BuildResult, BuiltEdition } from '../pipeline/build-result.ts';
import { PAPER_NAMES } from '../brief/paper.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { figureLines } from './figure-lines.ts';
import { diagnosticsJson, type Reporter } from './reporter.ts';

/** How long a stage of a build took. */
export interface StageTime {
  readonly stage: string;
  readonly milliseconds: number;
}

/** Reports the outcome of a build: what was wrong, what was printed, and what of it is new. */
export function reportBuild(
  result: BuildResult | undefined,
  diagnostics: Diagnostics,
  reporter: Reporter,
  stages: readonly StageTime[] = [],
): void {
  reporter.diagnostics(diagnostics);
  if (result) {
    reportResult(result, reporter);
    const written =
      result.changed.length === 0 ? 'nothing changed' : `${plural(result.changed.length, 'file')} written`;
    reporter.line(diagnostics.failed ? `${written}; editions with errors are left as they were` : written);
  } else reporter.line('nothing was written');
  reporter.result({ ok: !diagnostics.failed, ...result, stages, diagnostics: diagnosticsJson(diagnostics) });
}

/** Reports of each edition why it was printed, and which of its figures are others. */
export function reportReasons({ editions, reasons, figures }: BuildResult, reporter: Reporter): void {
  for (const { folder } of editions) {
    const why = reasons ? (reasons[folder] ?? []) : ['no cache is used'];
    if (why.length === 0) reporter.line(`${folder}/: as printed before`);
    else for (const reason of why) reporter.line(`${folder}/: printed because ${reason}`);
    for (const line of figureLines(figures?.[folder] ?? [])) reporter.line(line);
  }
}

/** Prints the notes of a build, and a line for each edition. */
export function reportResult({ editions, notes }: BuildResult, reporter: Reporter): void {
  for (const note of notes) reporter.note(note);
  for (const group of grouped(editions))
    reporter.line(`${foldersText(group)}/: ${pagesText(group)}, ${figuresText(group)}`);
}

/** Editions that differ only in their member share a line. */
function grouped(editions: readonly BuiltEdition[]): BuiltEdition[][] {
  const keyOf = ({ brief, edition, locale }: BuiltEdition): string => [brief, edition, locale].join('/');
  return [...groupBy(editions, keyOf).values()];
}

/** `out/brief/edition/locale/{one,other}`, in the notation of shells. */
function foldersText(group: readonly BuiltEdition[]): string {
  const [first] = group;
  if (first?.member === undefined || group.length === 1) return first?.folder ?? '';
  const members = group.map(({ member }) => member).join(',');
  return `${first.folder.slice(0, -first.member.length)}{${members}}`;
}

/** `10 pages`, or with several papers `10 pages on A4, 11 pages on Letter`. */
function pagesText(group: readonly BuiltEdition[]): string {
  const papers = PAPER_NAMES.filter((paper) => group.some((built) => built.papers[paper] !== undefined));
  const texts = papers.map((paper) => {
    const pages = plural(sum(group.map((built) => built.papers[paper] ?? 0)), 'page');
    return papers.length === 1 ? pages : `${pages} on ${paper}`;
  });
  return texts.join(', ');
}

function figuresText(group: readonly BuiltEdition[]): string {
  return plural(sum(group.map(({ values }) => values)), 'figure');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
