import { Parser } from 'htmlparser2';

/** A piece of a printed page that nothing else stands within, read without knowledge of the document. */
export interface PageBlock {
  readonly kind: 'heading' | 'row' | 'caption' | 'picture' | 'text';
  /** Without spaces and colons. Of a row, its cells with bars between them. */
  readonly text: string;
}

const BLOCKS = new Set('p h1 h2 h3 h4 h5 h6 tr caption figcaption li dt dd pre div section figure'.split(' '));

/** The blocks of a page for paper, in order; the list of contents is left out, because it repeats headings. */
export function pageBlocks(html: string): PageBlock[] {
  const blocks: PageBlock[] = [];
  const open: string[] = [];
  let text = '';
  let unread = 0;
  /** Whether the headline box is being read, whose items consist of cells. */
  let isInBox = false;
  let picture = '';
  const isCell = (name: string): boolean => name === 'td' || name === 'th' || (name === 'p' && isInBox);
  const flush = (): void => {
    const kind = isInBox ? 'row' : kindOf(open);
    const plain = plainText(text);
    if (plain.replaceAll('|', '') !== '') blocks.push({ kind, text: plain });
    text = '';
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      if (['svg', 'div'].includes(name) && attributes['role'] === 'img') picture = attributes['aria-label'] ?? '';
      if (unread > 0 || ['head', 'svg', 'nav', 'style'].includes(name)) {
        unread += 1;
        return;
      }
      if (name === 'ul') isInBox = attributes['class'] === 'box';
      if (isCell(name)) {
        if (text !== '') text += '|';
        text += ' ';
        return;
      }
      if (BLOCKS.has(name) || name === 'br') flush();
      if (BLOCKS.has(name)) open.push(name);
    },
    ontext(found) {
      if (unread === 0) text += found;
    },
    onclosetag(name) {
      if (unread > 0) {
        unread -= 1;
        if (unread === 0 && name === 'svg') {
          const drawn = html.slice(html.lastIndexOf('<svg', parser.startIndex), parser.endIndex);
          blocks.push({ kind: 'picture', text: plainText(picture + drawn) });
        }
        return;
      }
      if (BLOCKS.has(name) && !isCell(name)) {
        flush();
        open.pop();
      }
      if (name === 'ul') isInBox = false;
    },
  });
  parser.end(html);
  return blocks;
}

function kindOf(open: readonly string[]): PageBlock['kind'] {
  if (open.includes('tr')) return 'row';
  if (open.some((name) => /^h\d$/.test(name))) return 'heading';
  return open.some((name) => name.endsWith('caption')) ? 'caption' : 'text';
}

/** A text as it is compared. */
export function plainText(text: string): string {
  return text.replaceAll(/[\s:\u2060\u200B]+/g, '');
}
