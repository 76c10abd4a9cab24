import type { Nodes, Parents, Table } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const HEAD = `#set page(paper: "a4", numbering: "1")
#set text(font: "Source Serif 4", size: 10pt, lang: "en")
#set document(title: "Brief")

`;

/** A Markdown page as a text of Typst: headings, lists, tables, quotations and pictures. HTML is left out, and links are text. */
export function typstOf(markdown: string): string {
  return HEAD + textOf(unified().use(remarkParse).use(remarkGfm).parse(markdown));
}

function kidsOf(node: Parents): string {
  return node.children.map((kid) => textOf(kid)).join('');
}

function textOf(node: Nodes): string {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- any other node is read as its parts
  switch (node.type) {
    case 'text':
      return `#${quoted(node.value)};`;
    case 'inlineCode':
    case 'code':
      return `#raw(${quoted(node.value)});`;
    case 'strong':
      return `#strong[${kidsOf(node)}];`;
    case 'emphasis':
      return `#emph[${kidsOf(node)}];`;
    case 'break':
      return '\\ ';
    case 'image':
      return `#box(image(${quoted(node.url)}, alt: ${quoted(node.alt || 'Picture')}));`;
    case 'heading':
      return `#heading(level: ${node.depth})[${kidsOf(node)}]\n\n`;
    case 'paragraph':
      return `${kidsOf(node)}\n\n`;
    case 'blockquote':
      return `#quote(block: true)[${kidsOf(node)}]\n\n`;
    case 'list':
      return `#${node.ordered ? 'enum' : 'list'}(${node.children.map((item) => `[${kidsOf(item)}]`).join(', ')})\n\n`;
    case 'table':
      return tableOf(node);
    case 'thematicBreak':
      return '#line(length: 100%)\n\n';
    default:
      return 'children' in node ? kidsOf(node) : '';
  }
}

function tableOf({ children: rows }: Table): string {
  const [head = '', ...body] = rows.map((row) => row.children.map((cell) => `[${kidsOf(cell)}]`).join(', '));
  return `#table(columns: ${rows[0]?.children.length ?? 1}, table.header(${head}), ${body.join(', ')})\n\n`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', ' ')}"`;
}
