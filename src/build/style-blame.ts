import { declarationsIn } from '../brief/style-sheet.ts';
import type { Place, SourceFile } from '../core/diagnostics/source-file.ts';

/** Declarations that are blamed at once. */
const MAX_BLAMED = 3;

/**
 * Finds the declarations of a style sheet that cause a fault of a page, which it has with the whole sheet. `shows` tells
 * whether the page has the fault with another sheet. For each declaration that is found it is called about as often as
 * their number has binary digits. Empty if the page has the fault without any declaration.
 */
export async function blamedDeclarations(
  file: SourceFile,
  shows: (sheet: string) => Promise<boolean>,
  limit = MAX_BLAMED,
): Promise<readonly Place[]> {
  const declarations = await declarationsIn(file);
  const blamed = new Set<number>();
  /** Whether the page has the fault with the first declarations, without those that are blamed already. */
  async function showsWith(count: number): Promise<boolean> {
    let sheet = file.text;
    for (const [index, { start, end }] of declarations.entries()) {
      if (index < count && !blamed.has(index)) continue;
      sheet = sheet.slice(0, start) + ' '.repeat(end - start) + sheet.slice(end);
    }
    return shows(sheet);
  }
  if (await showsWith(0)) return [];
  do {
    // The fault comes with the declaration between a sheet without it and one with it.
    let [sound, faulty] = [0, declarations.length];
    while (faulty - sound > 1) {
      const middle = (sound + faulty) >> 1;
      if (await showsWith(middle)) faulty = middle;
      else sound = middle;
    }
    blamed.add(faulty - 1);
  } while (blamed.size < Math.min(limit, declarations.length) && (await showsWith(declarations.length)));
  return [...blamed].sort((a, b) => a - b).flatMap((index) => declarations[index]?.place ?? []);
}
