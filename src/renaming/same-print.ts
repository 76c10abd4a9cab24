import { assayDataset } from '../assay/assay.ts';
import { loadRules } from '../assay/relations/relations-file.ts';
import { type AssayResult, countsOf } from '../assay/report/results.ts';
import { listBriefs } from '../brief/brief-folder.ts';
import type { Brief } from '../brief/brief.ts';
import { documentChanges } from '../comparison/document-changes.ts';
import { type Diagnostic, Diagnostics, messageKey } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { loadReadable } from '../dataset/dataset-folder.ts';
import { type DiffOptions, withComposer } from '../diff/compare-states.ts';
import { type Composer, keyOf } from '../diff/composing.ts';
import type { EditionHead, EditionSource } from '../pipeline/edition-source.ts';
import type { Renaming } from './new-names.ts';
import type { Subject } from './subjects.ts';

/** Two states of a project, the later with other names. */
interface States {
  readonly before: Workspace;
  readonly after: Workspace;
  readonly subject: Subject;
  readonly renaming: Renaming;
  readonly briefs: readonly Brief[];
  readonly paths: readonly string[];
  readonly options: DiffOptions;
}

/** Changes that are reported of one edition. */
const REPORTED = 3;

/**
 * Reports whatever a renaming changes: other tests of the figures, mistakes that were not there, editions that are gone,
 * and every text that a reader would see otherwise. Returns the briefs that cannot be printed in either state.
 */
export async function checkSame(states: States, diagnostics: Diagnostics): Promise<readonly string[]> {
  const { before, subject, options } = states;
  if (subject.kind !== 'exhibit') await checkTests(states, diagnostics);
  if (diagnostics.failed) return [];
  const names = await affectedBriefs(before, states);
  const unprinted: string[] = [];
  await withComposer(before, options, async (composer) => {
    for (const name of names) if (!(await checkBrief(name, states, composer, diagnostics))) unprinted.push(name);
  });
  return unprinted;
}

/** The briefs of the dataset and, where they share partials or a style, all others too. */
async function affectedBriefs(workspace: Workspace, { briefs, after, paths }: States): Promise<readonly string[]> {
  const shared = paths.filter((path) => /^templates\/(?:partials\/|style\.)/.test(path));
  for (const path of shared)
    if (
      (await after.readText(path, new Diagnostics()))?.text !==
      (await workspace.readText(path, new Diagnostics()))?.text
    )
      return listBriefs(workspace);
  return briefs.map(({ id }) => id);
}

async function checkTests({ before, after, subject, renaming }: States, diagnostics: Diagnostics): Promise<void> {
  const [was, is] = [await testsOf(before, subject.of), await testsOf(after, subject.of)];
  const expected = renaming.known.map((id) => renaming.indicators.get(id) ?? id);
  const missing = expected.find((id) => !is.indicators.has(id));
  if (missing !== undefined) {
    const old = renaming.known[expected.indexOf(missing)] ?? renaming.old;
    const message = `${old} is declared with others, in one entry of dataset.yaml, and cannot have the name ${missing} alone`;
    const hint = 'rename all of them, as in a.* b.*, or the member of the dimension; or give it an entry of its own';
    return diagnostics.error('rename/ambiguous', message, `data/${subject.of}/dataset.yaml`, hint);
  }
  const appeared = newErrors(was.problems, is.problems, renaming);
  for (const { rule, message, place, path, hint } of appeared) diagnostics.error(rule, message, place ?? path, hint);
  if (appeared.length > 0 || was.counts === undefined || was.counts === is.counts) return;
  const message = `the figures of ${subject.of} would have other tests: ${was.counts} before, ${is.counts} after`;
  diagnostics.error('rename/changes-print', message, `data/${subject.of}`, 'see what else names it: assay check');
}

/** What is tested of a dataset. */
async function testsOf(workspace: Workspace, id: string) {
  const problems = new Diagnostics();
  const { dataset, isSound } = await loadReadable(workspace, id, problems);
  const rules = dataset && (await loadRules(workspace, dataset, problems));
  const result = dataset && rules && isSound ? assayDataset(dataset, rules) : undefined;
  return {
    problems,
    indicators: new Set(dataset?.indicators.keys()),
    counts: result && countsText(result),
  };
}

function countsText(result: AssayResult): string {
  const { relations, contradicted, excepted, undecided, untested } = countsOf(result);
  return `${relations} tests (${contradicted} contradicted, ${excepted} excepted, ${undecided} undecided), ${untested} figures without one`;
}

/** The mistakes of the later state that the earlier one has not under its own names. */
function newErrors(was: Diagnostics, is: Diagnostics, renaming: Renaming): Diagnostic[] {
  const renamed = (item: Diagnostic): string => withNewNames(messageKey(item), renaming);
  const known = new Set(was.all.map(renamed));
  return is.all.filter((item) => item.severity === 'error' && !known.has(renamed(item)));
}

/** A text in which the old name stands, with the new one. */
function withNewNames(text: string, { old, current, indicators }: Renaming): string {
  let renamed = text.replaceAll(old, current);
  for (const [from, to] of indicators) renamed = renamed.replaceAll(from, to);
  return renamed;
}

/** Compares the editions of a brief; false where it has mistakes, so that nothing can be compared. */
async function checkBrief(
  name: string,
  states: States,
  composer: Composer,
  diagnostics: Diagnostics,
): Promise<boolean> {
  const { before, after, renaming } = states;
  const problems = { was: new Diagnostics(), is: new Diagnostics() };
  const was = await composer.sources(before, [name], problems.was);
  const is = await composer.sources(after, [name], problems.is);
  const later = new Map(is.map((source) => [keyOf(source.head), source]));
  const pairs = was.flatMap((source): [EditionSource, EditionSource][] => {
    const other = later.get(keyOf(renamedHead(source.head, states)));
    return other ? [[source, other]] : [];
  });
  const differing = new Diagnostics();
  for (const pair of pairs) await checkEdition(pair, composer, problems, states, differing);
  // editions and languages of a brief share its template
  diagnostics.includeNew(differing);
  const appeared = newErrors(problems.was, problems.is, renaming);
  for (const { rule, message, place, path, hint } of appeared) diagnostics.error(rule, message, place ?? path, hint);
  if (appeared.length === 0 && pairs.length < was.length)
    diagnostics.error(
      'rename/changes-print',
      `${name} would lose editions`,
      `templates/${name}`,
      'name its editions in brief.yaml first',
    );
  return !problems.was.failed;
}

/** How an edition is called after the renaming. */
function renamedHead(head: EditionHead, { renaming: { kind, old, current }, briefs }: States): EditionHead {
  const isOwn = briefs.some(({ id, listsEditions }) => id === head.brief && !listsEditions);
  if (kind === 'member' && head.member === old) return { ...head, member: current };
  return kind === 'release' && isOwn && head.edition === old ? { ...head, edition: current } : head;
}

async function checkEdition(
  [was, is]: readonly [EditionSource, EditionSource],
  composer: Composer,
  problems: { readonly was: Diagnostics; readonly is: Diagnostics },
  { renaming }: States,
  diagnostics: Diagnostics,
): Promise<void> {
  const [old, current] = [await composer.blocks(was, problems.was), await composer.blocks(is, problems.is)];
  const { brief, edition, locale } = is.head;
  const changes = documentChanges(old, current, is.locale).filter(({ before, after, weight }) => {
    // ids of releases and sources are printed as ids, and other names are words of the brief
    const isId = renaming.kind === 'release' || renaming.kind === 'source';
    const isSame = isId && before && after && withNewNames(before.text, renaming) === after.text;
    return weight !== 'imprint' && !isSame;
  });
  for (const { before, after, place } of changes.slice(0, REPORTED)) {
    const message = `${brief} ${edition} ${locale} would print ${quoted(after?.text)} in place of ${quoted(before?.text)}`;
    diagnostics.error(
      'rename/changes-print',
      message,
      place ?? `templates/${brief}`,
      'name it there in another way first',
    );
  }
}

function quoted(text: string | undefined): string {
  return text === undefined ? 'nothing' : `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}
