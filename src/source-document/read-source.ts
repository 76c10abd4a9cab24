import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { listText } from '../core/diagnostics/source-text.ts';
import { sha256 } from '../core/machine/hash.ts';
import { MAX_CELLS } from '../tables/importing/grid.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { readExcerpts } from './excerpts.ts';
import type { SourceDocument } from './source-document.ts';
import { FORMATS, formatOf, type SourceKind } from './source-formats.ts';
import { kindName, kindOfBytes, kindOfFile, type OtherKind } from './source-kind.ts';
import type { SourceRecord } from './source-record.ts';
import { tooLarge, UnreadableSource } from './unreadable-source.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A file that a release was read from. */
export interface SourceAsked {
  /** From the root folder, as the release names it. */
  readonly path: string;
  readonly place: Place | string;
  readonly record: SourceRecord;
  readonly vocabulary: Vocabulary;
  /** A folder with copies of sources that the repository does not hold. */
  readonly copies?: Workspace | undefined;
  /** Whether a file counts only where its record says that the text is kept. */
  readonly isAsKept?: boolean | undefined;
}

/** What was read: the whole file, excerpts of it, or nothing because there is no copy here. */
export interface SourceRead {
  readonly document?: SourceDocument | undefined;
  readonly kept: 'whole' | 'excerpts' | 'nothing';
}

/**
 * Reads a source: the file, else a copy of it elsewhere, else the excerpts that its record holds. A file that is not what its
 * record or name says, or cannot be read, is reported, and undefined.
 */
export async function readSource(
  workspace: Workspace,
  asked: SourceAsked,
  diagnostics: Diagnostics,
): Promise<SourceRead | undefined> {
  const { path, record, vocabulary, copies } = asked;
  const named = kindOfFile(path);
  if (typeof named !== 'string') {
    const { message, hint } = notRead(named);
    return diagnostics.error('witness/unreadable', `${path} ${message}`, asked.place, hint);
  }
  const bytes = await bytesOf(workspace, named, asked, diagnostics);
  if (bytes === undefined) return undefined;
  if (bytes === 'absent') {
    if (record.excerpts.length > 0) return { document: readExcerpts(path, record, vocabulary), kept: 'excerpts' };
    if (record.keep !== 'text') return { kept: 'nothing' };
    const hint = `put the file there, or keep excerpts of it: assay source add FILE --release ID --keep excerpts`;
    return diagnostics.error(
      'witness/unreadable',
      `there is no file ${path}${copies ? ', here or among the copies' : ''}`,
      asked.place,
      hint,
    );
  }
  const hash = sha256(bytes.bytes);
  if (record.sha256 !== undefined && record.sha256 !== hash) {
    const hint =
      bytes.path === path
        ? 'if the new text is right, store it again with assay source add; statements at its places are then read again'
        : 'give the folder that holds the file as it was stored, or leave --sources out';
    const message = `${bytes.path} is not the file that was stored: its SHA-256 is ${hash.slice(0, 12)}…, the record says ${record.sha256.slice(0, 12)}…`;
    return diagnostics.error('witness/changed', message, record.placeOf('sha256'), hint);
  }
  const document = await readSourceBytes(bytes.bytes, asked, diagnostics);
  return document && { document, kept: 'whole' };
}

/** Where a source lies. */
interface Found {
  readonly bytes: Buffer;
  /** As messages name it. */
  readonly path: string;
}

/** The file, or the copy that is the one that was stored; of other copies the first, which is then said to be another. */
async function bytesOf(
  workspace: Workspace,
  named: SourceKind,
  { path, place, record, copies, isAsKept }: SourceAsked,
  diagnostics: Diagnostics,
): Promise<Found | 'absent' | undefined> {
  if (isAsKept && record.keep !== 'text') return 'absent';
  const refuse = (message: string, hint: string): undefined =>
    diagnostics.error('witness/unreadable', message, place, hint);
  let other: Found | undefined;
  for (const [folder, name] of [
    [workspace, path],
    [copies, path],
    [copies, path.replace(/^.*\//, '')],
  ] as const) {
    const found = folder?.findFile(name);
    if (!folder || !found) {
      if (!folder || !(await folder.exists(name))) continue;
      return refuse(
        `${shownPath(folder, workspace, name)} cannot be read`,
        'is it a file inside its folder, and no link?',
      );
    }
    const shown = shownPath(folder, workspace, name);
    const { mostBytes, name: kind } = formatOf(named);
    if (found.size > mostBytes)
      return refuse(
        `${shown} has ${found.size} bytes, and at most ${mostBytes} are read of ${kind}`,
        'store the part that the release was read from',
      );
    const bytes = found.read();
    if (!bytes) return refuse(`${shown} cannot be read`, 'may this file be read?');
    const one = { bytes, path: shown };
    if (folder === workspace || record.sha256 === undefined || record.sha256 === sha256(bytes)) return one;
    other ??= one;
  }
  return other ?? 'absent';
}

function shownPath(folder: Workspace, workspace: Workspace, name: string): string {
  return folder === workspace ? name : `${folder.root}/${name}`;
}

/** Reads the bytes of a source. One that is of another kind than its name says, or cannot be read, is reported, and undefined. */
export async function readSourceBytes(
  bytes: Buffer,
  { path, place, record, vocabulary }: Omit<SourceAsked, 'copies'>,
  diagnostics: Diagnostics,
): Promise<SourceDocument | undefined> {
  const own = new Diagnostics();
  try {
    const kind = kindOf(path, bytes);
    if (bytes.length === 0) throw new UnreadableSource('is empty', 'store the text that the release was read from');
    const { sections } = record;
    const document = await formatOf(kind).read({ path, bytes, sections, vocabulary, diagnostics: own });
    diagnostics.include(own);
    const numerals = document?.blocks.reduce((sum, block) => sum + block.numerals.length, 0) ?? 0;
    if (numerals > MAX_CELLS) throw tooLarge(`has more than ${MAX_CELLS} numerals`);
    return document;
  } catch (error) {
    if (!(error instanceof UnreadableSource)) throw error;
    return diagnostics.error('witness/unreadable', `${path} ${error.message}`, place, error.hint);
  }
}

/** Why a file of another kind is not read, or one of no known kind. */
function notRead(kind: OtherKind | undefined): UnreadableSource {
  if (kind) return new UnreadableSource(`is ${kind.name}, which is not read`, kind.hint);
  const message = `is not ${listText(FORMATS.map(([, { name }]) => name)).replace(' and ', ' or ')}`;
  return new UnreadableSource(message, 'save it as one of them, store that, and name the program under converted');
}

/** The kind that name and bytes of a file agree on. */
function kindOf(path: string, bytes: Buffer): SourceKind {
  const [named, looks] = [kindOfFile(path), kindOfBytes(bytes)];
  const kind = looks ?? named;
  if (kind === undefined || (typeof kind === 'object' && typeof named !== 'string')) throw notRead(kind);
  if (named !== undefined && kind !== named) {
    const hint = typeof kind === 'object' ? kind.hint : 'give it the name of its kind, and name it in source_file';
    throw new UnreadableSource(`is ${kindName(kind)}, and its name says that it is ${kindName(named)}`, hint);
  }
  return kind as SourceKind;
}
