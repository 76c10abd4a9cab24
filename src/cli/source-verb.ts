import { plural, listText } from '../core/diagnostics/source-text.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { Workspace } from '../core/machine/workspace.ts';
import { listDatasets, loadReadable } from '../dataset/dataset-folder.ts';
import type { Dataset, Observation, Release } from '../dataset/model.ts';
import type { Block, Numeral } from '../source-document/source-document.ts';
import { blocksAt, placeText, whatThereIs } from '../witness/locator.ts';
import type { SourceReading } from '../witness/match.ts';
import { witnessDataset, readingOf, testReading, vocabularyFor } from '../witness/witness.ts';
import { finish } from './reporter.ts';
import { copiesFolder } from './source-copies.ts';
import type { VerbCall } from './verb.ts';
import type { AddressText } from '../dataset/brands.ts';
import { releaseId } from '../dataset/address.ts';
import path from 'node:path';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { sha256 } from '../core/machine/hash.ts';
import { now } from '../core/machine/machine.ts';
import { download } from '../publish/http.ts';
import { readExcerpts } from '../source-document/excerpts.ts';
import { readSourceBytes } from '../source-document/read-source.ts';
import { withFacts } from '../source-document/record-writing.ts';
import { FORMATS, formatOf, MAX_SOURCE_BYTES, type SourceKind } from '../source-document/source-formats.ts';
import { kindName, kindOfBytes, kindOfFile, type OtherKind } from '../source-document/source-kind.ts';
import { KEEPS, parseSourceRecord, readSourceRecord, type SourceRecord } from '../source-document/source-record.ts';
import { settleDrafts, writeDraft } from '../tables/drafting/draft-writing.ts';
import { excerptsOf } from '../witness/excerpt-writing.ts';

/**
 * `assay source add FILE|URL --release ID` stores the source of a release with its record; `assay source show ID [at]` prints it
 * with its places and says about each numeral what takes it, with `--locate` a place for each statement that has none.
 */
export async function source(call: VerbCall): Promise<boolean> {
  const [action = '', ...rest] = call.names;
  const diagnostics = new Diagnostics();
  if (action === 'add') return add(call, rest[0] ?? '', diagnostics);
  if (action === 'show') return show(call, rest, diagnostics);
  diagnostics.error('file/unreadable', `source cannot ${action}`, action, USAGE);
  return finish(call.reporter, diagnostics, {});
}

const USAGE = 'write: assay source add FILE --release ID, or assay source show ID';

interface Owned {
  readonly dataset: Dataset;
  readonly release: Release;
}

/** The release with an id, of whatever dataset. */
async function releaseNamed(workspace: Workspace, id: string, diagnostics: Diagnostics): Promise<Owned | undefined> {
  const ids: string[] = [];
  for (const name of await listDatasets(workspace)) {
    const own = new Diagnostics();
    const { dataset } = await loadReadable(workspace, name, own);
    const release = dataset?.releases.get(releaseId(id));
    if (dataset && release) return { dataset, release };
    ids.push(...(dataset?.releases.keys() ?? []));
  }
  return diagnostics.error(
    'dataset/unknown-release',
    `there is no release ${id}`,
    'data',
    didYouMean(id, ids) ?? 'write the release first',
  );
}

async function add(call: VerbCall, given: string, diagnostics: Diagnostics): Promise<boolean> {
  const { workspace, options, reporter } = call;
  const { release: id } = options;
  if (given === '' || typeof id !== 'string') {
    const missing = given === '' ? 'which file or address to store' : 'of which release it is the source';
    diagnostics.error('file/unreadable', `nothing says ${missing}`, 'source add', USAGE);
    return finish(reporter, diagnostics, {});
  }
  const owned = await releaseNamed(workspace, id, diagnostics);
  const stored = owned && (await storeSource(call, owned, given, diagnostics));
  if (!stored) return finish(reporter, diagnostics, {});
  const { file, record, keep, statements, read, readInExcerpts } = stored;
  const what = {
    text: `${file} is stored`,
    excerpts: 'excerpts of it are kept',
    hash: 'its hash is kept, and nothing of the text',
  };
  reporter.line(`${record}: ${what[keep]}; ${read} of ${plural(statements, 'statement')} are read in it`);
  if (read < statements) reporter.line('assay check says about each of the others why it is not');
  if (readInExcerpts !== undefined && readInExcerpts < read)
    reporter.line(`Of these the excerpts show ${readInExcerpts}: for the others give a copy with --sources`);
  if (keep !== 'text' && (await workspace.exists(file)))
    reporter.line(`${file} is still there: remove it if it may not be kept`);
  if (!owned.release.sourceFile) reporter.line(`Name it in the release: source_file: ${file}`);
  return finish(reporter, diagnostics, { release: id, ...stored });
}

async function show(
  { workspace, options, reporter }: VerbCall,
  [id = '', at]: readonly string[],
  diagnostics: Diagnostics,
): Promise<boolean> {
  const owned = await releaseNamed(workspace, id, diagnostics);
  if (!owned) return finish(reporter, diagnostics, {});
  const copies = await copiesFolder(options['sources']);
  const found = new Diagnostics();
  const [witnessed] = (await witnessDataset(workspace, owned.dataset, { copies, alone: id }, found)) ?? [];
  const reading = witnessed?.reading;
  if (!reading) {
    diagnostics.include(found);
    if (!diagnostics.failed) {
      const hint = owned.release.sourceFile
        ? 'give the folder with a copy: --sources FOLDER'
        : 'add source_file: sources/ID.txt to the release';
      diagnostics.error(
        'witness/unreadable',
        `no source of ${id} is here`,
        owned.release.sourceFile?.place ?? owned.release.file.path,
        hint,
      );
    }
    return finish(reporter, diagnostics, {});
  }
  const blocks = at === undefined ? reading.document.blocks : blocksAt(reading.document, at);
  if (!blocks) {
    const hint = `${whatThereIs(reading.document, at ?? '')}; assay source show ID prints all places`;
    diagnostics.error(
      'witness/place',
      `${reading.document.path} has no place ${at ?? ''}`,
      reading.document.path,
      hint,
    );
  }
  const rows = (blocks ?? []).map((block) => ({
    place: placeText(block),
    text: block.text,
    numerals: numeralsOf(block, reading),
  }));
  const located = options['locate'] === true ? locations(reading) : [];
  if (options['locate'] === true)
    for (const { address, at: proposed } of located) reporter.line(`${address}: at: ${proposed}`);
  else
    for (const { place, text, numerals } of rows) {
      reporter.line(`${place}: ${text.trim()}`);
      for (const { text: numeral, is } of numerals) reporter.line(`    ${numeral}: ${is}`);
    }
  return finish(reporter, diagnostics, { release: id, file: reading.document.path, blocks: rows, located });
}

/** The numerals of a block, each with the statement that takes it or what else it is. */
function numeralsOf(
  block: Block,
  { matched }: SourceReading,
): readonly { readonly text: string; readonly is: string }[] {
  const takenBy = new Map<Numeral, Observation>(
    [...matched.takenBy].map(([{ numeral }, statement]) => [numeral, statement]),
  );
  return block.numerals.map((numeral) => ({
    text: block.text.slice(numeral.from, numeral.to).trim(),
    is: takenBy.get(numeral)?.address ?? numeral.kind ?? 'unread',
  }));
}

/** Where statements without a place stand. */
function locations({ matched }: SourceReading): readonly { readonly address: AddressText; readonly at: string }[] {
  return [...matched.found].flatMap(([{ address, at }, { block }]) =>
    at === undefined ? [{ address, at: placeText(block) }] : [],
  );
}

/** What was stored. */
interface Stored {
  readonly file: string;
  readonly record: string;
  readonly keep: SourceRecord['keep'];
  readonly sha256: string;
  /** Statements of the release, how many stand in it, and how many of those the excerpts still show. */
  readonly statements: number;
  readonly read: number;
  readonly readInExcerpts: number | undefined;
}

/**
 * Stores a file, or what an address shows, as the source of a release, with its record: both or neither, and nothing that
 * cannot be read. Of a text that is not kept nothing is written but what its record says. Undefined if a mistake was reported.
 */
async function storeSource(
  { workspace, options }: Pick<VerbCall, 'workspace' | 'options'>,
  { dataset, release }: { readonly dataset: Dataset; readonly release: Release },
  given: string,
  diagnostics: Diagnostics,
): Promise<Stored | undefined> {
  await settleDrafts(workspace, ['sources']);
  const text = (name: string): string | undefined => (typeof options[name] === 'string' ? options[name] : undefined);
  const content = await contentOf(given, diagnostics);
  const file = content && fileFor(release, content, given, diagnostics);
  if (!content || file === undefined) return undefined;
  const before = await readSourceRecord(workspace, file, diagnostics);
  if (!before) return undefined;
  const known = await workspace.exists(before.path);
  const keep = KEEPS.find((one) => one === text('keep')) ?? (known ? before.keep : 'text');
  const licence = text('licence');
  if (keep === 'text' && (licence ?? before.licence) === undefined)
    return diagnostics.error(
      'witness/unreadable',
      `nothing says under which licence ${given} may be kept`,
      given,
      'name it: --licence CC-BY-4.0; of a text that may not be kept: --keep excerpts, or --keep hash',
    );
  const facts = {
    sha256: sha256(content.bytes),
    url: content.url ?? text('url'),
    retrieved: text('retrieved') ?? new Date(now()).toISOString().slice(0, 10),
    licence,
    keep,
  };
  const old = known ? (await workspace.readBytes(before.path))?.toString('utf8') : undefined;
  const tried = await readWith(
    withFacts(old, { ...facts, excerpts: [] }),
    { dataset, release, file, content, recordFile: before.path },
    diagnostics,
  );
  if (!tried) return undefined;
  const excerpts = keep === 'excerpts' ? excerptsOf(dataset, release, tried) : undefined;
  const record = withFacts(old, { ...facts, excerpts });
  await writeDraft(
    workspace,
    [
      ...(keep === 'text' ? [{ path: file, text: content.bytes, isNew: !(await workspace.exists(file)) }] : []),
      { path: before.path, text: record, isNew: !known, before: old },
    ],
    'source',
  );
  await requireStored(workspace, before.path, record, keep === 'text' ? { file, hash: facts.sha256 } : undefined);
  const inExcerpts = excerpts && (await readInExcerpts(workspace, { dataset, release, file }));
  return {
    file,
    record: before.path,
    keep,
    sha256: facts.sha256,
    statements: tried.matched.statements.length,
    read: countRead(tried),
    readInExcerpts: inExcerpts,
  };
}

interface Content {
  readonly bytes: Buffer;
  readonly kind: SourceKind;
  readonly url?: string;
}

/** The bytes of a file or an address, and of which kind they are. */
async function contentOf(given: string, diagnostics: Diagnostics): Promise<Content | undefined> {
  if (/^https?:\/\//i.test(given)) return contentAt(given, diagnostics);
  const folder = new Workspace(path.dirname(path.resolve(given)));
  const bytes = await folder.readNamed(path.basename(given), MAX_SOURCE_BYTES, given, diagnostics);
  return bytes && kindOfContent(given, bytes, kindOfFile(given), diagnostics);
}

const ACCEPTED = FORMATS.flatMap(([, { types }]) => types).join(', ');

async function contentAt(given: string, diagnostics: Diagnostics): Promise<Content | undefined> {
  const hint = 'store the file by hand, and add it by its path with --url';
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || url.username !== '' || url.password !== '')
    return diagnostics.error(
      'witness/unreadable',
      url ? `an address with a name and password in it is not stored` : `${given} is not an address`,
      url ? url.host : given,
      hint,
    );
  const { status, headers, bytes } = await downloaded(given);
  if (status !== 200) return diagnostics.error('witness/unreadable', `${given} answers ${status}`, given, hint);
  const type = (headers.get('content-type') ?? '').toLowerCase().split(';')[0]?.trim() ?? '';
  // A file that is only said to be bytes has the kind that its name says.
  const named = FORMATS.find(([, { types }]) => types.includes(type))?.[0] ?? kindOfFile(url.pathname);
  const isText = named === 'text' ? kindOfFile(url.pathname) : undefined;
  const content = kindOfContent(given, bytes, isText === 'csv' ? isText : named, diagnostics);
  return content && { ...content, url: given };
}

async function downloaded(given: string): ReturnType<typeof download> {
  try {
    return await download({ base: given, secrets: [] }, MAX_SOURCE_BYTES, ACCEPTED);
  } catch (error) {
    if (!(error instanceof EnvironmentError) || error.remedies.length > 0) throw error;
    const remedies = ['store the file by hand, and add it by its path with --url; or add the address that shows it'];
    throw new EnvironmentError(error.message, remedies, { cause: error });
  }
}

/** A file of a kind that is read, which is the one that its name or its host says. */
function kindOfContent(
  given: string,
  bytes: Buffer,
  named: SourceKind | OtherKind | undefined,
  diagnostics: Diagnostics,
): Content | undefined {
  const looks = kindOfBytes(bytes);
  const kind = looks ?? named;
  if (kind === undefined || (typeof kind === 'object' && typeof named !== 'string')) {
    const message =
      kind === undefined ? `${given} is of no kind that is read` : `${given} is ${kind.name}, which is not read`;
    const hint =
      kind?.hint ??
      `save it as ${listText(FORMATS.map(([, { name }]) => name)).replace(' and ', ' or ')}, and store that`;
    return diagnostics.error('witness/unreadable', message, given, hint);
  }
  if (typeof kind === 'string' && (named === undefined || named === kind)) return { bytes, kind };
  const message = `${given} is ${kindName(kind)}, and is said to be ${kindName(named ?? kind)}`;
  const hint =
    typeof kind === 'object'
      ? kind.hint
      : `save it with a name that ends in .${formatOf(kind).ends[0]}, and look whether it is the right file`;
  return diagnostics.error('witness/unreadable', message, given, hint);
}

/** Where a source is stored: under the name that its release has for it. */
function fileFor(release: Release, { kind }: Content, given: string, diagnostics: Diagnostics): string | undefined {
  const { sourceFile, id } = release;
  if (!sourceFile) return `sources/${id}.${formatOf(kind).ends[0]}`;
  const named = kindOfFile(sourceFile.path);
  if (named === kind) return sourceFile.path;
  const message = `${given} is ${kindName(kind)}, and the release names ${sourceFile.path}`;
  const hint = `name a file of its kind in the release: source_file: sources/${id}.${formatOf(kind).ends[0]}`;
  return diagnostics.error('witness/unreadable', message, sourceFile.place, hint);
}

interface Asked {
  readonly dataset: Dataset;
  readonly release: Release;
  readonly file: string;
  readonly content: Content;
  /** The path of its record. */
  readonly recordFile: string;
}

/** What is read of a source with the record that it will have. */
async function readWith(
  text: string,
  { dataset, release, file, content, recordFile }: Asked,
  diagnostics: Diagnostics,
): Promise<SourceReading | undefined> {
  const record = await parseSourceRecord({ path: recordFile, text }, diagnostics);
  const vocabulary = record && vocabularyFor(dataset, release, record, diagnostics);
  if (!record || !vocabulary) return undefined;
  const asked = { path: file, place: file, record, vocabulary };
  const document = await readSourceBytes(content.bytes, asked, diagnostics);
  return document && readingOf(dataset, release, document, { record, vocabulary });
}

function countRead(reading: SourceReading): number {
  return testReading(reading, new Diagnostics()).read ?? 0;
}

/** How many statements are read again in the excerpts that the record holds now. */
async function readInExcerpts(
  workspace: Workspace,
  { dataset, release, file }: Pick<Asked, 'dataset' | 'release' | 'file'>,
): Promise<number> {
  const own = new Diagnostics();
  const record = await readSourceRecord(workspace, file, own);
  const vocabulary = record && vocabularyFor(dataset, release, record, own);
  if (!record || !vocabulary) return 0;
  return countRead(readingOf(dataset, release, readExcerpts(file, record, vocabulary), { record, vocabulary }));
}

/** Two runs at a time may each write one of the files: the one that sees it says so. */
async function requireStored(
  workspace: Workspace,
  path: string,
  record: string,
  kept: { readonly file: string; readonly hash: string } | undefined,
): Promise<void> {
  const isRecord = (await workspace.readBytes(path))?.toString('utf8') === record;
  const bytes = kept && (await workspace.readBytes(kept.file));
  if (isRecord && (!kept || (bytes && sha256(bytes) === kept.hash))) return;
  throw new EnvironmentError(`${path} was changed while it was written`, ['run the same again']);
}
