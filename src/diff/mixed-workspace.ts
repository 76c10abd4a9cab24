import { type FoundFile, Workspace } from '../core/machine/workspace.ts';

/** A root folder that has some files as they are in one root folder, and all others as they are in another. */
export class MixedWorkspace extends Workspace {
  readonly #others: Workspace;
  readonly #chosen: Workspace;
  readonly #isChosen: (path: string) => boolean;

  constructor(others: Workspace, chosen: Workspace, isChosen: (path: string) => boolean) {
    super(others.root);
    this.#others = others;
    this.#chosen = chosen;
    this.#isChosen = isChosen;
  }

  #sideOf(relative: string): Workspace {
    return this.#isChosen(relative) ? this.#chosen : this.#others;
  }

  override resolve(relative: string): string {
    return this.#sideOf(relative).resolve(relative);
  }

  override findFile(relative: string): FoundFile | undefined {
    return this.#sideOf(relative).findFile(relative);
  }

  override async files(folder: string): Promise<string[]> {
    const [others, chosen] = await Promise.all([this.#others.files(folder), this.#chosen.files(folder)]);
    const kept = others.filter((path) => !this.#isChosen(path));
    return [...kept, ...chosen.filter((path) => this.#isChosen(path))].sort();
  }

  override async exists(relative: string): Promise<boolean> {
    if (this.findFile(relative)) return true;
    return (await this.files(relative)).length > 0;
  }

  override async isFolder(relative: string): Promise<boolean> {
    return (await this.files(relative)).length > 0;
  }

  override async folders(folder: string): Promise<string[]> {
    const below = (await this.files(folder)).map((path) => path.slice(folder.length + 1).split('/'));
    return [...new Set(below.flatMap(([name = '', ...rest]) => (rest.length > 0 ? [name] : [])))].sort();
  }
}
