import type { Definition, Link, Parent, Parents, Root, RootContent } from 'mdast';

/** Turns `[words][name]` with `[name]: address` into a plain link, so that later steps know one kind of link. */
export function referencesTransform(root: Root): void {
  const definitions = new Map<string, Definition>();
  collect(root, definitions);
  resolve(root, definitions);
}

/** The first definition of a name counts, as in CommonMark. */
function collect(parent: Parents, definitions: Map<string, Definition>): void {
  for (const child of parent.children) {
    if (child.type === 'definition' && !definitions.has(child.identifier)) definitions.set(child.identifier, child);
    if ('children' in child) collect(child, definitions);
  }
}

function resolve(parent: Parents, definitions: ReadonlyMap<string, Definition>): void {
  const { children } = parent as Parent;
  (parent as Parent).children = children.flatMap((child): RootContent[] => {
    if (child.type === 'definition') return [];
    if ('children' in child) resolve(child, definitions);
    if (child.type !== 'linkReference') return [child];
    const definition = definitions.get(child.identifier);
    if (!definition) return child.children;
    const { children, position } = child;
    const link: Link = { type: 'link', url: definition.url, title: definition.title ?? null, children };
    return [position ? { ...link, position } : link];
  });
}
