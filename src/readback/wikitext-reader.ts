import { LineReading, withoutReferences } from './line-reading.ts';
import type { ReadOutput } from './read-text.ts';

/** Reads the markup of MediaWiki, as far as its manual describes the parts that pages of briefs have. */
export function readWikitext(wikitext: string): ReadOutput {
  const reading = new LineReading();
  let inCode = false;
  for (const [index, line] of wikitext.split('\n').entries()) {
    reading.at = index + 1;
    if (line.includes('<pre>')) inCode = true;
    if (inCode) readCode(line, reading);
    else readLine(line, reading);
    reading.text('\n');
    if (line.includes('</pre>')) inCode = false;
  }
  return reading.output();
}

function readCode(line: string, reading: LineReading): void {
  reading.text(withoutReferences(line.replaceAll(/<\/?pre>/g, '')));
}

/** What stands before the content of a cell or caption. */
const ATTRIBUTES = /^(?: [a-z]+="[^"]*")+ \|/;

const HEADING = /^(=+) (.*) \1$/;

function readLine(line: string, reading: LineReading): void {
  const [, , heading] = HEADING.exec(line) ?? [];
  if (heading !== undefined) {
    reading.headings.push(reading.at);
    readWords(heading, reading);
  } else if (line.startsWith('{|')) reading.table();
  else if (line === '|-') reading.row();
  else if (line.startsWith('|+')) readWords(line.slice(2).replace(ATTRIBUTES, ''), reading);
  else if (/^[|!](?!\})/.test(line)) readWords(line.slice(1).replace(ATTRIBUTES, ''), reading);
  else if (!/^(?:\|\}|----|__TOC__)/.test(line)) readWords(line.replace(/^[*#]+ /, ''), reading);
}

const FILE = /\[\[File:[^|\]]*\|[^|\]]*\|alt=([^|\]]*)\]\]/g;
const TITLE = /<span title="([^"]*)">/g;

/** Text with links, pictures and elements in it. Pictures leave no text, titles of links none either. */
function readWords(words: string, reading: LineReading): void {
  const found = [...words.matchAll(FILE), ...words.matchAll(TITLE)].sort((a, b) => a.index - b.index);
  for (const [, text = ''] of found) reading.alternative(withoutReferences(text));
  const shown = words
    .replaceAll(FILE, '')
    .replaceAll(/\[\[[^|\]]*\|((?:(?!\]\]).)*)\]\]/g, '$1')
    .replaceAll(/\[(?:https?:|mailto:)[^\s\]]* ([^\]]*)\]/gi, '$1')
    .replaceAll(/<br>/g, '\n')
    .replaceAll(/<[^>]*>|'{2,}/g, '');
  reading.text(withoutReferences(shown));
}
