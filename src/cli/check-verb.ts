import { plural, listText } from '../core/diagnostics/source-text.ts';
import { failingAmong } from '../assay/report/overview.ts';
import { reportOf } from '../assay/report/report.ts';
import { type AssayResult, countsOf, relationsAt } from '../assay/report/results.ts';
import { listBriefs, loadReadableBrief } from '../brief/brief-folder.ts';
import { openEditions } from '../brief/due-editions.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import { compareText, groupBy } from '../core/diagnostics/text-order.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { type OpenDue, openDues } from '../dataset/due-date.ts';
import type { Dataset } from '../dataset/model.ts';
import { componentLines, coverageLines, exceptionLines, figureLines } from './assay-text.ts';
import { testDatasets } from './dataset-arguments.ts';
import { type Witnessed, witnessDataset } from '../witness/witness.ts';
import { foundLines, foundRules } from './found-rules.ts';
import { overviewLines } from './overview-text.ts';
import { diagnosticsJson, paragraph, wrapped } from './reporter.ts';
import { copiesFolder } from './source-copies.ts';
import type { VerbCall } from './verb.ts';
import type { Day } from '../dataset/brands.ts';
import { lastDay } from '../dataset/period.ts';
import { NUMERAL_KINDS, type NumeralKind } from '../source-document/source-document.ts';

/**
 * `assay check [dataset…]`: loads and validates datasets and tests their figures against one another. With
 * `--as-printed` corrections are ignored; with `--alone RELEASE` only the figures of one release speak. It prints one
 * screen about a dataset, with `--all` every figure, repair and exception; with `--today DAY` what is overdue on that day
 * as well. Says whether nothing is wrong: as printed also where the corrections are the repair.
 */
export async function check({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const diagnostics = new Diagnostics();
  const { asPrinted, alone } = options;
  const how = { asPrinted: asPrinted === true, alone: typeof alone === 'string' ? alone : undefined };
  const tested = await testDatasets(workspace, names, how, diagnostics, reporter);
  const today = typeof options['today'] === 'string' ? lastDay(options['today']) : undefined;
  const datasets = tested.map(({ dataset }) => dataset);
  const copies = await copiesFolder(options['sources']);
  const witnessed = new Map<Dataset, readonly Witnessed[]>();
  for (const dataset of datasets)
    witnessed.set(dataset, await witnessDataset(workspace, dataset, { copies, alone: how.alone }, diagnostics));
  const dues = today && (await duesOn(workspace, datasets, today, diagnostics));
  const late = [...(dues?.values() ?? [])].flat().filter((due) => isOverdue(due, today));
  reportOverdue(late, options['failOverdue'] === true, diagnostics);
  for (const one of tested) {
    for (const line of linesOf(one, options['all'] === true)) reporter.line(line);
    for (const line of witnessLines(witnessed.get(one.dataset) ?? [])) reporter.line(line);
    const isWhole = how.alone === undefined && !how.asPrinted;
    for (const line of isWhole && reporter.printsLines ? questionsOf(one) : []) reporter.line(line);
    const due = dues?.get(one.dataset);
    for (const line of due && today ? paragraph(dueLine(one.dataset, due, today)) : []) reporter.line(line);
  }
  reporter.diagnostics(diagnostics);
  reporter.result(() => ({
    ok: !diagnostics.failed,
    datasets: tested.map((result) => {
      const due = dues?.get(result.dataset)?.map((one) => dueEntry(one, today));
      return Object.assign(contentsOf(result.dataset), due && { due }, {
        report: reportOf(result),
        witness: witnessJson(witnessed.get(result.dataset) ?? []),
      });
    }),
    diagnostics: diagnosticsJson(diagnostics),
  }));
  return !diagnostics.failed;
}

function dueEntry(open: OpenDue, today: Day | undefined): object {
  const { kind, id, due, by } = open;
  const { file, line } = due.place;
  return { kind, id, date: due.date, by, overdue: isOverdue(open, today), file: file.path, line };
}

function contentsOf(dataset: Dataset): { dataset: string; releases: number; statements: number; corrections: number } {
  const statements = [...dataset.releases.values()].flatMap(({ observations, repeats = [] }) =>
    observations.concat(repeats),
  );
  return {
    dataset: dataset.id,
    releases: dataset.releases.size,
    statements: statements.length,
    corrections: statements.filter((statement) => statement.correction).length,
  };
}

function linesOf(result: AssayResult, isAll: boolean): string[] {
  const every = [figureLines, componentLines, exceptionLines, coverageLines];
  return [...(isAll ? every : [overviewLines]).flatMap((lines) => lines(result)), '', ...summaryOf(result)];
}

function summaryOf(result: AssayResult): string[] {
  const { dataset } = result;
  const { releases, statements, corrections } = contentsOf(dataset);
  const counts = countsOf(result);
  const held = [plural(statements, 'statement'), plural(releases, 'release'), plural(corrections, 'correction')];
  const found = [
    `${plural(counts.relations, 'relation')} tested`,
    contradictedText(result),
    `${counts.excepted} excepted`,
    `${counts.undecided} undecided`,
    `${plural(counts.untested, 'figure')} that nothing tests`,
    ...proposedTexts(result),
  ];
  return wrapped(`${dataset.id}: ${held.join(', ')}; ${found.join(', ')}`.split(' '), '');
}

/** Rules that the figures seem to follow and that are not written, for a person to decide. */
function questionsOf({ dataset, rules }: AssayResult): string[] {
  const lines = foundLines(foundRules(dataset, rules), false);
  return lines.length === 0 ? [] : ['', ...lines];
}

/** How many rules are proposed, which count among no others, and how many of them do not hold. */
function proposedTexts({ proposed }: AssayResult): readonly string[] {
  const all = proposed();
  if (all.length === 0) return [];
  const broken = all.filter((one) => one.broken.length > 0).length;
  const failing = broken === 0 ? '' : `, of which ${broken} ${broken === 1 ? 'does' : 'do'} not hold everywhere`;
  return [`${plural(all.length, 'rule')} proposed and not accepted${failing}`];
}

/** How many relations are contradicted: those that the repairs are about, and soft ones that call for no repair. */
function contradictedText(result: AssayResult): string {
  const failing = failingAmong(result.relations);
  const listed = new Set(
    relationsAt(
      result,
      result.components.flatMap(({ contradicted }) => contradicted),
    ),
  );
  const more = failing.filter((relation) => !listed.has(relation)).length;
  const parts =
    more > 0 && listed.size > 0
      ? ` (${listed.size} ${listed.size === 1 ? 'calls' : 'call'} for a repair; ${more} soft, which ${more === 1 ? 'calls' : 'call'} for none)`
      : '';
  return `${failing.length} contradicted${parts}`;
}

/**
 * What datasets and their briefs wait for on a day, earliest first, by dataset. Mistakes in the dates of a brief.yaml are
 * reported; what else is wrong with a brief, a build says.
 */
async function duesOn(
  workspace: Workspace,
  datasets: readonly Dataset[],
  today: Day,
  diagnostics: Diagnostics,
): Promise<ReadonlyMap<Dataset, readonly OpenDue[]>> {
  const own = new Diagnostics();
  const names = await listBriefs(workspace);
  const briefs = await Promise.all(names.map((name) => loadReadableBrief(workspace, name, own)));
  diagnostics.include({ all: own.all.filter(({ rule }) => rule === 'dataset/bad-date') });
  return new Map(
    datasets.map((dataset) => {
      const read = briefs.flatMap((one) => (one?.brief.dataset.id === dataset.id ? [one.brief] : []));
      const open = [...openDues(dataset, today), ...read.flatMap((brief) => openEditions(brief, dataset, today))];
      return [dataset, open.toSorted((a, b) => compareText(a.by, b.by))];
    }),
  );
}

/** Whether something is late on a day. */
function isOverdue({ by }: OpenDue, today: Day | undefined): boolean {
  return today !== undefined && by < today;
}

/** Reports what is late, at the line of its date. The messages do not name the day, so that logs can be compared. */
function reportOverdue(late: Iterable<OpenDue>, isError: boolean, diagnostics: Diagnostics): void {
  const byPlace = groupBy(
    [...late],
    ({ kind, due: { place } }) => `${kind} ${place.file.path} ${place.line} ${place.column}`,
  );
  for (const [first, ...others] of byPlace.values()) {
    if (!first) continue;
    const { kind, id, due, by } = first;
    const { rule, what, hint } = WORDS[kind];
    // The indicators of a group share a date.
    const more = others.length === 0 ? '' : ` (and of ${plural(others.length, 'other indicator')})`;
    const message = `${what(id)}${more} was due by ${by}, and is not here`;
    if (isError) diagnostics.error(rule, message, due.place, hint);
    else diagnostics.warn(rule, message, due.place, hint);
  }
}

/** One line: what is due next, or that nothing says so. */
function dueLine(dataset: Dataset, dues: readonly OpenDue[], today: Day): string {
  const next = dues.find((due) => !isOverdue(due, today));
  const late = dues.filter((due) => isOverdue(due, today)).length;
  if (dues.length === 0) return `${dataset.id}: nothing is said to be due`;
  const count = late === 0 ? 'nothing' : `${late} of ${dues.length}`;
  const then = next ? `; next is ${WORDS[next.kind].what(next.id)}, by ${next.by}` : '';
  return `${dataset.id}: ${count} overdue on ${today}${then}`;
}

const ADD = 'add it, or change the date to when it is due now';

const WORDS: Readonly<Record<OpenDue['kind'], { rule: RuleId; what: (id: string) => string; hint: string }>> = {
  dataset: { rule: 'dataset/overdue', what: (id) => `the next release of ${id}`, hint: ADD },
  release: { rule: 'dataset/overdue', what: (id) => `the release after ${id}`, hint: ADD },
  indicator: { rule: 'dataset/overdue', what: (id) => `the next figure of ${id}`, hint: ADD },
  edition: {
    rule: 'edition/overdue',
    what: (id) => `the edition after ${id}`,
    hint: 'add it with assay edition, or change the date to when it is expected now',
  },
};

/** How much of a dataset was read again in its sources; nothing if no release names one. */
function witnessLines(all: readonly Witnessed[]): readonly string[] {
  const named = all.filter(({ release }) => release.sourceFile);
  if (named.length === 0) return [];
  const { statements, read, releases, unread, notTaken, doubted, ignored } = sumOf(all);
  const total = all.reduce((sum, one) => sum + one.statements, 0);
  const parts = [
    `${read} of ${statements} statements were read again in ${plural(releases, 'source')}`,
    ...(doubted > 0 ? [`${doubted} of them under heads in doubt`] : []),
    `${plural(unread, 'figure')} of ${releases === 1 ? 'it' : 'them'} unread`,
    ...(notTaken > 0 ? [`${notTaken} left out with a reason`] : []),
    ...(ignored.size > 0 ? [`not taken: ${ignoredText(ignored)}`] : []),
    `not witnessed: ${plural(total - statements, 'statement')} of ${plural(all.length - releases, 'release')}`,
  ];
  return [...wrapped(`witness: ${parts.join('; ')}`.split(' '), ''), ...unnamedLines(all)];
}

/** Which figures could be those of another indicator, as far as the witness knows. */
function unnamedLines(all: readonly Witnessed[]): readonly string[] {
  return all.flatMap(({ release, unnamed }) => {
    if (unnamed.size === 0) return [];
    const count = [...unnamed.values()].reduce((sum, one) => sum + one, 0);
    const said = `${release.id}: near ${plural(count, 'figure')} nothing names the indicator, so that no exchange would be noticed. Say under in_source what ${release.source.id} calls ${listText([...unnamed.keys()], 5)}.`;
    return wrapped(said.split(' '), '  ');
  });
}

/** The same, for programs. */
function witnessJson(all: readonly Witnessed[]): object {
  const { statements, read, unread, notTaken, doubted, ignored } = sumOf(all);
  return {
    statements,
    read,
    doubted,
    unread,
    notTaken,
    ignored: Object.fromEntries(ignored),
    releases: all
      .filter(({ release }) => release.sourceFile)
      .map((one) => ({
        release: one.release.id,
        source: one.release.sourceFile?.path,
        kept: one.kept,
        statements: one.statements,
        read: one.read ?? null,
        doubted: one.doubted,
        unread: one.unread,
        notTaken: one.notTaken,
        unnamed: Object.fromEntries(one.unnamed),
        ignored: Object.fromEntries(one.ignored),
      })),
    notWitnessed: all.filter(({ read: isRead }) => isRead === undefined).map(({ release }) => release.id),
  };
}

/** `20 periods, 18 ordinals`: in the order of the kinds. */
function ignoredText(ignored: ReadonlyMap<NumeralKind, number>): string {
  return NUMERAL_KINDS.filter((kind) => ignored.has(kind))
    .map((kind) => `${ignored.get(kind)} ${kind}`)
    .join(', ');
}

interface Sum {
  readonly releases: number;
  readonly statements: number;
  readonly read: number;
  readonly doubted: number;
  readonly unread: number;
  readonly notTaken: number;
  readonly ignored: ReadonlyMap<NumeralKind, number>;
}

/** Of the releases whose source was read. */
function sumOf(all: readonly Witnessed[]): Sum {
  const read = all.filter((one) => one.read !== undefined);
  const sum = (of: (one: Witnessed) => number): number => read.reduce((total, one) => total + of(one), 0);
  const ignored = new Map<NumeralKind, number>();
  for (const one of read) for (const [kind, count] of one.ignored) ignored.set(kind, (ignored.get(kind) ?? 0) + count);
  return {
    releases: read.length,
    statements: sum(({ statements }) => statements),
    read: sum((one) => one.read ?? 0),
    doubted: sum(({ doubted }) => doubted),
    unread: sum(({ unread }) => unread),
    notTaken: sum(({ notTaken }) => notTaken),
    ignored,
  };
}
