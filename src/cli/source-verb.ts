import { plural } from '../core/diagnostics/source-text.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { listDatasets, loadReadable } from '../dataset/dataset-folder.ts';
import type { Dataset, Observation, Release } from '../dataset/model.ts';
import type { Block, Numeral } from '../source-document/source-document.ts';
import { blocksAt, placeText, whatThereIs } from '../witness/locator.ts';
import type { SourceReading } from '../witness/match.ts';
import { witnessDataset } from '../witness/witness.ts';
import { finish } from './reporter.ts';
import { storeSource } from './source-add.ts';
import { copiesFolder } from './source-copies.ts';
import type { VerbCall } from './verb.ts';
import type { AddressText } from '../dataset/brands.ts';
import { releaseId } from '../dataset/address.ts';

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
