import type { Definition, Link, Parent, Parents, Root, RootContent } from 'mdast';
import { type Context, placeOfNode, sourceOfNode } from '../document-context.ts';
import { placeOfSpan } from '../line-repairs.ts';

/**
 * Turns `[words][name]` with `[name]: address` into a plain link, so that later steps know one kind of link. Reports
 * names without an address, and addresses without a link.
 */
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
  reportUnresolved(root, context);
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

/** The end of the words of a link whose brackets are not escaped, and a name. */
const UNRESOLVED = /(?<!\\|\\\[[^\][]*)\](\[[^\][^][^\][]*\]|\[\])/g;

/** Without an address, the parser leaves a link as it is written. */
function reportUnresolved(parent: Parents, context: Context): void {
  for (const child of parent.children) {
    if ('children' in child) reportUnresolved(child, context);
    if (child.type !== 'text') continue;
    const start = child.position?.start.offset;
    for (const { 0: found, 1: name = '', index } of sourceOfNode(context, child).matchAll(UNRESOLVED)) {
      const from = start === undefined ? undefined : start + index + 1;
      const place = from === undefined ? undefined : placeOfSpan(context.filled, from, from + name.length);
      const label = name === '[]' ? '[name]' : name;
      const hint = `write ${label}: and the address on a line of its own; without a link, write \\[ for [`;
      context.diagnostics.error('document/link', `the link to ${name} has no address`, place, hint);
      child.value = child.value.replace(found, ']'); // else its digits were numbers typed by hand
    }
  }
}
