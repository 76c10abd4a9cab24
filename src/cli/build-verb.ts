import { buildBriefs } from '../build/brief-build.ts';
import type { BuildResult, BuiltEdition } from '../build/build-result.ts';
import type { PartName } from '../document/part-name.ts';
import type { FlavourName } from '../brief/flavour-names.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { PAPER_NAMES } from '../brief/paper.ts';
import { diagnosticsJson, plural, type Reporter } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/** `assay build [brief…]`: prints briefs into `out/`. */
export async function build({ workspace, names, options: given, reporter, interruption }: VerbCall): Promise<boolean> {
  const diagnostics = new Diagnostics();
  const stages: { stage: string; milliseconds: number }[] = [];
  let printed = 0;
  reporter.progress('building');
  const onStage = (stage: string, milliseconds: number): void => {
    stages.push({ stage, milliseconds });
    if (stage === 'print') reporter.progress(`building: ${plural((printed += 1), 'edition')} printed`);
    else if (REPORTED_STAGES.has(stage)) reporter.progress(`building: ${stage} done`);
  };
  const parts = given['part'] as readonly PartName[] | undefined;
  const flavours = given['flavour'] as readonly FlavourName[] | undefined;
  const options = { environment: process.env, flavours, parts, signal: interruption(), onStage };
  const result = await buildBriefs(workspace, names, options, diagnostics);
  reporter.diagnostics(diagnostics);
  if (result) {
    reportResult(result, reporter);
    reporter.line(result.changed.length === 0 ? 'nothing changed' : `${plural(result.changed.length, 'file')} written`);
  } else reporter.line('nothing was written');
  reporter.result({ ok: !diagnostics.failed, ...result, stages, diagnostics: diagnosticsJson(diagnostics) });
  return !diagnostics.failed;
}

/** Stages that occur once. The others are too short and too frequent for a progress line. */
const REPORTED_STAGES: ReadonlySet<string> = new Set(['load', 'launch', 'publish']);

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
