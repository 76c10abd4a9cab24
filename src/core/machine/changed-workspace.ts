import { type FoundFile, Workspace } from './workspace.ts';

/** A root folder as it would be with some files changed, which is not written. A file without a text is removed. */
export class ChangedWorkspace extends Workspace {
  readonly #texts: ReadonlyMap<string, string | undefined>;

  constructor(root: string, texts: ReadonlyMap<string, string | undefined>) {
    super(root);
    this.#texts = texts;
  }

  override findFile(relative: string): FoundFile | undefined {
    if (!this.#texts.has(relative)) return super.findFile(relative);
    const text = this.#texts.get(relative);
    const bytes = text === undefined ? undefined : Buffer.from(text);
    return bytes && { size: bytes.length, read: () => bytes };
  }

  override async files(folder: string, without: readonly string[] = []): Promise<string[]> {
    const kept = (await super.files(folder, without)).filter((path) => !this.#texts.has(path));
    const changed = [...this.#texts].filter(([path, text]) => text !== undefined && path.startsWith(`${folder}/`));
    return [...kept, ...changed.map(([path]) => path)].sort();
  }

  override async exists(relative: string): Promise<boolean> {
    return this.#texts.has(relative) ? this.#texts.get(relative) !== undefined : super.exists(relative);
  }
}
