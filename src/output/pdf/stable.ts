import { openObjects } from './objects.ts';

/**
 * The same PDF with nothing in it of the moment and the browser's history: both dates of its information object are
 * the given one, and the ids of table cells, which Chromium takes from a counter of all nodes it ever made, count from
 * 1. Every replacement is as long as what it replaces, so no offset moves. Answers new bytes.
 */
export function stablePdf(pdf: Uint8Array, date: Date): Uint8Array {
  const { text, info, object } = openObjects(pdf);
  const { start, text: facts } = object(info);
  const dated = facts.replaceAll(/(\/(?:Creation|Mod)Date \(D:)\d{14}/g, (_match, key: string) => key + digits(date));
  if (dated.length !== facts.length) throw new RangeError(`the date ${date.toISOString()} has no four-digit year`);
  const whole = text.slice(0, start) + dated + text.slice(start + facts.length);
  return Buffer.from(renumberCells(whole), 'latin1');
}

/** UTC as a PDF writes it: `20260204093000`. */
function digits(date: Date): string {
  return date
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replaceAll(/[-:T]/g, '');
}

/** The order of ids stays, because the tree that finds cells by id is sorted. */
function renumberCells(text: string): string {
  const ids = [...text.matchAll(/\/ID \((node\d{8})\)/g)].map(([, id = '']) => id).sort();
  const renamed = new Map(ids.map((id, index) => [id, `node${String(index + 1).padStart(8, '0')}`]));
  return text.replaceAll(
    /\/(?:ID|Headers|Names|Limits) (?:\[(?:\(node\d{8}\)| \d+ 0 R| )+\]|\(node\d{8}\))/g,
    (match) => match.replaceAll(/node\d{8}/g, (id) => renamed.get(id) ?? id),
  );
}
