import type { Grid } from '../importing/grid.ts';
import { type OwnUnit, ownUnitIn } from '../importing/own-unit.ts';

/** The unit in the name of a row, in brackets or behind a comma, that is not built in. */
export function unitBehind(text: string): string | undefined {
  return partsOf(text)
    .map((part) => ownUnitIn(part)?.unit)
    .find((unit) => unit !== undefined);
}

/** The units that a grid names and some figures have, to be declared. */
export function ownUnits(grid: Grid, used: ReadonlySet<string | undefined>): readonly OwnUnit[] {
  const found = new Map<string, OwnUnit>();
  for (let row = 1; row <= grid.rowCount; row += 1)
    for (let column = 1; column <= grid.columnCount; column += 1)
      for (const part of partsOf(grid.cell(row, column)?.text ?? '')) {
        const named = ownUnitIn(part);
        if (named && used.has(named.unit)) found.set(named.own.code, named.own);
      }
  return [...found.values()];
}

function partsOf(text: string): readonly string[] {
  const [, inBrackets, behind] = /(?:[([（]([^()[\]（）]+)[)\]）]|, ([^,]+))$/u.exec(text.trim()) ?? [];
  return [text, inBrackets, behind].filter((part) => part !== undefined);
}
