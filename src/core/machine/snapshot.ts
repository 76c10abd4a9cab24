import { type FoundFile, Workspace } from './workspace.ts';

/**
 * The root folder as one build sees it. A file that was read and a folder that was listed stay the same, whatever is
 * written meanwhile, so that the output of a build matches the hashes of its input.
 */
export class Snapshot extends Workspace {
  readonly #found = new Map<string, FoundFile | undefined>();
  readonly #listed = new Map<string, Promise<readonly string[]>>();

  protected override findFile(relative: string): FoundFile | undefined {
    if (!this.#found.has(relative)) this.#found.set(relative, remembered(super.findFile(relative)));
    return this.#found.get(relative);
  }

  /** As in `Workspace`. The top folder of the path is listed once, as a whole. */
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
