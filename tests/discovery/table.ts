import { parseDecimal } from '../../src/core/numbers/decimal.ts';
import type { ProposedSum } from '../../src/discovery/discovery.ts';
import type { FigureTable } from '../../src/watch/figure-table.ts';

/**
 * A table from text: columns after a head line, a row a line, cells parted by bars; two spaces before a name are a step of
 * indentation. An empty cell has no figure.
 */
export function tableOf(text: string): FigureTable {
  const [head = '', ...rows] = text.split('\n').filter((line) => line.trim() !== '');
  const cellsOf = (line: string): string[] =>
    line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
  const base = Math.min(...rows.map((row) => row.search(/\S/)));
  return {
    columns: cellsOf(head).map((name) => ({ name, indent: 0 })),
    rows: rows.map((row) => ({ name: (row.split('|')[0] ?? '').trim(), indent: (row.search(/\S/) - base) / 2 })),
    cells: rows.map((row) => cellsOf(row).map((cell) => (cell === '' ? undefined : parseDecimal(cell)))),
  };
}

/** Sums in the words of a table: `Total = Bus + Tram`, with how often they hold and where they break. */
export function inWords(table: FigureTable, sums: readonly ProposedSum[]): readonly string[] {
  return sums.map(({ along, total, parts, signs, holds, breaks, certainty }) => {
    const [lines, positions] = along === 'rows' ? [table.rows, table.columns] : [table.columns, table.rows];
    const name = (line: number): string => lines[line]?.name ?? '';
    const ordered = parts.map((part, index) => ({ part, sign: signs[index] ?? 1 }));
    ordered.sort((a, b) => b.sign - a.sign || a.part - b.part);
    const made = ordered.map(({ part, sign }, index) => `${sign < 0 ? '- ' : index === 0 ? '' : '+ '}${name(part)}`);
    const broken = breaks.map(({ position }) => ` not ${positions[position]?.name ?? ''}`);
    const of = holds.length + breaks.length;
    const whole = total === undefined ? '100' : name(total);
    return `${certainty}: ${whole} = ${made.join(' ')} (${holds.length} of ${of})${broken.join('')}`;
  });
}
