import { create, type Font } from 'fontkit';
import { readTables, type Tables, writeTables } from '../../src/brief/faces/sfnt.ts';

/** A TrueType face that is changed as somebody might who wants it to show something else. Lengths in em. */
export class FaceMaker {
  readonly #tables: Tables;
  readonly #font: Font;
  #records: Buffer[];

  constructor(bytes: Buffer) {
    this.#tables = readTables(bytes);
    this.#font = create(bytes) as Font;
    const [glyf, loca] = [this.#table('glyf'), this.#table('loca')];
    const isLong = this.#table('head').readUInt16BE(50) === 1;
    const startOf = (at: number): number => (isLong ? loca.readUInt32BE(4 * at) : 2 * loca.readUInt16BE(2 * at));
    this.#records = Array.from({ length: this.#font.numGlyphs }, (_none, at) =>
      Buffer.from(glyf.subarray(startOf(at), startOf(at + 1))),
    );
  }

  get bytes(): Buffer {
    const parts = this.#records.map((record) => Buffer.concat([record, Buffer.alloc(-record.length & 3)]));
    const loca = Buffer.alloc(4 * (parts.length + 1));
    let offset = 0;
    parts.forEach((part, at) => {
      offset += part.length;
      loca.writeUInt32BE(offset, 4 * (at + 1));
    });
    this.#tables.set('glyf', Buffer.concat(parts));
    this.#tables.set('loca', loca);
    this.#table('head').writeUInt16BE(1, 50);
    return writeTables(this.#tables);
  }

  glyph(character: string): number {
    return this.#font.glyphForCodePoint(character.codePointAt(0) ?? 0).id;
  }

  exchange(one: string, other: string): void {
    const [first, second] = [this.#record(one), this.#record(other)];
    this.#records[this.glyph(one)] = second;
    this.#records[this.glyph(other)] = first;
  }

  /** Gives a character the outline of another. */
  draw(character: string, other: string): void {
    this.#records[this.glyph(character)] = this.#record(other);
  }

  empty(character: string): void {
    this.#records[this.glyph(character)] = Buffer.alloc(0);
  }

  /** Lets the code of a character lead to the glyph of another, in a table of one part. */
  map(character: string, other: string): void {
    const codes = Array.from({ length: 0x3000 }, (_none, code) => code).filter((code) =>
      this.#font.hasGlyphForCodePoint(code),
    );
    const glyphs = codes.map((code) =>
      this.glyph(String.fromCharCode(code) === character ? other : String.fromCharCode(code)),
    );
    const groups = codes.map((code, at) => [code, code, glyphs[at] ?? 0]);
    const table = Buffer.alloc(12 + 16 + 12 * groups.length);
    [0, 1, 3, 10].forEach((value, at) => table.writeUInt16BE(value, 2 * at));
    table.writeUInt32BE(12, 8);
    table.writeUInt16BE(12, 12);
    [16 + 12 * groups.length, 0, groups.length].forEach((value, at) => table.writeUInt32BE(value, 16 + 4 * at));
    groups.flat().forEach((value, at) => table.writeUInt32BE(value, 28 + 4 * at));
    this.#tables.set('cmap', table);
  }

  widen(character: string, width: number): void {
    this.#table('hmtx').writeUInt16BE(width * this.#font.unitsPerEm, 4 * this.#measured(character));
  }

  /** Says that the ink of a character begins further right than it does. */
  shiftBearing(character: string, by: number): void {
    const at = 4 * this.#measured(character) + 2;
    const hmtx = this.#table('hmtx');
    hmtx.writeInt16BE(hmtx.readInt16BE(at) + by * this.#font.unitsPerEm, at);
  }

  move(character: string, x: number, y: number): void {
    this.#records[this.glyph(character)] = this.#part(character, 1, x, y);
  }

  scale(character: string, by: number): void {
    this.#records[this.glyph(character)] = this.#part(character, by, 0, 0);
  }

  /** Draws another character over one, moved to the right. */
  cover(character: string, other: string, x: number): void {
    const under = this.#part(character, 1, 0, 0);
    // more parts follow
    under.writeUInt16BE(under.readUInt16BE(10) | 0x20, 10);
    const over = Buffer.alloc(8);
    over.writeUInt16BE(0x1 | 0x2, 0);
    over.writeUInt16BE(this.glyph(other), 2);
    over.writeInt16BE(x * this.#font.unitsPerEm, 4);
    this.#records[this.glyph(character)] = Buffer.concat([under, over]);
  }

  setLine(ascent: number, descent: number): void {
    for (const [tag, at] of [
      ['hhea', 4],
      ['OS/2', 68],
    ] as const) {
      this.#table(tag).writeInt16BE(ascent * this.#font.unitsPerEm, at);
      this.#table(tag).writeInt16BE(descent * this.#font.unitsPerEm, at + 2);
    }
  }

  addRules(table: Buffer | undefined): void {
    if (table) this.#tables.set('GSUB', table);
  }

  /** A glyph of one part, which is the character as it was, at the end of the face. */
  #part(character: string, scale: number, x: number, y: number): Buffer {
    const glyph = this.glyph(character);
    const part = Buffer.alloc(18);
    part.writeInt16BE(-1, 0);
    this.#record(character).copy(part, 2, 2, 10);
    // words, placed, one scale
    part.writeUInt16BE(0x1 | 0x2 | 0x8, 10);
    part.writeUInt16BE(this.#records.length, 12);
    part.writeInt16BE(x * this.#font.unitsPerEm, 14);
    part.writeInt16BE(y * this.#font.unitsPerEm, 16);
    this.#records.push(this.#record(character));
    const maxp = this.#table('maxp');
    maxp.writeUInt16BE(this.#records.length, 4);
    const hmtx = this.#table('hmtx');
    const measured = this.#table('hhea').readUInt16BE(34);
    this.#tables.set('hmtx', Buffer.concat([hmtx, Buffer.alloc(2)]));
    if (glyph >= measured) throw new Error('a character without a width of its own cannot be moved');
    const scaled = Buffer.alloc(2);
    scaled.writeInt16BE(scale * 0x4000, 0);
    return Buffer.concat([part, scaled]);
  }

  #measured(character: string): number {
    const glyph = this.glyph(character);
    if (glyph >= this.#table('hhea').readUInt16BE(34)) throw new Error(`${character} shares its width`);
    return glyph;
  }

  #record(character: string): Buffer {
    return this.#records[this.glyph(character)] ?? Buffer.alloc(0);
  }

  #table(tag: string): Buffer {
    const table = this.#tables.get(tag);
    if (!table) throw new Error(`there is no table ${tag}`);
    return table;
  }
}
