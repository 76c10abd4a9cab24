import path from 'node:path';
import type { FlavourName } from '../brief/flavour-names.ts';
import { sha256 } from '../core/machine/hash.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { FLAVOURS } from '../output/flavours/flavours.ts';
import { changedFigures } from './changed-figures.ts';
import type { PageOutcome, PublishOptions } from './page-outcome.ts';
import { wholeRegions, writePage } from './page-writing.ts';
import type { PlannedPage } from './planned-page.ts';
import { listedPages, unlistedPage } from './wiki-order.ts';

/** What is to change in a wiki whose pages are files. */
export interface FileChanges {
  readonly outcomes: readonly PageOutcome[];
  /** Files by path from the root of the wiki; undefined for one that goes. */
  readonly files: ReadonlyMap<string, string | Uint8Array | undefined>;
}

/** A mark at the start of a file that says that it is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Compares the pages of a wiki with those that it is to have. Writes nothing. */
export async function compareFiles(
  wiki: Workspace,
  pages: readonly PlannedPage[],
  flavour: FlavourName,
  { force, prune, briefs }: PublishOptions,
): Promise<FileChanges> {
  const files = new Map<string, string | Uint8Array | undefined>();
  const outcomes: PageOutcome[] = [];
  const created = new Set<PlannedPage>();
  const read = (at: string): Promise<string | undefined> => textOf(wiki, at);
  for (const page of pages) {
    const { title, path: at, figures } = page;
    const existing = await read(at);
    const mark = existing?.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
    const written = writePage(existing?.slice(mark.length), page, flavour, force);
    if (written.action === 'refused') {
      outcomes.push({ page: title, at, action: 'refused', reason: written.reason });
      continue;
    }
    for (const file of page.files) if (await isChanged(wiki, file)) files.set(file.name, file.content);
    if (written.action === 'unchanged') {
      outcomes.push({ page: title, at, action: 'unchanged' });
      continue;
    }
    files.set(at, mark + written.text);
    if (written.action === 'created') created.add(page);
    const changes = written.before === undefined ? undefined : changedFigures(written.before, written.text, figures);
    outcomes.push({ page: title, at, action: written.action, figures: changes });
  }
  for (const [at, text] of await listedPages(flavour, pages, created, read)) {
    if (text !== (await read(at))) files.set(at, text);
  }
  for (const orphan of await orphanedPages(wiki, flavour, briefs)) {
    const isDeleted = prune && orphan.isWhole;
    const reason = isDeleted ? undefined : orphanReason(orphan);
    outcomes.push({ page: orphan.at, at: orphan.at, action: isDeleted ? 'deleted' : 'orphaned', reason });
    if (!isDeleted) continue;
    for (const at of [orphan.at, ...orphan.pictures]) files.set(at, undefined);
    for (const [at, text] of await unlistedPage(flavour, orphan.at, read)) files.set(at, text);
  }
  return { outcomes, files };
}

/** Writes changes into a wiki. */
export async function writeFiles(wiki: Workspace, { files }: FileChanges): Promise<void> {
  for (const [at, content] of files) {
    if (content === undefined) await wiki.removeFile(at, '.');
    else await wiki.write(at, content);
  }
}

async function isChanged(wiki: Workspace, file: { readonly name: string; readonly sha256: string }): Promise<boolean> {
  const bytes = await wiki.readBytes(file.name);
  return bytes === undefined || sha256(bytes) !== file.sha256;
}

async function textOf(wiki: Workspace, at: string): Promise<string | undefined> {
  return (await wiki.readBytes(at))?.toString();
}

/** A page whose brief is gone. */
interface Orphan {
  readonly at: string;
  readonly brief: string;
  /** Whether nothing but our region stands on it. */
  readonly isWhole: boolean;
  /** Pictures that only it shows. */
  readonly pictures: readonly string[];
}

function orphanReason({ brief, isWhole }: Orphan): string {
  return `there is no brief ${brief} any more: ${isWhole ? '--prune deletes the page' : 'people wrote on the page too, so it is theirs to remove'}`;
}

async function orphanedPages(wiki: Workspace, flavour: FlavourName, briefs: readonly string[]): Promise<Orphan[]> {
  const ending = path.posix.extname(FLAVOURS[flavour].files({ title: 'x', slug: 'x' }).page);
  const orphans: Orphan[] = [];
  const listed = await wiki.files('.');
  for (const at of listed.filter((file) => file.endsWith(ending))) {
    const text = (await textOf(wiki, at)) ?? '';
    const gone = wholeRegions(at, text, flavour).filter(({ request }) => !briefs.includes(request.brief));
    const [first] = gone;
    if (!first) continue;
    const outside = gone.reduceRight(
      (rest, { opening, closing, end }) => rest.slice(0, opening.start) + rest.slice(closing?.end ?? end),
      text,
    );
    const shown = listed.filter((file) => /\.(?:png|svg|pdf|csv)$/.test(file) && isNamed(file, text));
    orphans.push({ at, brief: first.request.brief, isWhole: outside.trim() === '', pictures: shown });
  }
  return orphans;
}

function isNamed(file: string, text: string): boolean {
  const name = path.posix.basename(file);
  return text.includes(`/${name}`) || text.includes(`:${name}`);
}
