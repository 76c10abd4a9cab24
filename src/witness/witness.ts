import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { Dataset, Release } from '../dataset/model.ts';
import { ownStatementsOf } from '../dataset/statements.ts';
import { LOCALE_IDS, readingWords } from '../language/locales.ts';
import { readSource } from '../source-document/read-source.ts';
import type { NumeralKind, SourceDocument } from '../source-document/source-document.ts';
import { readSourceRecord, type SourceRecord } from '../source-document/source-record.ts';
import { type OwnNames, type Vocabulary, vocabularyOf } from '../source-document/vocabulary.ts';
import type { Candidate } from './candidate-index.ts';
import { claimFindings } from './claims.ts';
import { figureFindings, unreadFindings } from './findings.ts';
import { matchStatements, type SourceReading, understand } from './match.ts';
import type { UnreadArea } from './unread-areas.ts';

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
  /** The same by the part of a table that they fill. */
  readonly areas: readonly UnreadArea[];
  /** Indicators of statements that were read, which no words near the figure name: which of them it is of, nothing tests. */
  readonly unnamed: ReadonlyMap<string, number>;
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
  const releases = [...dataset.releases.values()];
  const asked = releases.filter(({ id }) => options.alone === undefined || id === options.alone);
  const files = new Set(asked.map(({ sourceFile }) => sourceFile?.path));
  const opened = new Map<Release, Opened | undefined>();
  for (const release of releases) {
    if (!files.has(release.sourceFile?.path)) continue;
    // What is wrong in the source of another release is said where that one is tested.
    const own = asked.includes(release) ? diagnostics : new Diagnostics();
    opened.set(release, await openSource(workspace, dataset, release, options, own));
  }
  return asked.map((release): Witnessed => {
    const found = opened.get(release);
    if (!found) return unwitnessed(release);
    const others = [...opened].filter(
      ([other]) => other !== release && other.sourceFile?.path === release.sourceFile?.path,
    );
    const takenElsewhere = new Set(others.flatMap(([, other]) => (other ? takenIn(other.reading) : [])));
    const tested = testReading(found.reading, diagnostics, takenElsewhere);
    return Object.assign(unwitnessed(release), tested, { kept: found.kept });
  });
}

/** A release without a source that was read. */
function unwitnessed(release: Release): Witnessed {
  return {
    release,
    statements: ownStatementsOf(release).length,
    doubted: 0,
    ignored: new Map(),
    notTaken: 0,
    unread: 0,
    areas: [],
    unnamed: new Map(),
    kept: 'nothing',
  };
}

interface Opened {
  readonly reading: SourceReading;
  readonly kept: Witnessed['kept'];
}

/** Reads the source of a release; undefined where there is none, or one that cannot be read, which is reported. */
async function openSource(
  workspace: Workspace,
  dataset: Dataset,
  release: Release,
  { copies, isAsKept = false }: WitnessOptions,
  diagnostics: Diagnostics,
): Promise<Opened | undefined> {
  const { sourceFile } = release;
  const record = sourceFile && (await readSourceRecord(workspace, sourceFile.path, diagnostics));
  if (!sourceFile || !record) return undefined;
  const vocabulary = vocabularyFor(dataset, release, record, diagnostics);
  if (!vocabulary) return undefined;
  const asked = { path: sourceFile.path, place: sourceFile.place, record, vocabulary, copies, isAsKept };
  const source = await readSource(workspace, asked, diagnostics);
  if (!source?.document) return undefined;
  const { document, kept } = source;
  const reading = readingOf(dataset, release, document, { record, vocabulary });
  if (!isAnother(reading)) return { reading, kept };
  const message = `none of ${ownStatementsOf(release).length} statements of ${release.id} is in ${sourceFile.path}`;
  const hint = 'is it the text that the release was typed from, and not an empty page or one that reports an error?';
  return diagnostics.error('witness/not-found', message, sourceFile.place, hint);
}

/** Where a numeral stands, the same for each reading of a file. */
function placeKey({ block, numeral }: Candidate): string {
  const [row, column] = block.kind === 'cell' ? [block.rows[0], block.columns[0]] : [block.section, block.ordinal];
  return `${block.kind === 'cell' ? block.table.sheet : ''}\t${row}\t${column}\t${numeral.start}`;
}

function takenIn({ matched }: SourceReading): readonly string[] {
  return [...matched.takenBy.keys()].map(placeKey);
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
  const matched = matchStatements(dataset, ownStatementsOf(release), understood);
  return { document, record, vocabulary, matched };
}

/** Tests what was read, and reports what is wrong. */
export function testReading(
  reading: SourceReading,
  diagnostics: Diagnostics,
  takenElsewhere: ReadonlySet<string> = new Set(),
): Pick<Witnessed, 'read' | 'doubted' | 'ignored' | 'notTaken' | 'unread' | 'areas' | 'unnamed' | 'reading'> {
  const figures = figureFindings(reading, diagnostics);
  const claims = claimFindings(reading, diagnostics);
  const taken = new Set([...figures.taken, ...claims.taken]);
  const isTakenElsewhere = (one: Candidate): boolean => takenElsewhere.has(placeKey(one));
  const rest = unreadFindings(reading, { taken, isTakenElsewhere }, diagnostics);
  return { read: figures.read + claims.read, doubted: figures.doubted, ...rest, unnamed: unnamedIn(reading), reading };
}

/** How many statements of each indicator were read without words for it, in a release that states several indicators. */
function unnamedIn({ matched: { statements, found, labels, placeOf } }: SourceReading): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  if (new Set(statements.map(({ indicator }) => indicator)).size < 2) return counts;
  for (const [statement, candidate] of found) {
    const { indicator } = statement;
    const place = placeOf(statement);
    // Which cell of a table it is, says as much.
    const isInCell = Array.isArray(place) && place.length === 1 && candidate.block.kind === 'cell';
    const isNamed = isInCell || candidate.labels.some(({ ids }) => ids.has(indicator.id));
    if (!isNamed && !labels.has(indicator)) counts.set(indicator.id, (counts.get(indicator.id) ?? 0) + 1);
  }
  return counts;
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
