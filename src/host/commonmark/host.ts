import { REPOSITORY_CAN } from '../markdown/abilities.ts';
import { writeMarkdown } from '../markdown/markdown-writer.ts';
import type { Host, WritingContext } from '../host.ts';
import { MARKDOWN_MARKING } from '../markdown/markers.ts';
import { IN_REPOSITORY } from '../places.ts';
import { nextToPage, MARKDOWN_PAGES } from '../page-files.ts';
import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { AlignType, PhrasingContent, Table, TableCell } from 'mdast';
import { type Handlers, toHast } from 'mdast-util-to-hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import type { Anchor, Picture, Raised } from '../page.ts';

/** Markdown without any extension: it has no tables, so tables are HTML. */
export const commonmarkHost: Host = {
  name: 'commonmark',
  called: 'CommonMark',
  can: {
    ...REPOSITORY_CAN,
    captions: true,
    spans: true,
    rowHeads: true,
    callouts: false,
    footnotes: false,
    contents: false,
    folds: false,
  },
  files: () => nextToPage('brief.md', 'svg'),
  write: (page, context) => writeMarkdown(page, context, { table: tableAsHtml, struckByElement: true }),
  marking: MARKDOWN_MARKING,
  signs: MARKDOWN_PAGES,
  places: IN_REPOSITORY,
};

/** A table as a block of HTML, a row a line, with its caption and row heads. It has no empty line, which would end it. */
function tableAsHtml({ children: [head, ...body], align, data }: Table, context: WritingContext): string {
  const [title, ...others] = data?.parts?.caption ?? [];
  const below = others.flatMap((line) => [h('br'), inline(line, context)].flat());
  const caption = title ? [h('strong', inline(title, context)), ...below] : [];
  const isHead = (column: number): boolean => column === 0 && data?.parts?.rowHeads === true;
  const cellAt = (cell: TableCell, column: number): Element => {
    const side = sideOf(align?.[column]);
    return isHead(column)
      ? h('th', { scope: 'row', ...side }, inline(cell.children, context))
      : h('td', side, inline(cell.children, context));
  };
  const heads = (head?.children ?? []).map((cell, column) =>
    h('th', { scope: 'col', ...sideOf(align?.[column]) }, inline(cell.children, context)),
  );
  const lines = [
    '<table>',
    ...(caption.length > 0 ? [htmlOf(h('caption', caption))] : []),
    `<thead>${htmlOf(h('tr', heads))}</thead>`,
    '<tbody>',
    ...body.map(({ children }) => htmlOf(h('tr', children.map(cellAt)))),
    '</tbody>',
    '</table>',
  ];
  return lines.join('\n');
}

function sideOf(align: AlignType | undefined): { align?: 'left' | 'center' | 'right' } {
  return align ? { align } : {};
}

function inline(nodes: readonly PhrasingContent[], { files }: WritingContext): ElementContent[] {
  const handlers = {
    picture: (_state: unknown, { name, alt, width }: Picture) =>
      h('img', { src: files.pictureUrl(name), alt, width: Math.round(width) }),
    anchor: (_state: unknown, { id }: Anchor) => h('a', { id, name: id }),
    raised: (state: { all: (node: Raised) => ElementContent[] }, node: Raised) => h('sup', state.all(node)),
  };
  const root = toHast({ type: 'paragraph', children: [...nodes] }, { handlers: handlers as unknown as Handlers });
  return (root as Element).children;
}

function htmlOf(element: Element): string {
  const html = unified()
    .use(rehypeStringify)
    .stringify({ type: 'root', children: [element] });
  return html.replaceAll(/\s*\n\s*/g, ' ');
}
