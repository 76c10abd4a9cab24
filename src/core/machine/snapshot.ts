import { sha256 } from './hash.ts';
import { type FoundFile, Workspace } from './workspace.ts';

/**
 * Everything that was asked about a root folder, with the answers: plain data. The same answers to the same questions
 * mean that a program which asks nothing else does the same again.
 */
export interface Trace {
  /** SHA-256 of the content of each file by its path; null where there is no file that can be read. */
  readonly files: Readonly<Record<string, string | null>>;
  /** SHA-256 of the list of all paths below a folder. */
  readonly listings: Readonly<Record<string, string>>;
  /** The names of the folders in a folder. */
  readonly folders: Readonly<Record<string, string>>;
  /** Whether something exists. */
  readonly existence: Readonly<Record<string, boolean>>;
}

/**
 * The root folder as one build sees it. A file that was read and a folder that was listed stay the same, whatever is
 * written meanwhile, so that the output of a build matches the hashes of its input. It remembers every question, those
 * included whose answer was that nothing is there.
 */
export class Snapshot extends Workspace {
  readonly #found = new Map<string, FoundFile | undefined>();
  readonly #listed = new Map<string, Promise<readonly string[]>>();
  readonly #askedListings = new Set<string>();
  readonly #folders = new Map<string, Promise<string[]>>();
  readonly #existence = new Map<string, Promise<boolean>>();
  readonly #realFolders = new Map<string, string>();

  protected override realFolder(absolute: string): string {
    const real = this.#realFolders.get(absolute) ?? super.realFolder(absolute);
    this.#realFolders.set(absolute, real);
    return real;
  }

  override findFile(relative: string): FoundFile | undefined {
    if (!this.#found.has(relative)) this.#found.set(relative, remembered(super.findFile(relative)));
    return this.#found.get(relative);
  }

  /** As in `Workspace`. The top folder of the path is listed once, as a whole. */
  override async files(folder: string): Promise<string[]> {
    this.#askedListings.add(folder);
    const [top = ''] = folder.split('/');
    const listing = this.#listed.get(top) ?? super.files(top);
    this.#listed.set(top, listing);
    return (await listing).filter((path) => path.startsWith(`${folder}/`));
  }

  override exists(relative: string): Promise<boolean> {
    return remember(this.#existence, relative, () => super.exists(relative));
  }

  override folders(folder: string, options: { hidden?: boolean } = {}): Promise<string[]> {
    return options.hidden
      ? super.folders(folder, options)
      : remember(this.#folders, folder, () => super.folders(folder));
  }

  /** Everything that was asked so far. */
  async trace(): Promise<Trace> {
    const files = [...this.#found].map(([path, found]) => [path, hashOf(found?.read())] as const);
    const listings = [...this.#askedListings].map(
      async (folder) => [folder, sha256(JSON.stringify(await this.files(folder)))] as const,
    );
    const folders = [...this.#folders].map(async ([path, names]) => [path, (await names).join('/')] as const);
    const existence = [...this.#existence].map(async ([path, answer]) => [path, await answer] as const);
    return {
      files: Object.fromEntries(files),
      listings: Object.fromEntries(await Promise.all(listings)),
      folders: Object.fromEntries(await Promise.all(folders)),
      existence: Object.fromEntries(await Promise.all(existence)),
    };
  }

  /** Whether all answers are as in a trace. It asks no further than the first that is not. */
  async isAsIn(trace: Trace): Promise<boolean> {
    for (const [path, hash] of Object.entries(trace.files))
      if (hashOf(this.findFile(path)?.read()) !== hash) return false;
    for (const [folder, hash] of Object.entries(trace.listings))
      if (sha256(JSON.stringify(await this.files(folder))) !== hash) return false;
    for (const [folder, names] of Object.entries(trace.folders))
      if ((await this.folders(folder)).join('/') !== names) return false;
    for (const [path, existed] of Object.entries(trace.existence))
      if ((await this.exists(path)) !== existed) return false;
    return true;
  }
}

function remember<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const answer = known.get(key) ?? ask();
  known.set(key, answer);
  return answer;
}

function hashOf(bytes: Uint8Array | undefined): string | null {
  return bytes ? sha256(bytes) : null;
}

function remembered(found: FoundFile | undefined): FoundFile | undefined {
  if (!found) return undefined;
  let bytes: Buffer | undefined;
  let isRead = false;
  return {
    size: found.size,
    read() {
      if (!isRead) bytes = found.read();
      isRead = true;
      return bytes;
    },
  };
}
