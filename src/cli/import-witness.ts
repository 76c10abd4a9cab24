import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { listText, plural } from '../core/diagnostics/source-text.ts';
import { compareText } from '../core/diagnostics/text-order.ts';
import { ChangedWorkspace } from '../core/machine/changed-workspace.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { releaseId } from '../dataset/address.ts';
import { loadReadable } from '../dataset/dataset-folder.ts';
import { LOCALE_IDS } from '../language/locales.ts';
import { type ImportPlan, type ImportRequest, planImport } from '../tables/importing/import.ts';
import { type Mapping, mappingsOf } from '../tables/importing/mapping.ts';
import { type LeftOut, leftOutBy, withLeftOut } from '../source-document/record-writing.ts';
import { kindOfFile } from '../source-document/source-kind.ts';
import { recordPath } from '../source-document/source-record.ts';
import { type Witnessed, witnessDataset } from '../witness/witness.ts';

/** An import that was read again in its file, before anything is written. */
export interface WitnessedImport {
  readonly plan: ImportPlan;
  /** The record of the file, if it changes. */
  readonly files: ImportPlan['files'];
  /** What was read again; undefined if the file is none that a release can name. */
  readonly witnessed: Pick<Witnessed, 'statements' | 'read'> | undefined;
  /** Figures of the file that the mapping leaves out, which the record lists. */
  readonly leftOut: readonly LeftOut[];
  /** Why the release does not name the file: statements that are not read again there, or a dataset that does not load. */
  readonly doubts: readonly string[];
}

/**
 * Plans an import, and reads what it would write again in the file, by other code than the import's. If each statement is found
 * under heads that fit, the release names the file as its source, and what the mapping leaves out is listed in the record of the
 * file: from then on each check reads it again. Undefined if a mistake was reported.
 */
export async function planWitnessed(
  workspace: Workspace,
  mapping: Mapping,
  request: ImportRequest,
  diagnostics: Diagnostics,
): Promise<WitnessedImport | undefined> {
  const plan = await planImport(workspace, mapping, request, diagnostics);
  if (!plan) return undefined;
  const none = { files: [], witnessed: undefined, leftOut: [], doubts: [] };
  if (plan.sourceFile === undefined) return { ...none, plan };
  const attempt = await bestAttempt(workspace, mapping, plan, plan.sourceFile);
  if (attempt?.doubts.length === 0) {
    const { record, witnessed, leftOut, doubts } = attempt;
    return { plan, files: record ? [record] : [], witnessed, leftOut, doubts };
  }
  const unnamed = { ...plan, files: plan.unnamed, sourceFile: undefined, replaced: [] };
  return attempt
    ? { ...none, plan: unnamed, witnessed: attempt.witnessed, doubts: attempt.doubts }
    : { ...none, plan: unnamed, doubts: ['the dataset does not load whole: run assay check, and import again'] };
}

interface Attempt extends Pick<WitnessedImport, 'leftOut' | 'doubts'> {
  readonly record: ImportPlan['files'][number] | undefined;
  readonly witnessed: Witnessed;
}

/** Reads a release in its file, in the language that is known or else in the one in whose words most is found. */
async function bestAttempt(
  workspace: Workspace,
  mapping: Mapping,
  plan: ImportPlan,
  file: string,
): Promise<Attempt | undefined> {
  const attempts: Attempt[] = [];
  for (const language of [undefined, ...LOCALE_IDS]) {
    const attempt = await attemptIn(workspace, mapping, { plan, file, language });
    if (!attempt) return undefined;
    attempts.push(attempt);
    if (attempt.doubts.length === 0) break;
  }
  return attempts.toSorted((a, b) => a.doubts.length - b.doubts.length)[0];
}

async function attemptIn(
  workspace: Workspace,
  mapping: Mapping,
  { plan, file, language }: { readonly plan: ImportPlan; readonly file: string; readonly language: string | undefined },
): Promise<Attempt | undefined> {
  const reason = leftOutBy([...new Set([mapping.path, ...(await mappingsOf(workspace, file))])].toSorted(compareText));
  const path = await pathOfRecord(workspace, file);
  const before = (await workspace.exists(path)) ? (await workspace.readBytes(path))?.toString('utf8') : undefined;
  const planned = plan.files.map((one) => [one.path, one.text] as const);
  const texts = new Map<string, string | undefined>([
    ...planned,
    [path, withLeftOut(before, { reason, figures: [], language })],
  ]);
  const after = new ChangedWorkspace(workspace.root, texts);
  const { dataset } = await loadReadable(after, mapping.dataset, new Diagnostics());
  const release = dataset?.releases.get(releaseId(plan.release));
  if (!dataset || !release) return undefined;
  // what did not load cannot be read again, and whoever imports learns from the next check why it did not load
  if (release.observations.length < plan.figures) return undefined;
  const said = new Diagnostics();
  const [witnessed] = await witnessDataset(after, dataset, { alone: release.id }, said);
  if (!witnessed) return undefined;
  const found = said.all.filter(({ rule, severity }) => severity === 'error' && rule !== 'witness/unread');
  const doubts =
    witnessed.read === undefined && found.length === 0
      ? said.all.map(({ message }) => message)
      : found.map(({ message }) => message);
  const leftOut = witnessed.areas.flatMap(({ figures, at }) =>
    at === undefined ? [] : [{ at, count: figures.length }],
  );
  const text = withLeftOut(before, { reason, figures: leftOut, language });
  const record =
    text === undefined || text === before ? undefined : { path, text, isNew: before === undefined, before };
  return { record, witnessed, leftOut, doubts };
}

/** Where the record of a file stands: under its whole name, where another file has the same one but for its end. */
async function pathOfRecord(workspace: Workspace, file: string): Promise<string> {
  const usual = await recordPath(workspace, file);
  if (usual === `${file}.yaml`) return usual;
  const stem = file.replace(/\.[^./]+$/, '');
  const folder = file.replace(/[^/]*$/, '').replace(/\/$/, '');
  const others = (await workspace.files(folder)).filter(
    (one) => one !== file && typeof kindOfFile(one) === 'string' && one.replace(/\.[^./]+$/, '') === stem,
  );
  return others.length > 0 ? `${file}.yaml` : usual;
}

/** What a person sees of it below the figures that were imported. */
export function witnessedLines({ plan, witnessed, leftOut, doubts, files }: WitnessedImport): string[] {
  const { sourceFile = '', replaced } = plan;
  if (!witnessed) return doubts.map((one) => `  not named as its source: ${one}`);
  if (doubts.length > 0)
    return [
      `  not named as its source, since ${plural(doubts.length, 'figure')} could not be read again in it:`,
      ...doubts.slice(0, SHOWN).map((one) => `  ? ${one}`),
      ...(doubts.length > SHOWN ? [`  … and ${doubts.length - SHOWN} more`] : []),
    ];
  const all = leftOut.reduce((sum, { count }) => sum + count, 0);
  const record = files[0]?.path;
  return [
    `  read again in ${sourceFile}: ${witnessed.read ?? 0} of ${plural(witnessed.statements, 'statement')}`,
    ...(all === 0
      ? []
      : [`  left out: ${plural(all, 'figure')}${record === undefined ? '' : `, listed in ${record}`}:`]),
    ...leftOut.slice(0, SHOWN).map(({ at, count }) => `    ${at}: ${count}`),
    ...(leftOut.length > SHOWN ? [`    … and ${leftOut.length - SHOWN} more`] : []),
    ...(replaced.length === 0
      ? []
      : [
          `  no longer the source of ${listText(replaced)}: keep each file under a name of its own to have both read again`,
        ]),
  ];
}

/** The same, for programs. */
export function witnessedJson({ plan, witnessed, leftOut, doubts }: WitnessedImport): object {
  return {
    source: plan.sourceFile ?? null,
    statements: witnessed?.statements ?? 0,
    read: witnessed?.read ?? null,
    leftOut,
    doubts,
    noLongerSourceOf: plan.replaced,
  };
}

/** Findings that are listed; of more only the number is said. */
const SHOWN = 8;
