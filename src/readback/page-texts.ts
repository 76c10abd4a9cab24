import type { ExpectedOutput } from './expected-text.ts';
import { folioOf } from './page-folio.ts';
import { type Artifact, numeralsIn, plain, type ReadOutput, type ReadPiece, squeezed } from './read-text.ts';

/**
 * The texts of pages that the document does not have: words and signs outside its text, and marks of list items that
 * are neither bullets nor numbers. The edge of a page may repeat headings, names of tables that continue and the
 * house's page head, and number the page. A table on several pages repeats its head.
 */
export function strangeTexts(expected: ExpectedOutput, read: ReadOutput): ReadPiece[] {
  const { artifacts, pieces, pages } = read;
  const known = expected.repeated.map(wordsOf);
  const lines = artifacts.filter(
    (artifact) => !artifact.isRepeated && !(artifact.isAmongText ? isBlank(artifact) : isKnown(artifact)),
  );
  function isKnown({ text, at }: Artifact): boolean {
    const own = wordsOf(text);
    if (known.some((words) => repeats(words, own)) || own === folioOf(at, expected, read).toLowerCase()) return true;
    const numbers = numeralsIn(own).map(({ digits }) => digits);
    return !/[\p{L}\p{Sc}%‰]/u.test(own) && numbers.every((digits) => digits === `${at}` || digits === `${pages}`);
  }
  const marks = pieces.filter(({ isMarker, text }) => isMarker && !MARK.test(text.trim()));
  return [...strangeHeads(expected, artifacts), ...lines, ...marks];
}

/** Number and bullets, as list items have them. No dash: it would be a minus sign. */
const MARK = /^(?:\d*[.)]?|[•◦▪▫‣·○●■□])$/u;

/** Whether a text has no letters, numbers and signs. */
function isBlank({ text }: Artifact): boolean {
  return !/[\p{L}\p{N}\p{S}\p{Pd}%‰]/u.test(text);
}

/** Repeated heads of tables that are not the heads of tables. Of each page, one: cells may have several lines. */
function strangeHeads({ tables }: ExpectedOutput, artifacts: readonly Artifact[]): ReadPiece[] {
  const heads = tables.map(({ head }) => squeezed(head).toLowerCase()).filter((head) => head !== '');
  const pages = new Map<number, string>();
  for (const { text, at, isRepeated } of artifacts) {
    if (isRepeated) pages.set(at, (pages.get(at) ?? '') + squeezed(text).toLowerCase());
  }
  return [...pages].map(([at, text]) => ({ text: withoutHeads(text, heads), at })).filter(({ text }) => text !== '');
}

/** What of a text is left without the heads at its start. */
function withoutHeads(text: string, heads: readonly string[]): string {
  const head = heads.find((words) => text.startsWith(words));
  return head === undefined ? text : withoutHeads(text.slice(head.length), heads);
}

/** The words of a text, without case. A page may leave out the end of a long one. */
function wordsOf(text: string): string {
  return plain(text).replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

/** Whether words, from which the end or whole lines may be left out, are a part of known words. */
function repeats(known: string, words: string): boolean {
  const part = words.replace(/ ?…$/, '');
  const at = known.indexOf(part);
  if (part === '' || at < 0) return false;
  const around = known.charAt(at - 1) + known.charAt(at + part.length);
  return words !== part || !/[\p{Script=Latin}\p{N}]/u.test(around);
}
