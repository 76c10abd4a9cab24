import type { ElementContent } from 'hast';
import type { PhrasingContent } from 'mdast';
import type { State } from 'mdast-util-to-hast';

/** The words of a line. */
export function inline(state: State, children: readonly PhrasingContent[]): ElementContent[] {
  return state.all({ type: 'paragraph', children: [...children] });
}

/** The blocks in a node of Assay's, which the library does not know as a parent. */
export function blocks(state: State, { children }: { children: readonly unknown[] }): ElementContent[] {
  return state.all({ type: 'root', children: children as [] });
}
