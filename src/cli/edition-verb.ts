import { plural } from '../core/diagnostics/source-text.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Gap, MissingFigure } from '../tables/drafting/asked-figures.ts';
import { type Draft, draftEdition } from '../tables/drafting/draft.ts';
import { settleDrafts, writeDraft } from '../tables/drafting/draft-writing.ts';
import type { FixedPeriods, FixedText } from '../tables/drafting/fixed-periods.ts';
import { openGaps } from '../tables/drafting/open-gaps.ts';
import { finish, paragraph, type Reporter } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/**
 * `assay edition NEW --from OLD`: adds an edition and the skeleton of its release, and lists what the briefs ask for and
 * the release will not state. Without `--from` it lists what an edition that exists still asks for.
 */
export async function edition({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const [id = ''] = names;
  const text = (option: string): string | undefined => {
    const given = options[option];
    return typeof given === 'string' ? given : undefined;
  };
  const diagnostics = new Diagnostics();
  const brief = text('brief');
  const briefs = brief === undefined ? [] : [brief];
  const from = text('from');
  if (from === undefined) {
    const gaps = await openGaps(workspace, id, briefs, diagnostics);
    if (gaps) for (const line of gapLines(gaps, STATED)) reporter.line(line);
    return finish(reporter, diagnostics, { edition: id, gaps: gaps ?? [] });
  }
  const request = { id, from, briefs, period: text('period'), release: text('release') };
  const isDry = options['dryRun'] === true;
  const run = `edition-${id}`;
  if (!isDry) {
    const finished = (await settleDrafts(workspace, ['data', 'templates'])).get(run);
    if (finished) return reportFinished(id, finished, reporter);
  }
  const draft = await draftEdition(workspace, request, diagnostics);
  if (draft && !isDry) await writeDraft(workspace, draft.files, run);
  if (draft) for (const line of draftLines(draft, isDry)) reporter.line(line);
  return finish(reporter, diagnostics, draft ? { ...contentsOf(draft), written: !isDry } : { edition: id });
}

/** Says what became of an edition that a run had begun to add and did not end. */
function reportFinished(id: string, paths: readonly string[], reporter: Reporter): boolean {
  reporter.line(`edition ${id}: an earlier run was cut off while it wrote these files; now all are there`);
  for (const path of paths) reporter.line(`  ${path}`);
  const next = `Next: fill in ${paths[0]}, then run assay check and assay build.`;
  for (const line of ['', ...paragraph(next)]) reporter.line(line);
  const files = paths.map((path) => ({ path, change: 'finished' }));
  return finish(reporter, new Diagnostics(), { edition: id, files, written: true });
}

function contentsOf({ period, before, files, ...draft }: Draft): object {
  const written = files.map(({ path, isNew }) => ({ path, change: isNew ? 'new' : 'changed' }));
  return { ...draft, period: period.text, before: before.text, files: written };
}

const STATED = 'No release states these figures that the briefs ask for:';

export function draftLines(draft: Draft, isDry: boolean): string[] {
  const { edition: id, from, release, period, before, files, ended, gaps, fixed, isKnown } = draft;
  const [created, changed] = isDry ? ['would create', 'would change'] : ['created', 'changed'];
  const [skeleton] = files;
  const stated = isKnown ? STATED : undefined;
  const next = isKnown ? 'run' : `fill in ${skeleton?.path}, then run`;
  const would = `The new release will not state these figures, even when all of it is filled in as ${from} is:`;
  const asBefore = period.text === before.text ? `, as that of ${from}; --period gives another` : '';
  return [
    `edition ${id}: release ${release}${isKnown ? ', which is there already' : ''}, period ${period.text}${asBefore}`,
    ...files.map(({ path, isNew }) => `  ${isNew ? created : changed} ${path}`),
    ...ended.flatMap(({ brief, asOf }) =>
      paragraph(`${brief}: the edition ${from} gets as_of: ${asOf}, so that it prints as before`, '  '),
    ),
    '',
    ...gapLines(gaps, stated ?? would),
    ...fixedLines(fixed, from),
    ...(isDry ? [] : ['', ...paragraph(`Next: ${next} assay check and assay build.`)]),
  ];
}

function gapLines(gaps: readonly Gap[], head: string): string[] {
  if (gaps.length === 0) return ['The briefs ask for no other figure.'];
  const required = gaps.filter(({ figures }) => figures.some(({ isRequired }) => isRequired)).length;
  const charts = gaps.filter(({ file }) => file.endsWith('.json')).length;
  const sentences = gaps.length - charts;
  const kinds = [sentences && plural(sentences, 'sentence'), charts && plural(charts, 'chart')].filter(Boolean);
  const needed = gaps.length === 1 ? `which ${required === 1 ? 'cannot' : 'can'}` : `${required} of which cannot`;
  return [
    ...paragraph(`${head} ${kinds.join(' and ')}, ${needed} be printed without them.`),
    ...gaps.flatMap(({ file, line, column, sentence, figures }) => [
      '',
      `${file}:${line}:${column}`,
      ...paragraph(sentence, '  '),
      ...figures.map((figure) => `  - ${figureText(figure)}`),
    ]),
  ];
}

/** The lines of templates and charts that would go on printing the period of the older edition. */
function fixedLines(fixed: readonly FixedPeriods[], from: string): string[] {
  if (fixed.length === 0) return [];
  const lines = plural(fixed.length, 'line');
  const head = `Periods of ${from} are written out in ${lines} of templates and charts, and the new edition would print them unchanged. Count them from the period of the edition:`;
  return [
    '',
    ...paragraph(head),
    ...fixed.flatMap(({ file, line, column, texts }) => [
      '',
      `${file}:${line}:${column}`,
      ...texts.map((text) => `  - ${fixedText(text)}`),
    ]),
  ];
}

function fixedText({ written, counted, moved }: FixedText): string {
  return counted === undefined ? `${written}: change it by hand, to ${moved}` : `${written}: write ${counted}`;
}

function figureText({ address, isRequired, before }: MissingFigure): string {
  const without = isRequired ? 'needed' : 'left out';
  return `${address}: ${without}${before === undefined ? '' : `; before, from ${before}`}`;
}
