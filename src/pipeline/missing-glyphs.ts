import type { ChartThread } from '../chart/chart-thread.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Filled } from '../figure/filled-template.ts';
import { houseFaces } from '../brief/house-style.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { lineStart, type Place, placeAt } from '../core/diagnostics/source-file.ts';
import type { Dataset } from '../dataset/model.ts';
import type { BriefDocument } from '../document/nodes.ts';
import { placeOfSpan } from '../document/line-repairs.ts';
import { plainText, visitDocument } from '../document/tree-walk.ts';
import type { Composition } from './composition.ts';

/** Characters that every font has, and invisible ones. */
const COMMON = /[\s\x21-\x7E]|\p{Default_Ignorable_Code_Point}/u;

/** Reports characters that no font has, by the lines that print them first: each would be printed as a box. */
export async function checkGlyphs(
  { source: { brief, edition, locale }, document, filled }: Composition,
  charts: ChartThread,
  diagnostics: Diagnostics,
): Promise<void> {
  const text = [...new Set(plainText([document.root]))].filter((character) => !COMMON.test(character)).join('');
  if (text === '') return;
  const lacking = await charts.lacking(text, locale, houseFaces(brief.house, locale));
  const found = lacking.map((character) => ({
    character,
    place: placeOf(character, document, filled, edition.dataset),
  }));
  for (const line of groupBy(found, ({ place }) => `${place?.file.path}:${place?.line}`).values()) {
    const message = `no font has ${line.map(({ character }) => named(character)).join(', ')}`;
    diagnostics.error('document/missing-glyph', message, line[0]?.place, 'write it with other characters');
  }
}

function named(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `${character} (U+${code.toString(16).toUpperCase().padStart(4, '0')})`;
}

/** Where a character stands: typed in a template, in the data that it prints, or as a reference such as `&#9972;`. */
function placeOf(character: string, { root }: BriefDocument, filled: Filled, dataset: Dataset): Place | undefined {
  const typed = filled.markdown.indexOf(character);
  if (typed >= 0) return placeOfSpan(filled, typed, typed + character.length);
  const printed = filled.tokens.all.find(({ text }) => text.includes(character));
  if (printed) return placeInData(character, dataset) ?? printed.place;
  let offset = 0;
  visitDocument(root, (node) => {
    if (node.position && plainText([node]).includes(character)) offset = node.position.start.offset ?? offset;
  });
  return filled.placeOf(offset);
}

/** Where the files of a dataset have a character first outside comments. One that YAML escapes is not found. */
function placeInData(character: string, { file, releases, events }: Dataset): Place | undefined {
  const records = [...events.values(), ...[...releases.values()].flatMap(({ observations }) => observations)];
  for (const one of new Set([file, ...records.map(({ place }) => place.file)])) {
    const line = one.text.split(/\r\n|\r|\n/).findIndex((text) => text.replace(/(?:^|\s)#.*$/, '').includes(character));
    if (line < 0) continue;
    const at = one.text.indexOf(character, lineStart(one, line + 1));
    return placeAt(one, at, at + character.length);
  }
  return undefined;
}
