import { type FoundFile, Workspace } from './workspace.ts';

/**
 * The root folder as one build sees it: a file stays what it was when it was first read, and a folder when it was first
 * listed, whatever is written meanwhile. Only so is what a build makes of files true to the hashes it takes of them.
 */
export class Snapshot extends Workspace {
  readonly #found = new Map<string, FoundFile | undefined>();
  readonly #listed = new Map<string, Promise<readonly string[]>>();

  protected override findFile(relative: string): FoundFile | undefined {
    if (!this.#found.has(relative)) this.#found.set(relative, remembered(super.findFile(relative)));
    return this.#found.get(relative);
  }

  /** As of a workspace; the folder that it lies in at the top is listed whole, once. */
  override async files(folder: string): Promise<string[]> {
    const [top = ''] = folder.split('/');
    const listing = this.#listed.get(top) ?? super.files(top);
    this.#listed.set(top, listing);
    return (await listing).filter((path) => path.startsWith(`${folder}/`));
  }
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
