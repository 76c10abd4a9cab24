import { isMap, type YAMLMap } from 'yaml';
import { FORMAT, formatOf } from './format.ts';
import { keyOf, scalarsIn, YamlEdit } from './yaml-edit.ts';

/** The kinds of YAML files that people write, by their paths from the root folder. */
const FILES = {
  project: /^assay\.yaml$/,
  dataset: /^data\/[^/]+\/dataset\.yaml$/,
  relations: /^data\/[^/]+\/relations\.yaml$/,
  events: /^data\/[^/]+\/events\.yaml$/,
  release: /^data\/[^/]+\/releases\/[^/]+\.yaml$/,
  mapping: /^data\/[^/]+\/imports\/[^/]+\.yaml$/,
  brief: /^templates\/[^/]+\/brief\.yaml$/,
  style: /^templates\/(?:[^/]+\/)?style\.yaml$/,
} as const;

export type FileKind = keyof typeof FILES;

/** What kind of file a path names; undefined where the file has no format. */
export function fileKind(path: string): FileKind | undefined {
  return (Object.keys(FILES) as FileKind[]).find((kind) => FILES[kind].test(path));
}

/** What files of one format need, to have the next. */
export interface Migration {
  /** The format that it starts from. */
  readonly from: number;
  readonly files: readonly FileKind[];
  /** What it changes, for whoever reads the list: `next_release moves from the dataset to its release`. */
  readonly says: string;
  /** Changes the mapping of a file; comments and layout stay. */
  readonly change: (root: YAMLMap, edit: YamlEdit) => void;
}

/** All of them, in the order in which they are applied. There is one format so far. */
export const MIGRATIONS: readonly Migration[] = [];

/** A file after its migration, and what was changed. */
export interface Migrated {
  readonly text: string;
  readonly from: number;
  readonly changes: readonly string[];
}

/**
 * A YAML text in the format `to`. Undefined where it has that format or a newer one, or is not a mapping with a format that
 * can be read: the check of its file says so.
 */
export function migrated(
  text: string,
  kind: FileKind,
  { migrations = MIGRATIONS, to = FORMAT }: { readonly migrations?: readonly Migration[]; readonly to?: number } = {},
): Migrated | undefined {
  const from = formatIn(text);
  if (from === undefined || from >= to) return undefined;
  const changes: string[] = [];
  let written = text;
  for (let format = from; format < to; format += 1) {
    const steps = migrations.filter((step) => step.from === format && step.files.includes(kind));
    for (const { change, says } of steps) {
      const before = written;
      written = edited(written, change);
      if (written !== before) changes.push(says);
    }
    written = edited(written, (root, edit) => setFormat(root, edit, format + 1));
  }
  return { text: written, from, changes };
}

function formatIn(text: string): number | undefined {
  const { document } = new YamlEdit(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  return formatOf(scalarsIn(document.contents).find(({ key }) => key === 'format')?.text);
}

function edited(text: string, change: Migration['change']): string {
  const edit = new YamlEdit(text);
  if (isMap(edit.document.contents)) change(edit.document.contents, edit);
  return edit.text;
}

/** The key stands at the top, where a person looks for it. */
function setFormat(root: YAMLMap, edit: YamlEdit, format: number): void {
  const written = scalarsIn(root).find(({ key }) => key === 'format');
  if (written) edit.replace(written.node, String(format));
  else if (root.items.every((pair) => keyOf(pair) !== 'format')) edit.addFirstKey(root, 'format', String(format));
}
