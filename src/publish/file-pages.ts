import path from 'node:path';
import type { FlavourName } from '../brief/flavour-names.ts';
import { sha256 } from '../core/machine/hash.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { HOSTS } from '../host/hosts.ts';
import { changedFigures } from './changed-figures.ts';
import type { PageOutcome, PublishOptions } from './page-outcome.ts';
import { type Orphan, orphanOf, type OwnBriefs, publishedOn } from './orphan.ts';
import { writePage } from './page-writing.ts';
import type { PlannedPage } from './planned-page.ts';

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
  owner: string | undefined,
  options: PublishOptions,
): Promise<FileChanges> {
  const files = new Map<string, string | Uint8Array | undefined>();
  const outcomes: PageOutcome[] = [];
  const created = new Set<PlannedPage>();
  const read = (at: string): Promise<string | undefined> => textOf(wiki, at);
  for (const page of pages) {
    const { title, path: at } = page;
    const existing = await read(at);
    const mark = existing?.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
    const written = writePage(existing?.slice(mark.length), page, flavour, options);
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
    const changes = written.before === undefined ? undefined : changedFigures(written.before, written.text, page);
    outcomes.push({ page: title, at, action: written.action, figures: changes });
  }
  const { lists } = HOSTS[flavour].places;
  for (const [at, text] of (await lists?.withPages(pages, created, read)) ?? []) {
    if (text !== (await read(at))) files.set(at, text);
  }
  const changed = async (at: string): Promise<string | undefined> => {
    const content = files.get(at);
    return content === undefined ? read(at) : content.toString();
  };
  const own = { owner, pages, briefs: options.briefs };
  for (const { at, isOurs, reason, files: attached } of await orphanedPages(wiki, flavour, own)) {
    const isDeleted = options.prune && isOurs;
    outcomes.push({
      page: at,
      at,
      action: isDeleted ? 'deleted' : 'orphaned',
      reason: isDeleted ? undefined : reason,
    });
    if (!isDeleted) continue;
    for (const file of [at, ...attached]) files.set(file, undefined);
    for (const [list, text] of (await lists?.withoutPage(at, changed)) ?? []) files.set(list, text);
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

interface OrphanFile extends Orphan {
  readonly at: string;
  /** Pictures and other files that only this page names. */
  readonly files: readonly string[];
}

async function orphanedPages(wiki: Workspace, flavour: FlavourName, own: OwnBriefs): Promise<OrphanFile[]> {
  const planned = new Set(own.pages.map(({ path: at }) => at));
  const ending = path.posix.extname(HOSTS[flavour].files({ title: 'x', slug: 'x' }).page);
  const listed = await wiki.files('.');
  const texts = new Map<string, string>();
  for (const at of listed.filter((file) => file.endsWith(ending))) texts.set(at, (await textOf(wiki, at)) ?? '');
  // what the pages of this run show stays, and so does what any other file may name
  const kept = new Set(own.pages.flatMap(({ files }) => files.map(({ name }) => name)));
  async function isNamedElsewhere(file: string, orphan: string): Promise<boolean> {
    const name = path.posix.basename(file);
    for (const other of listed.filter((each) => each !== orphan && !ATTACHED.test(each)))
      if ((texts.get(other) ?? (await textOf(wiki, other)) ?? '').includes(name)) return true;
    return false;
  }
  const orphans: OrphanFile[] = [];
  for (const [at, text] of texts) {
    const [found] = planned.has(at) ? [] : publishedOn(at, text, flavour).flatMap((one) => orphanOf(one, own) ?? []);
    if (!found) continue;
    const shown = listed.filter((file) => ATTACHED.test(file) && !kept.has(file) && leadsTo(text, at, file));
    const files: string[] = [];
    for (const file of shown) {
      if (!(await isNamedElsewhere(file, at))) files.push(file);
    }
    orphans.push({ ...found, at, files });
  }
  return orphans;
}

const ATTACHED = /\.(?:png|svg|pdf|csv)$/;
const NAMED = /[^\s()<>"'|[\]{}=]+\.(?:png|svg|pdf|csv)/g;

/** Whether a page names a file by folders that it has, or, of a file next to the page, by its name alone. */
function leadsTo(text: string, at: string, file: string): boolean {
  const own = file.split('/');
  return Array.from(text.matchAll(NAMED), ([named]) => named.split(/[/:]/)).some((parts) => {
    const named = parts.filter((part) => part !== '' && !/^\.+$/.test(part));
    const isNextTo = path.posix.dirname(file) === path.posix.dirname(at);
    return (named.length > 1 || isNextTo) && named.join('/') === own.slice(-named.length).join('/');
  });
}
