import type { Contents } from './nodes.ts';

/** An entry of a contents list, with the entries below it. */
export interface OutlineEntry extends Readonly<Pick<Contents['entries'][number], 'id' | 'title'>> {
  readonly inside: OutlineEntry[];
}

/** A contents list as a tree. */
export function outline(entries: Contents['entries']): OutlineEntry[] {
  const top: OutlineEntry[] = [];
  const open: { depth: number; inside: OutlineEntry[] }[] = [];
  for (const { id, depth, title } of entries) {
    while ((open.at(-1)?.depth ?? 0) >= depth) open.pop();
    const entry: OutlineEntry = { id, title, inside: [] };
    (open.at(-1)?.inside ?? top).push(entry);
    open.push({ depth, inside: entry.inside });
  }
  return top;
}
