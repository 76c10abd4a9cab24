import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { ReadOutput } from './read-text.ts';
import { LineReading } from './line-reading.ts';

/** Elements that do not end a line of text. */
const INLINE: ReadonlySet<string> = new Set([
  'a',
  'ac:image',
  'ac:link',
  'ac:link-body',
  'code',
  'em',
  'ri:attachment',
  'span',
  'strong',
  'sup',
]);

/**
 * Reads the storage format of Confluence as XML, which must be well-formed; throws where it is not. Of the parameters of
 * macros only titles are text.
 */
export function readStorage(xml: string): ReadOutput {
  const reading = new LineReading();
  const parser = new SaxesParser();
  /** Depth inside a parameter that is not shown; 0 outside. */
  let hidden = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    reading.at = parser.line;
    const isHidden = tag.name === 'ac:parameter' && tag.attributes['ac:name'] !== 'title';
    if (hidden > 0 || isHidden) hidden += 1;
    openElement(tag, reading);
  });
  const text = (content: string): void => {
    reading.at = parser.line;
    if (hidden === 0) reading.text(content);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', ({ name }) => {
    if (hidden > 0) hidden -= 1;
    if (!INLINE.has(name)) reading.text('\n');
  });
  parser.write(`<page>${xml}</page>`).close();
  return reading.output();
}

function openElement({ name, attributes }: SaxesTagPlain, reading: LineReading): void {
  if (!INLINE.has(name)) reading.text('\n');
  if (/^h[1-6]$/.test(name)) reading.headings.push(reading.at);
  if (name === 'table') reading.table();
  if (name === 'tr') reading.row();
  const words = name === 'ac:image' ? (attributes['ac:alt'] ?? '') : name === 'a' ? attributes['title'] : undefined;
  if (words !== undefined) reading.alternative(words);
}
