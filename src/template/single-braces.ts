import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import { BLOCKS } from './helper.ts';
import { HELPERS } from './helpers/helper-table.ts';

/** A call of a helper between single braces, which is text. */
const SINGLE_BRACES = /(?<![{\\])\{#?\s*([\w]+)\s+["'(][^{}\n]*\}\}?/g;

/** Reports calls between single braces in a text that starts at an offset of a file. */
export function reportSingleBraces(typed: string, start: number, file: SourceFile, diagnostics: Diagnostics): void {
  for (const { 0: found, 1: name = '', index } of typed.matchAll(SINGLE_BRACES)) {
    if (!HELPERS.has(name) && !BLOCKS.includes(name)) continue;
    const place = placeAt(file, start + index, start + index + found.length);
    const hint = `write {{${found.replaceAll(/^\{|\}+$/g, '')}}}`;
    diagnostics.error('template/syntax', 'single braces call no helper: this is printed as it stands', place, hint);
  }
}
