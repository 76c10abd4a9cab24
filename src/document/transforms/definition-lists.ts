import type { Nodes, Paragraph, Parents, PhrasingContent } from 'mdast';
import { type Context, reportAt, sourceOfNode } from '../document-context.ts';
import type { DefinitionList } from '../note-nodes.ts';

/** Turns paragraphs of a term and lines that start with a colon into definition lists. */
export function definitionListsTransform(parent: Parents, context: Context): void {
  const made: Nodes[] = [];
  for (const child of parent.children as Nodes[]) {
    if ('children' in child && child.type !== 'paragraph') definitionListsTransform(child, context);
    const list = child.type === 'paragraph' ? listOf(child, context) : undefined;
    const before = made.at(-1);
    if (!list) made.push(child);
    else if (before?.type === 'definitionList') before.children.push(...list.children);
    else {
      if (list.children[0]?.type !== 'definitionTerm') reportNoTerm(child, context);
      made.push(list);
    }
  }
  parent.children = made as typeof parent.children;
}

/** A line that starts with a colon, not escaped. */
const DEFINITION_LINE = /(?:^|\n)[ \t>]*:[ \t]/;

function listOf(paragraph: Paragraph, context: Context): DefinitionList | undefined {
  if (!DEFINITION_LINE.test(sourceOfNode(context, paragraph))) return undefined;
  const [lead = [], ...texts] = split([NEW_LINE, ...paragraph.children], /\n:[ \t]+/);
  const terms = split(lead, /\n/).filter((line) => line.length > 0);
  return {
    type: 'definitionList',
    position: paragraph.position,
    children: [
      ...terms.map((children) => ({ type: 'definitionTerm' as const, children })),
      ...texts.map((children) => ({ type: 'definitionText' as const, children })),
    ],
  };
}

/** So that the first line starts as all others do. */
const NEW_LINE: PhrasingContent = { type: 'text', value: '\n' };

/** Splits text at a separator that starts with a line break; a hard line break counts as a plain one. */
function split(nodes: readonly PhrasingContent[], separator: RegExp): PhrasingContent[][] {
  const groups: PhrasingContent[][] = [[]];
  const plain = joined(nodes.map((node) => (node.type === 'break' ? NEW_LINE : node)));
  for (const node of plain) {
    const [first, ...others] = node.type === 'text' ? node.value.split(separator) : [''];
    if (node.type !== 'text') groups.at(-1)?.push(node);
    else if (first) groups.at(-1)?.push({ ...node, value: first });
    for (const value of others) groups.push(value === '' ? [] : [{ ...node, value } as PhrasingContent]);
  }
  return groups;
}

/** Neighbouring texts as one. */
function joined(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const made: PhrasingContent[] = [];
  for (const node of nodes) {
    const before = made.at(-1);
    if (node.type === 'text' && before?.type === 'text')
      made[made.length - 1] = { ...node, value: before.value + node.value };
    else made.push(node);
  }
  return made;
}

function reportNoTerm(node: Nodes, context: Context): void {
  const hint = 'write the term in the line above it, or a backslash before the colon';
  reportAt(context, node, 'document/definition-list', 'this definition has no term', hint);
}
