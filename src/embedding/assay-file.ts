import type { FlavourName } from '../brief/flavour-names.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place, SourceFile } from '../core/diagnostics/source-file.ts';
import type { DataFile } from '../core/files/data-file.ts';
import { checkShape } from '../core/files/shape.ts';
import { readYaml } from '../core/files/yaml-file.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { type AssayInput, assaySchema } from './assay-schema.ts';

/** The settings of a root folder that are about no single brief. */
export const ASSAY_FILE = 'assay.yaml';

/** Pages that an entry of `embed:` names. */
export interface EmbedEntry {
  /** Files, folders and globs, relative to the root, each with its place. */
  readonly pages: readonly { readonly pattern: string; readonly place: Place }[];
  /** Undefined if their folder decides. */
  readonly flavour: FlavourName | undefined;
}

/** `assay.yaml`, read and checked. */
export interface AssaySettings {
  readonly embed: readonly EmbedEntry[];
  /** As it was read, for what else it holds; undefined if there is no such file. */
  readonly source: { readonly file: SourceFile; readonly data: DataFile; readonly input: AssayInput } | undefined;
}

const NO_SETTINGS: AssaySettings = { embed: [], source: undefined };

/** Reads `assay.yaml`; empty settings if there is none, undefined if it has a mistake. */
export async function loadAssayFile(
  workspace: Workspace,
  diagnostics: Diagnostics,
): Promise<AssaySettings | undefined> {
  if (!(await workspace.exists(ASSAY_FILE))) return NO_SETTINGS;
  const own = new Diagnostics();
  const file = await workspace.readText(ASSAY_FILE, own);
  const data = file && (await readYaml(file, own));
  const input = data && checkShape(data, assaySchema, own).value;
  diagnostics.include(own);
  if (!file || !data || !input || own.failed) return undefined;
  return { embed: (input.embed ?? []).map((entry) => embedEntry(entry, data)), source: { file, data, input } };
}

function embedEntry(entry: NonNullable<AssayInput['embed']>[number], data: DataFile): EmbedEntry {
  const { pages, flavour } = entry;
  const patterns =
    typeof pages === 'string'
      ? [{ pattern: pages, place: data.placeOf(entry, 'pages') }]
      : pages.map((pattern, index) => ({ pattern, place: data.placeOf(pages, index) }));
  return { pages: patterns, flavour };
}
