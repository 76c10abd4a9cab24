import fs from 'node:fs/promises';
import path from 'node:path';
import { Diagnostics, locationOf } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { type EmbedOptions, embedPages, type EmbedResult } from '../../src/embedding/embed.ts';

/** What a run of `assay embed` gave, with its messages as `place rule: message`, and what each suggests. */
export interface Embedded extends EmbedResult {
  readonly messages: readonly string[];
  readonly hints: readonly (string | undefined)[];
}

/** Fills the pages of a root folder. */
export async function embed(
  root: string,
  names: readonly string[],
  options: Partial<EmbedOptions> = {},
): Promise<Embedded> {
  const diagnostics = new Diagnostics();
  const settings = { environment: process.env, folder: root, ...options };
  const result = await embedPages(new Workspace(root), names, settings, diagnostics);
  return {
    ...result,
    messages: diagnostics.all.map((item) => `${locationOf(item)} ${item.rule}: ${item.message}`),
    hints: diagnostics.all.map(({ hint }) => hint),
  };
}

/** Writes a file below a folder, and makes the folders on the way. */
export async function writePage(root: string, name: string, text: string | Uint8Array): Promise<string> {
  const file = path.join(root, name);
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, text);
  return file;
}

/** A page without what Assay keeps in its markers. */
export function withoutHashes(page: string): string {
  return page.replaceAll(/ (?:inputs|written)=[0-9a-f]{16}/g, '');
}
