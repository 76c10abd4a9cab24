import { LineReading } from './line-reading.ts';
import type { ReadOutput } from './read-text.ts';

/** The texts of footnotes stand where their first marks are; DokuWiki prints them at the end, with numbers. */
interface Reading {
  readonly read: LineReading;
  readonly footnotes: string[];
}

/** Reads the markup of DokuWiki, as far as its manual describes the parts that pages of briefs have. */
export function readDokuwiki(markup: string): ReadOutput {
  const reading: Reading = { read: new LineReading(), footnotes: [] };
  let inCode = false;
  for (const [index, line] of markup.split('\n').entries()) {
    reading.read.at = index + 1;
    const opens = /<code[^>]*>$/.exec(line);
    if (inCode && line === '</code>') inCode = false;
    else if (inCode) reading.read.text(line);
    else if (opens) {
      readLine(line.slice(0, opens.index), reading);
      inCode = true;
    } else readLine(line, reading);
    reading.read.text('\n');
  }
  for (const [index, text] of reading.footnotes.entries()) {
    reading.read.text(`[${index + 1}] `);
    readWords(text, reading);
    reading.read.text('\n');
  }
  return reading.read.output();
}

function readLine(line: string, reading: Reading): void {
  const { read } = reading;
  const heading = /^(={2,6}) (.*) \1$/.exec(line);
  const quoted = /^>+ ?(?:(\d+)\. |• )?/.exec(line);
  const isRow = /^[|^]/.test(line);
  if (isRow && read.tables.at(-1)?.at !== read.at - (read.tables.at(-1)?.rows ?? 0)) read.table();
  if (isRow) read.row();
  if (heading) {
    read.headings.push(read.at);
    read.text(heading[2] ?? '');
  } else if (isRow) readWords(line, reading, true);
  else if (quoted) {
    if (quoted[1]) read.marker(quoted[1]);
    readWords(line.slice(quoted[0].length), reading);
  } else if (line !== '----') readWords(line.replace(/^(?: {2})+[*-] /, ''), reading);
}

/** The parts of a line: what is literal, footnotes, pictures, links, line breaks, marks, and borders of cells. */
const PARTS = new RegExp(
  [
    /%%(?<literal>.*?)%%/,
    /<nowiki>(?<plain>.*?)<\/nowiki>/,
    /\(\((?<footnote>(?:<nowiki>.*?<\/nowiki>|%%.*?%%|(?!\)\)).)*)\)\)/,
    /\{\{[^|]*\|(?<alternative>(?:(?!\}\}).)*)\}\}/,
    /\[\[[^|]*\|(?<words>(?:(?!\]\]).)*)\]\]/,
    /(?<line> \\\\ )/,
    /(?<mark>\*\*|\/\/|''|<\/?(?:del|sup)>)/,
    /(?<border>[|^])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

function readWords(words: string, reading: Reading, isRow = false): void {
  const { read } = reading;
  let end = 0;
  for (const { 0: part, index, groups = {} } of words.matchAll(PARTS)) {
    read.text(words.slice(end, index));
    end = index + part.length;
    if (groups['footnote'] !== undefined) read.text(`[${reading.footnotes.push(groups['footnote'])}]`);
    else if (groups['alternative'] !== undefined) read.alternative(groups['alternative']);
    else if (groups['line'] !== undefined) read.text('\n');
    else if (groups['border'] !== undefined) read.text(isRow ? '\n' : part);
    else if (groups['mark'] === undefined) read.text(groups['literal'] ?? groups['plain'] ?? groups['words'] ?? '');
  }
  read.text(words.slice(end));
}
