import type { List, ListItem, Nodes, Paragraph, PhrasingContent, Table } from 'mdast';
import type { ContainerDirective, LeafDirective, TextDirective } from 'mdast-util-directive';
import { type Context, reportAt } from '../document-context.ts';
import type { Box, BoxItem, Chart, Exhibit } from '../exhibit-nodes.ts';
import type { DocumentContent } from '../nodes.ts';

export type Directive = ContainerDirective | LeafDirective | TextDirective;

/** A node of a tree whose directives are being replaced. */
export type Draft = DocumentContent | Chart | Nodes;

/** A directive with its attributes checked and its content replaced. */
export interface Block {
  readonly node: Directive;
  readonly id: string;
  readonly children: Draft[];
}

/** A chart or table with its title before it and its notes after it. Without a chart or table: reported, undefined. */
export function exhibitOf(block: Block, context: Context): Exhibit | undefined {
  const at = block.children.findIndex(isBody);
  const body = block.children[at];
  const [title, subtitle, ...more] = paragraphsOf(block.children.slice(0, Math.max(at, 0)), block, context);
  const notes = paragraphsOf(block.children.slice(at + 1), block, context);
  if (!body || !isBody(body)) {
    if (!block.children.some(isDirective)) {
      report(block, 'holds neither a chart nor a table', 'put ::chart{name="…"} or a table in it', context);
    }
    return undefined;
  }
  if (!title || more.length > 0) {
    const hint = 'write one paragraph for the title and at most one for the subtitle before the chart or table';
    report(block, title ? 'has more than a title and a subtitle' : 'has no title', hint, context);
  }
  return { type: 'exhibit', id: block.id, number: 0, title: title ?? [], subtitle: subtitle ?? [], body, notes };
}

function isBody(node: Draft): node is Chart | Table {
  return node.type === 'chart' || node.type === 'table';
}

/** Whether a node is a directive. In an exhibit, one that could not be replaced stays; that was reported. */
export function isDirective(node: { type: string }): node is Directive {
  return node.type === 'containerDirective' || node.type === 'leafDirective' || node.type === 'textDirective';
}

function paragraphsOf(nodes: readonly Draft[], block: Block, context: Context): PhrasingContent[][] {
  const other = nodes.find((node) => node.type !== 'paragraph' && !isDirective(node));
  if (other) {
    const hint = 'an exhibit holds paragraphs and one chart or table; give the next one its own exhibit';
    report(block, `holds a ${other.type} among its paragraphs`, hint, context);
  }
  return nodes.filter((node): node is Paragraph => node.type === 'paragraph').map(({ children }) => children);
}

/**
 * The headline box, from one list whose items contain a label, a figure and notes, and the line above it from a paragraph
 * before that list. Without a list: reported, undefined.
 */
export function boxOf(block: Block, context: Context): Draft[] | undefined {
  const [first] = block.children;
  const title = first?.type === 'paragraph' ? [{ ...first, data: { ...first.data, boxTitle: true } }] : [];
  const list = block.children.find((node): node is List => node.type === 'list');
  if (!list || block.children.length > title.length + 1) {
    const problem = list ? 'holds something beside its list' : 'holds no list';
    report(block, problem, 'write one list in it, with an item for each figure', context);
  }
  if (!list) return undefined;
  const items = list.children.flatMap((item) => boxItemOf(item, context));
  return [...title, { type: 'box', id: block.id, items } satisfies Box];
}

function boxItemOf(item: ListItem, context: Context): BoxItem[] {
  const paragraphs = item.children.filter((node): node is Paragraph => node.type === 'paragraph');
  const [label, figure, ...notes] = paragraphs.map(({ children }) => children);
  if (label && figure && paragraphs.length === item.children.length) return [{ label, figure, notes }];
  const hint = 'write a paragraph each, with an empty line between them, indented under the first';
  reportAt(context, item, 'document/block-content', 'this item of a box is not a label, a figure and notes', hint);
  return [];
}

function report({ node }: Block, problem: string, hint: string, context: Context): void {
  reportAt(context, node, 'document/block-content', `${node.name} ${problem}`, hint);
}
