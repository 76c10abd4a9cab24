import path from 'node:path';
import picomatch from 'picomatch';
import { BRIEF_FLAVOUR, type FlavourName } from '../brief/flavour-names.ts';
import { Diagnostics, locationOf } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { slashed } from '../core/machine/machine.ts';
import { Workspace } from '../core/machine/workspace.ts';
import { embedPages } from '../embedding/embed.ts';
import { HOSTS } from '../host/hosts.ts';
import { commitMessage } from './commit-message.ts';
import { type GitAuthor, GitClone } from './git.ts';
import type { PageOutcome, PublishOptions, TargetOutcome } from './page-outcome.ts';
import type { PlannedPage } from './planned-page.ts';
import type { Secret } from './secrets.ts';
import { addressFault, type TargetKind, type TargetSettings } from './target.ts';
import { sha256 } from '../core/machine/hash.ts';
import { changedFigures } from './changed-figures.ts';
import { type Orphan, orphanOf, type OwnBriefs, publishedOn } from './orphan.ts';
import { writePage } from './page-writing.ts';

/** A wiki whose pages are files. */
interface FileTarget extends TargetSettings {
  /** Files, folders and globs of pages that people write. */
  readonly embed: readonly string[];
}

interface GitTarget extends FileTarget {
  readonly url: string;
  readonly branch: string | undefined;
  readonly user: string;
  readonly author: GitAuthor;
}

interface FolderTarget extends FileTarget {
  readonly folder: string;
}

/** Why pages cannot stand below a folder of a wiki. */
function folderFault(below: string, flavour: FlavourName | undefined): string | undefined {
  const own = flavour && HOSTS[flavour].places.belowFault?.(below);
  if (own !== undefined) return own;
  const isInside = below.split('/').every((part) => part !== '' && !part.startsWith('.'));
  return isInside ? undefined : 'it is not a folder inside the wiki';
}

const FLAVOUR_HINT = 'name the kind of wiki: flavour: github-wiki';

/** A folder of a wiki on this machine. */
export const FOLDER: TargetKind = {
  key: 'folder',
  own: ['folder', 'flavour', 'embed'],
  needed: ['flavour'],
  hints: { flavour: FLAVOUR_HINT, folder: 'write a path' },
  addressFault: () => undefined,
  belowFault: folderFault,
  target: (settings, { folder = '', flavour = BRIEF_FLAVOUR, embed = [] }) => {
    const target = { ...settings, flavour, embed, folder };
    return {
      ...target,
      token: undefined,
      open: async (root, _, options) => ({
        accepts: () => true,
        publish: (pages) => publishToFolder(root, target, pages, options),
      }),
    };
  },
};

const ASSAY: GitAuthor = { name: 'Assay', email: 'assay@localhost' };

/** The Git repository of a wiki. */
export const GIT: TargetKind = {
  key: 'git',
  own: ['git', 'flavour', 'branch', 'embed', 'user', 'token', 'author'],
  needed: ['flavour'],
  hints: {
    flavour: FLAVOUR_HINT,
    git: 'write https://…, ssh://…, name@host:path or an absolute path; a token comes from the environment',
  },
  addressFault: (address) => {
    const isPath = /^(?:\/|[A-Za-z]:[\\/]|[\w.-]+@[\w.-]+:(?!:))/.test(address);
    return isPath ? undefined : addressFault(address, ['ssh:', 'file:']);
  },
  belowFault: folderFault,
  target: (settings, { git: url = '', flavour = BRIEF_FLAVOUR, embed = [], branch, user = 'assay', token, author }) => {
    const target = { ...settings, flavour, embed, url, branch, user, author: authorOf(author) ?? ASSAY };
    return {
      ...target,
      token,
      open: async (root, secret, options) => ({
        accepts: () => true,
        publish: (pages) => publishToGit(root, target, secret, pages, options),
      }),
    };
  },
};

/** Undefined if the text is not an author. */
export function authorOf(text: string | undefined): GitAuthor | undefined {
  if (text === undefined) return ASSAY;
  const [, name, email] = /^([^<>\n]+?) <([^<>\s]+@[^<>\s]+)>$/.exec(text) ?? [];
  return name !== undefined && email !== undefined ? { name, email } : undefined;
}

/** Pushes that are tried while others push too. */
const PUSHES = 6;

/** Writes pages into a folder of this machine. */
async function publishToFolder(
  root: Workspace,
  target: FolderTarget,
  pages: readonly PlannedPage[],
  options: PublishOptions,
): Promise<TargetOutcome> {
  const wiki = new Workspace(path.resolve(root.root, target.folder));
  if (!(await wiki.isFolder('.')))
    throw new EnvironmentError(`${target.folder} cannot be written: there is no such folder`, ['make the folder']);
  const embedded = await embedInWiki(root, wiki, target, pages, options);
  const changes = await compareFiles(wiki, pages, target.flavour, target.owner, options);
  if (!options.isDry) await writeFiles(wiki, changes);
  return { target: target.name, pages: [...changes.outcomes, ...embedded], notes: [] };
}

/**
 * Writes pages into a clone of a repository and pushes them. When somebody else was faster, their state is taken, the
 * pages are written into it again, and pushed again. Throws an EnvironmentError when the repository cannot be used.
 */
async function publishToGit(
  root: Workspace,
  target: GitTarget,
  token: Secret | undefined,
  pages: readonly PlannedPage[],
  options: PublishOptions,
): Promise<TargetOutcome> {
  const { url, branch, user, author, flavour, name } = target;
  const clone = await GitClone.open({ url, branch, token, user }, options.environment, options.signal);
  try {
    const wiki = new Workspace(clone.folder);
    for (let push = 1; ; push += 1) {
      const embedded = await embedInWiki(root, wiki, target, pages, options);
      const changes = await compareFiles(wiki, pages, flavour, target.owner, options);
      const outcomes = [...changes.outcomes, ...embedded];
      if (options.isDry) return { target: name, pages: outcomes, notes: [] };
      await writeFiles(wiki, changes);
      const isChanged = await clone.commit(commitMessage(outcomes), author);
      if (!isChanged) return { target: name, pages: outcomes, notes: [] };
      if ((await clone.push()) === 'done')
        return { target: name, pages: outcomes, notes: [`pushed ${await clone.head()} to ${url}`] };
      if (push === PUSHES)
        throw new EnvironmentError(`${url} does not take the branch: others push to it all the time`, [
          'try again later',
        ]);
      await clone.takeTheirs();
    }
  } finally {
    await clone.close();
  }
}

/**
 * Fills the regions of the pages of a wiki that people write and that a target names, but for the pages that are ours.
 * Pages whose regions cannot be filled are refused, and stay as they are.
 */
async function embedInWiki(
  root: Workspace,
  wiki: Workspace,
  { embed, flavour }: FolderTarget | GitTarget,
  planned: readonly PlannedPage[],
  { environment, signal, isDry, force }: PublishOptions,
): Promise<PageOutcome[]> {
  if (embed.length === 0) return [];
  const own = new Set(planned.map(({ path: at }) => at));
  const isNamed = picomatch([...embed]);
  const named = (await wiki.files('.')).filter((file) => isNamed(file) && !own.has(file));
  const pages: string[] = [];
  for (const file of named) if ((await wiki.readBytes(file))?.includes('assay')) pages.push(wiki.resolve(file));
  if (pages.length === 0) return [];
  const diagnostics = new Diagnostics();
  const options = { environment, signal, folder: wiki.root, flavour, check: isDry, force };
  const result = await embedPages(root, pages, options, diagnostics);
  const shownAs = (file: string): string => slashed(path.relative(wiki.root, path.resolve(root.root, file)));
  const refused = new Map<string, string>();
  for (const item of diagnostics.all) {
    const at = shownAs(item.place?.file.path ?? item.path ?? '');
    // Out of date is what a dry run is to find.
    if (item.severity !== 'error' || item.rule === 'embed/stale' || refused.has(at)) continue;
    const line = item.place ? `line ${item.place.line}: ` : `${locationOf(item)}: `;
    refused.set(at, line + item.message);
  }
  const theirs = result.pages.filter(({ regions }) => regions.some(({ state }) => state !== 'published'));
  const outcomes = theirs.map(({ path: file, isWritten, regions }): PageOutcome => {
    const at = shownAs(file);
    const isChanged = isWritten || (isDry && regions.some(({ state }) => state === 'stale'));
    return { page: at, at, action: isChanged ? 'updated' : 'unchanged' };
  });
  const kept = outcomes.filter(({ at }) => !refused.has(at));
  return [...kept, ...[...refused].map(([at, reason]): PageOutcome => ({ page: at, at, action: 'refused', reason }))];
}

/** What is to change in a wiki whose pages are files. */
interface FileChanges {
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
async function writeFiles(wiki: Workspace, { files }: FileChanges): Promise<void> {
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
