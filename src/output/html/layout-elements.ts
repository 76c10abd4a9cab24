import type { Element } from 'hast';
import { h } from 'hastscript';
import type { State } from 'mdast-util-to-hast';
import type { Columns, DocumentContent, ExhibitWidth, Passage } from '../../document/nodes.ts';
import { isMarginal } from '../../document/transforms/margins.ts';
import { blocks } from './node-content.ts';

/** Columns of text; of exhibits, a row in which each has its width. */
export function columnsElement(state: State, node: Columns): Element {
  const exhibits = node.children.filter((child) => child.type === 'exhibit');
  const isRow = exhibits.length === node.children.length && exhibits.some(({ width }) => width !== undefined);
  if (!isRow) return h('div', { className: 'columns' }, blocks(state, node));
  const widths = exhibits.map(({ width = 'half' }) => `minmax(0, ${GRID_WIDTHS[width]}fr)`);
  const style = `--widths: ${widths.join(' ')}`;
  return h('div', { className: ['columns', 'row'], style }, blocks(state, node));
}

/** Widths of exhibits beside one another, in millimetres. */
const GRID_WIDTHS: Readonly<Record<ExhibitWidth, number>> = { full: 170, text: 110, half: 82, note: 54, quarter: 38 };

/**
 * Text with notes beside it. Each note stands beside the block that it follows, and may go on beside the blocks up to
 * that with the next note.
 */
export function passageElement(state: State, { children }: Passage): Element {
  const rows: Element[] = [];
  const texts = children.filter((child) => !isMarginal(child));
  let row = 0;
  for (let at = 0; at < children.length;) {
    const child = children[at] as DocumentContent;
    at += 1;
    row += 1;
    rows.push(h('div', { className: 'passage-text', style: `--row: ${row}` }, blocks(state, { children: [child] })));
    const beside: DocumentContent[] = [];
    for (let note = children[at]; note && isMarginal(note); note = children[at]) {
      beside.push(note);
      at += 1;
    }
    if (beside.length === 0) continue;
    const next = children.findIndex((other, index) => index >= at && isMarginal(other));
    const end = next < 0 ? texts.length + 1 : row + children.slice(at, next).length;
    rows.push(h('div', { className: 'margins', style: `--row: ${row} / ${end}` }, blocks(state, { children: beside })));
  }
  return h('div', { className: 'passage' }, rows);
}
