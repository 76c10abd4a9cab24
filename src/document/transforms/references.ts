import type { Definition, Link, Parent, Parents, Root, RootContent } from 'mdast';
import { type Context, placeOfNode } from '../document-context.ts';

/** Turns `[words][name]` with `[name]: address` into a plain link, so that later steps know one kind of link. */
export function referencesTransform(root: Root, context: Context): void {
  const all: Definition[] = [];
  collect(root, all);
  const definitions = new Map<string, Definition>();
  for (const definition of all) {
    // the first definition of a name counts, as in CommonMark
    if (!definitions.has(definition.identifier)) definitions.set(definition.identifier, definition);
    else reportUnused(definition, 'is defined already', context);
  }
  const unused = new Map(definitions);
  resolve(root, definitions, unused);
  for (const definition of unused.values()) reportUnused(definition, 'is used by no link', context);
}

function reportUnused(definition: Definition, problem: string, context: Context): void {
  const message = `[${definition.label ?? definition.identifier}] ${problem}`;
  const place = placeOfNode(context, definition);
  context.diagnostics.error('document/unused-definition', message, place, 'remove this line, or correct its name');
}

function collect(parent: Parents, definitions: Definition[]): void {
  for (const child of parent.children) {
    if (child.type === 'definition') definitions.push(child);
    if ('children' in child) collect(child, definitions);
  }
}

function resolve(parent: Parents, definitions: ReadonlyMap<string, Definition>, unused: Map<string, Definition>): void {
  const { children } = parent as Parent;
  (parent as Parent).children = children.flatMap((child): RootContent[] => {
    if (child.type === 'definition') return [];
    if ('children' in child) resolve(child, definitions, unused);
    if (child.type !== 'linkReference') return [child];
    const definition = definitions.get(child.identifier);
    unused.delete(child.identifier);
    if (!definition) return child.children;
    const { children, position } = child;
    const link: Link = { type: 'link', url: definition.url, title: definition.title ?? null, children };
    return [position ? { ...link, position } : link];
  });
}
