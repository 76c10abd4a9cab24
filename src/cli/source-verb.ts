import path from 'node:path';
import { isMap } from 'yaml';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { YamlEdit } from '../core/files/yaml-edit.ts';
import { sha256 } from '../core/machine/hash.ts';
import { now } from '../core/machine/machine.ts';
import { Workspace } from '../core/machine/workspace.ts';
import { listDatasets, loadReadable } from '../dataset/dataset-folder.ts';
import type { Dataset, Observation, Release } from '../dataset/model.ts';
import { ask } from '../publish/http.ts';
import { kindOfFile, MAX_SOURCE_BYTES } from '../source-document/read-source.ts';
import type { Block, Numeral } from '../source-document/source-document.ts';
import { KEEPS, recordPath } from '../source-document/source-record.ts';
import { excerptsOf } from '../witness/excerpt-writing.ts';
import { blocksAt, placeText } from '../witness/locator.ts';
import type { SourceReading } from '../witness/match.ts';
import { witnessDataset } from '../witness/witness.ts';
import { diagnosticsJson, type Reporter } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/**
 * `assay source add FILE|URL --release ID` stores the source of a release with its record; `assay source show ID [at]` prints it
 * with its places and says about each numeral what takes it, with `--locate` a place for each statement that has none.
 */
export async function source(call: VerbCall): Promise<boolean> {
  const [action = '', ...rest] = call.names;
  const diagnostics = new Diagnostics();
  if (action === 'add') return add(call, rest[0] ?? '', diagnostics);
  if (action === 'show') return show(call, rest, diagnostics);
  diagnostics.error(
    'file/unreadable',
    `${action} is not what source does`,
    action,
    'write: assay source add FILE --release ID, or assay source show ID',
  );
  return finish(call.reporter, diagnostics, {});
}

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
    const release = dataset?.releases.get(id);
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

async function add(
  { workspace, options, reporter }: VerbCall,
  given: string,
  diagnostics: Diagnostics,
): Promise<boolean> {
  const text = (name: string): string | undefined => (typeof options[name] === 'string' ? options[name] : undefined);
  const owned = await releaseNamed(workspace, text('release') ?? '', diagnostics);
  const fetched = owned && (await contentOf(given, diagnostics));
  if (!owned || !fetched) return finish(reporter, diagnostics, {});
  const { release, dataset } = owned;
  const keep = KEEPS.find((one) => one === text('keep')) ?? 'text';
  const file = release.sourceFile?.path ?? `sources/${release.id}.${fetched.extension}`;
  const record = recordPath(file);
  const day = text('retrieved') ?? new Date(now()).toISOString().slice(0, 10);
  const facts: Record<string, string | undefined> = {
    sha256: sha256(fetched.bytes),
    url: fetched.url ?? text('url'),
    retrieved: day,
    licence: text('licence'),
    keep,
  };
  const before = (await workspace.readBytes(record))?.toString('utf8') ?? '';
  await workspace.write(record, withFacts(before, facts));
  if (keep === 'text') await workspace.write(file, fetched.bytes);
  if (keep === 'excerpts')
    await writeExcerpts(workspace, { dataset, release, file, record, bytes: fetched.bytes }, diagnostics);
  reporter.line(
    `${record}: ${keep === 'text' ? `${file} is stored` : `${keep} of it ${keep === 'hash' ? 'is' : 'are'} kept`}`,
  );
  if (!release.sourceFile) reporter.line(`Name it in the release: source_file: ${file}`);
  return finish(reporter, diagnostics, { release: release.id, file, record, keep, sha256: facts['sha256'] });
}

interface Content {
  readonly bytes: Buffer;
  readonly extension: string;
  readonly url?: string;
}

/** The file, or what an address answers. */
async function contentOf(given: string, diagnostics: Diagnostics): Promise<Content | undefined> {
  if (/^https?:\/\//.test(given)) {
    const answer = await ask(
      { base: given, secrets: [] },
      { method: 'GET', path: '', headers: { Accept: 'text/html, text/plain' } },
    );
    const type = answer.headers.get('content-type') ?? '';
    const extension = /html/.test(type) ? 'html' : /text\//.test(type) ? 'txt' : undefined;
    if (answer.status === 200 && extension) return { bytes: Buffer.from(answer.text), extension, url: given };
    const message = `${given} answers ${answer.status}${extension ? '' : `, ${type || 'of no known kind'}`}`;
    return diagnostics.error(
      'witness/unreadable',
      message,
      given,
      'store the file by hand, and add it by its path with --url',
    );
  }
  const folder = new Workspace(path.dirname(path.resolve(given)));
  const bytes = await folder.readNamed(path.basename(given), MAX_SOURCE_BYTES, given, diagnostics);
  const extension = path.extname(given).slice(1).toLowerCase();
  if (!bytes) return undefined;
  if (kindOfFile(given)) return { bytes, extension: extension === 'htm' ? 'html' : extension };
  return diagnostics.error(
    'witness/unreadable',
    `${given} is not text, HTML, PDF, XLSX or CSV file`,
    given,
    'convert it first, and say so under converted',
  );
}

/** A record with new facts; what else stands in it stays. */
function withFacts(before: string, facts: Readonly<Record<string, string | undefined>>): string {
  const written = Object.entries(facts).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, quoted(value)] as const],
  );
  const head = `# yaml-language-server: $schema=../data/schema/source.schema.json\n`;
  if (before.trim() === '') return head + written.map(([key, value]) => `${key}: ${value}\n`).join('');
  let text = before;
  for (const [key, value] of written) {
    const edit = new YamlEdit(text);
    const { contents } = edit.document;
    if (!isMap(contents)) return text;
    edit.removeKey(contents, key);
    const without = new YamlEdit(edit.text);
    if (!isMap(without.document.contents)) text = `${key}: ${value}\n`;
    else {
      without.addFirstKey(without.document.contents, key, value);
      text = without.text;
    }
  }
  return text;
}

function quoted(value: string): string {
  return /^[\w./-][\w ./:-]*$/.test(value) && !/: | #|:$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`;
}

interface Excerpted extends Owned {
  readonly file: string;
  readonly record: string;
  readonly bytes: Buffer;
}

/** Writes excerpts of a text that is not kept into its record: it is read as if it stood there. */
async function writeExcerpts(
  workspace: Workspace,
  { dataset, release, file, record, bytes }: Excerpted,
  diagnostics: Diagnostics,
): Promise<void> {
  const copies = new Workspace(workspace.root);
  const kept = workspace.findFile(file) !== undefined;
  if (!kept) await workspace.write(file, bytes);
  try {
    const named: Release = {
      ...release,
      sourceFile: release.sourceFile ?? { path: file, place: { file: release.file, line: 1, column: 1, length: 1 } },
    };
    const own = new Diagnostics();
    const [witnessed] = await witnessDataset(
      workspace,
      { ...dataset, releases: new Map([[release.id, named]]) },
      { copies },
      own,
    );
    const { reading } = witnessed ?? {};
    if (!reading) {
      diagnostics.include(own);
      return;
    }
    const excerpts = excerptsOf(dataset, release, reading);
    const before = (await workspace.readBytes(record))?.toString('utf8') ?? '';
    const edit = new YamlEdit(before);
    if (isMap(edit.document.contents)) edit.removeKey(edit.document.contents, 'excerpts');
    const list = excerpts.map((one) => `  - '${one.replaceAll("'", "''")}'\n`).join('');
    await workspace.write(record, `${edit.text.trimEnd()}\nexcerpts:\n${list}`);
  } finally {
    if (!kept) await workspace.remove(file);
  }
}

async function show(
  { workspace, options, reporter }: VerbCall,
  [id = '', at]: readonly string[],
  diagnostics: Diagnostics,
): Promise<boolean> {
  const owned = await releaseNamed(workspace, id, diagnostics);
  if (!owned) return finish(reporter, diagnostics, {});
  const copies = typeof options['sources'] === 'string' ? new Workspace(options['sources']) : undefined;
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
    const hint = 'assay source show ID prints all places';
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
function locations({ matched }: SourceReading): readonly { readonly address: string; readonly at: string }[] {
  return [...matched.found].flatMap(([{ address, at }, { block }]) =>
    at === undefined ? [{ address, at: placeText(block) }] : [],
  );
}

function finish(reporter: Reporter, diagnostics: Diagnostics, result: object): boolean {
  reporter.diagnostics(diagnostics);
  reporter.result({ ok: !diagnostics.failed, ...result, diagnostics: diagnosticsJson(diagnostics) });
  return !diagnostics.failed;
}
