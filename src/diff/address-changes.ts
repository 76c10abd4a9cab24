import type { Block } from '../comparison/document-blocks.ts';
import type { DocumentChange } from '../comparison/document-changes.ts';

/** A section, chart or table that has another address: links to the earlier one lead nowhere. */
export interface AddressChange {
  /** The heading of the section, or `Table 2`. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Sections and exhibits of two documents whose ids differ; `changes` say which texts that differ belong together. */
export function addressChanges(
  before: readonly Block[],
  after: readonly Block[],
  changes: readonly DocumentChange[],
): AddressChange[] {
  const [old, current] = [before, after].map((blocks) => new Set(blocks.map(idOf)));
  const came = after.filter((block) => !old?.has(idOf(block)));
  const successors = new Map(changes.map(({ blocks }) => [blocks.before, blocks.after]));
  const found = new Map<string, AddressChange>();
  for (const was of before) {
    const id = idOf(was);
    if (id === undefined || current?.has(id) || found.has(id)) continue;
    const next = came.find(({ key }) => key === was.key) ?? successors.get(was);
    const nextId = next && came.includes(next) ? idOf(next) : undefined;
    if (next && nextId !== undefined) found.set(id, { name: nameOf(next), before: id, after: nextId });
  }
  return [...found.values()];
}

/** The id that a heading or title stands for; undefined for other blocks. */
function idOf({ kind, where }: Block): string | undefined {
  if (kind === 'title') return where.exhibit?.id;
  return kind === 'heading' && where.sectionId !== '' ? where.sectionId : undefined;
}

function nameOf({ where }: Block): string {
  return where.exhibit?.name ?? where.section;
}
