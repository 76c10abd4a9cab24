import { lineStart, type Place, placeAt } from '../diagnostics/source-file.ts';

/**
 * The place of a part of a text that stands in a YAML file as a scalar. Folded lines and escaped quotes make the two
 * differ in their spaces: the part is found by counting the characters that are none.
 */
export function placeInScalar(
  { file, line, column }: Place,
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): Place {
  const from = lineStart(file, line) + column - 1;
  const isQuoted = /['"]/.test(file.text.charAt(from));
  const header = /^[|>][^\n]*\n/.exec(file.text.slice(from))?.[0].length ?? 0;
  const inked = (until: number): number => text.slice(0, until).replace(/\s/g, '').length;
  const seek = (count: number): number => {
    let at = from + header + (isQuoted ? 1 : 0);
    for (let left = count; at < file.text.length; at += 1) {
      if (/\s/.test(file.text.charAt(at))) continue;
      if (left === 0) return at;
      left -= 1;
    }
    return at;
  };
  const first = seek(inked(start));
  return placeAt(file, first, end > start ? Math.max(first + 1, seek(inked(end) - 1) + 1) : first + 1);
}
