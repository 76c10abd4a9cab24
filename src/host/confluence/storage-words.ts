import { Parser } from 'htmlparser2';

/**
 * The letters of a text in storage format, without spaces. Confluence writes markup again when a page is saved: it adds
 * attributes and parameters, names characters (`&rsquo;`), and moves line breaks; readers' comments put elements around
 * words. The letters stay.
 */
export function storageLetters(content: string): string {
  return storageLines(content).join('').replaceAll(/\s+/g, '');
}

/** The names of the files that a text in storage format shows or links to, one line each, in order. */
export function storageFiles(content: string): string {
  const names: string[] = [];
  const parser = new Parser(
    {
      onopentag(_, { 'ri:filename': name }) {
        if (name !== undefined) names.push(name);
      },
    },
    { recognizeCDATA: true, recognizeSelfClosing: true },
  );
  parser.end(content);
  return names.join('\n');
}

/** The words of a text in storage format: a line for each paragraph, heading, item and cell. */
export function storageLines(content: string): string[] {
  const lines = [''];
  let parameters = 0;
  const parser = new Parser(
    {
      onopentag(name) {
        if (name === 'ac:parameter') parameters += 1;
        if (BLOCKS.has(name)) lines.push('');
      },
      onclosetag(name) {
        if (name === 'ac:parameter') parameters -= 1;
      },
      ontext(text) {
        if (parameters === 0) lines.push((lines.pop() ?? '') + text);
      },
    },
    // Not as XML, which knows five named characters only.
    { recognizeCDATA: true, recognizeSelfClosing: true },
  );
  parser.end(content);
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

const BLOCKS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'td', 'th', 'ac:rich-text-body']);
