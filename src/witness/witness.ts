import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { Dataset, Release } from '../dataset/model.ts';
import { LOCALE_IDS, readingWords } from '../language/locales.ts';
import { readSource } from '../source-document/read-source.ts';
import type { NumeralKind, SourceDocument } from '../source-document/source-document.ts';
import { readSourceRecord, type SourceRecord } from '../source-document/source-record.ts';
import { type OwnNames, type Vocabulary, vocabularyOf } from '../source-document/vocabulary.ts';
import { claimFindings } from './claims.ts';
import { figureFindings, unreadFindings } from './findings.ts';
import { matchStatements, type SourceReading, statementsOf, understand } from './match.ts';

/** What the witness says about a release. */
export interface Witnessed {
  readonly release: Release;
  /** Statements that the release makes. */
  readonly statements: number;
  /** Those that were read again in the source; undefined if there is no source to read. */
  readonly read?: number | undefined;
  /** Those that stand under heads which may be others. */
  readonly doubted: number;
  /** Numerals of the source that nothing takes, by kind. */
  readonly ignored: ReadonlyMap<NumeralKind, number>;
  /** Figures that the record leaves out with a reason. */
  readonly notTaken: number;
  /** Figures that nothing takes and no rule ignores. */
  readonly unread: number;
  readonly kept: 'whole' | 'excerpts' | 'nothing';
  readonly reading?: SourceReading | undefined;
}

export interface WitnessOptions {
  /** A folder with copies of sources that the repository does not hold. */
  readonly copies?: Workspace | undefined;
  readonly alone?: string | undefined;
  /** Reads only what the record says is kept in the repository, whatever else lies there: for what is printed. */
  readonly isAsKept?: boolean | undefined;
}

/** Reads the sources of a dataset and tests the statements of each release against its own, both ways. */
export async function witnessDataset(
  workspace: Workspace,
  dataset: Dataset,
  options: WitnessOptions,
  diagnostics: Diagnostics,
): Promise<readonly Witnessed[]> {
  const witnessed: Witnessed[] = [];
  for (const release of dataset.releases.values()) {
    if (options.alone !== undefined && release.id !== options.alone) continue;
    witnessed.push(await witnessRelease(workspace, dataset, release, options, diagnostics));
  }
  return witnessed;
}

async function witnessRelease(
  workspace: Workspace,
  dataset: Dataset,
  release: Release,
  { copies, isAsKept = false }: WitnessOptions,
  diagnostics: Diagnostics,
): Promise<Witnessed> {
  const statements = statementsOf(release).length;
  const none = {
    release,
    statements,
    doubted: 0,
    ignored: new Map(),
    notTaken: 0,
    unread: 0,
    kept: 'nothing' as const,
  };
  const { sourceFile } = release;
  const record = sourceFile && (await readSourceRecord(workspace, sourceFile.path, diagnostics));
  if (!sourceFile || !record) return none;
  const vocabulary = vocabularyFor(dataset, release, record, diagnostics);
  if (!vocabulary) return none;
  const asked = { path: sourceFile.path, place: sourceFile.place, record, vocabulary, copies, isAsKept };
  const source = await readSource(workspace, asked, diagnostics);
  if (!source?.document) return none;
  const { document, kept } = source;
  const reading = readingOf(dataset, release, document, { record, vocabulary });
  if (isAnother(reading)) {
    const message = `none of ${statements} statements of ${release.id} is in ${sourceFile.path}`;
    const hint = 'is it the text that the release was typed from, and not an empty page or one that reports an error?';
    diagnostics.error('witness/not-found', message, sourceFile.place, hint);
    return none;
  }
  return { ...none, ...testReading(reading, diagnostics), kept };
}

/** Whether nothing at all of a release is in a text: it is another one. */
function isAnother({ matched: { statements, found, candidates, faultsOf } }: SourceReading): boolean {
  const figures = statements.filter(({ printed, words }) => printed && words === undefined);
  if (found.size > 0 || figures.length < 4) return false;
  const some = figures.slice(0, 20);
  const like = some.filter((one) => candidates.some((candidate) => !faultsOf(one, candidate).includes('digits')));
  return like.length < some.length / 4;
}

/** What a source says about the statements of a release. */
export function readingOf(
  dataset: Dataset,
  release: Release,
  document: SourceDocument,
  { record, vocabulary }: Pick<SourceReading, 'record' | 'vocabulary'>,
): SourceReading {
  const understood = understand(dataset, release, document, vocabulary);
  const matched = matchStatements(dataset, statementsOf(release), understood);
  return { document, record, vocabulary, matched };
}

/** Tests what was read, and reports what is wrong. */
export function testReading(
  reading: SourceReading,
  diagnostics: Diagnostics,
): Pick<Witnessed, 'read' | 'doubted' | 'ignored' | 'notTaken' | 'unread' | 'reading'> {
  const figures = figureFindings(reading, diagnostics);
  const claims = claimFindings(reading, diagnostics);
  const taken = new Set([...figures.taken, ...claims.taken]);
  const rest = unreadFindings(reading, taken, diagnostics);
  return { read: figures.read + claims.read, doubted: figures.doubted, ...rest, reading };
}

/**
 * The words in which a release is read: its language, and what its source calls units. Undefined, with a warning, if that
 * language is not read or nothing says which it is: the release is not witnessed.
 */
export function vocabularyFor(
  dataset: Dataset,
  { source, sourceFile }: Release,
  record: SourceRecord,
  diagnostics: Diagnostics,
): Vocabulary | undefined {
  const [only, ...others] = dataset.locales;
  const language = record.language ?? source.language ?? (others.length === 0 ? only : undefined);
  const locale = language === undefined ? undefined : readingWords(language);
  if (!locale) {
    const place = record.language === undefined ? sourceFile?.place : record.placeOf('language');
    const message =
      language === undefined
        ? `nothing says in which language ${sourceFile?.path} is: the release is not witnessed`
        : `${sourceFile?.path} is in the language ${language}, which is not read: the release is not witnessed`;
    const hint = `languages that are read: ${LOCALE_IDS.join(', ')}; it is the language of the source ${source.id} in dataset.yaml, or of ${record.path}`;
    diagnostics.warn('witness/unreadable', message, place, hint);
    return undefined;
  }
  const own: OwnNames = new Map(
    [...dataset.units].flatMap(([code, { inSource }]) => {
      const names = inSource?.get(source.id);
      return names ? [[code, names] as const] : [];
    }),
  );
  return vocabularyOf(locale, dataset.units, own, record.decimal);
}
