import type { ReadOutput, ReadPiece } from './read-text.ts';

/** What was read so far of an output, by a reader that goes through it line by line. */
export class LineReading {
  readonly pieces: ReadPiece[] = [];
  readonly tables: { rows: number; at: number }[] = [];
  readonly alternatives: ReadPiece[] = [];
  readonly headings: number[] = [];
  /** The line that is being read, counted from 1. */
  at = 1;

  text(text: string): void {
    this.pieces.push({ text, at: this.at });
  }

  /** The number of a list item. */
  marker(text: string): void {
    this.pieces.push({ text, at: this.at, isMarker: true });
  }

  alternative(text: string): void {
    this.alternatives.push({ text, at: this.at });
  }

  table(): void {
    this.tables.push({ rows: 0, at: this.at });
  }

  row(): void {
    const table = this.tables.at(-1);
    if (table) table.rows += 1;
  }

  output(): ReadOutput {
    const { pieces, tables, alternatives, headings } = this;
    return { pieces, tables, alternatives, headings, drawings: [], artifacts: [], pages: 0 };
  }
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };

/** A text with its references to characters resolved. */
export function withoutReferences(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|(lt|gt|quot|amp));/g, (_, code: string | undefined, name = '') =>
    code === undefined ? (NAMED[String(name)] ?? '') : String.fromCodePoint(Number(code)),
  );
}
