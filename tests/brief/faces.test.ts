import { create, type Font } from 'fontkit';
import fs from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { cutFace, substitutionTable } from '../../src/brief/faces/cut-face.ts';
import { examineFace, type FaceReport } from '../../src/brief/faces/face-check.ts';
import { readTables, writeTables } from '../../src/brief/faces/sfnt.ts';
import { LONG, oneIn } from '../long.ts';
import { FaceMaker } from './face-maker.ts';
import { fontBytes, loadCase, summaryOf } from './style-case.ts';

let plain: Buffer;
beforeAll(async () => {
  plain = await fontBytes();
});

/** What is said about a face after a change. */
async function reportAfter(change: (face: FaceMaker) => void): Promise<FaceReport> {
  const face = new FaceMaker(plain);
  change(face);
  return examineFace(await cutFace(face.bytes));
}

oneIn(4).each(['Regular', 'Bold', 'Italic', 'BoldItalic'])(
  'a face as its makers publish it is printed with: %s',
  async (name) => {
    const report = await examineFace(await cutFace(await fontBytes(`LiberationSans-${name}.ttf`)));
    expect(report.errors).toEqual([]);
    expect(report.warnings).toEqual([]);
  },
);

describe('a face is refused', () => {
  oneIn(8).each<[string, (face: FaceMaker) => void, RegExp]>([
    ['in which 2 and 7 are exchanged', (face) => face.exchange('2', '7'), /2 like 7.*7 like 2/],
    ['in which 6 and 9 are exchanged', (face) => face.exchange('6', '9'), /6 like 9.*9 like 6/],
    ['whose plus is a minus', (face) => face.draw('+', '−'), /\+ like [-−–—]/],
    ['whose minus is a plus', (face) => face.draw('−', '+'), /− like \+/],
    ['whose comma is a point', (face) => face.draw(',', '.'), /comma|, like/],
    ['whose point is a comma', (face) => face.draw('.', ','), /\. like ,|comma/],
    ['whose zero is not drawn', (face) => face.empty('0'), /nothing for 0/],
    ['whose % is a digit', (face) => face.draw('%', '5'), /% like 5/],
    ['whose % is a comma', (face) => face.draw('%', ','), /% like [,‚]/],
    ['whose % is a t', (face) => face.draw('%', 't'), /% like t/],
    ['whose t is a %', (face) => face.draw('t', '%'), /t like [%‰]/],
    ['whose 2 is a pound', (face) => face.draw('2', '£'), /2 like £/],
    ['whose k is an M', (face) => face.draw('k', 'M'), /k like/],
    ['whose m is an M', (face) => face.draw('m', 'M'), /m like/],
    ['whose 4 is a plus', (face) => face.draw('4', '+'), /4 like/],
    ['whose plus is a k', (face) => face.draw('+', 'k'), /\+ like/],
    ['whose code for 2 leads to 7', (face) => face.map('2', '7'), /2 like 7/],
    ['whose space draws a digit', (face) => face.draw(' ', '1'), /space/],
    ['whose space has no width', (face) => face.widen(' ', 0), /space/],
    ['whose 3 has no width', (face) => face.widen('3', 0), /3 out of place|over each other/],
    ['whose 3 stands on its neighbour', (face) => face.move('3', -0.4, 0), /3 out of place/],
    ['whose 3 stands above the line', (face) => face.move('3', 0, 0.4), /3 out of place/],
    ['whose digits are as small as points', (face) => face.scale('8', 0.2), /8 out of place/],
    ['whose k stands on its neighbour', (face) => face.move('k', -0.5, 0), /k out of place/],
    ['whose point is followed by a gap', (face) => face.widen('.', 3), /\. out of place/],
    ['whose 3 has a bar that closes its gaps', (face) => face.cover('3', '|', -0.05), /3 (?:with|like)/],
    [
      'whose 9 has a bar that closes its gap',
      (face) => face.cover('9', '|', -0.05),
      /9 with (?:one|2|3) closed areas?/,
    ],
    [
      'whose 5 has a bar that closes its gap',
      (face) => face.cover('5', '|', -0.05),
      /5 with (?:one|2|3) closed areas?/,
    ],
    ['whose 0 has a bar across', (face) => face.cover('0', '–', 0), /0 with (?:one|2|3) closed areas?/],
    ['whose lines begin far above', (face) => face.setLine(2.4, 0), /lines/],
  ])('%s', async (_, change, says) => {
    expect((await reportAfter(change)).errors.join('; ')).toMatch(says);
  });

  test('at the line of style.yaml that names it, with what to do', async () => {
    const face = new FaceMaker(plain);
    face.exchange('2', '7');
    const { style, diagnostics } = await loadCase('fonts:\n  files: [a.ttf]\n', { 'a.ttf': face.bytes });
    expect(style).toBeUndefined();
    expect(diagnostics.map(summaryOf)).toEqual([
      expect.stringMatching(/^2 error style\/font\D*draws 2 like 7 and 7 like 2.* --/),
    ]);
  });

  test('whose tabular 2 is a 7: it is printed in tables', async () => {
    const face = new FaceMaker(plain);
    face.addRules(substitutionTable(new Map([['tnum', new Map([[face.glyph('2'), face.glyph('7')]])]]), []));
    expect((await examineFace(await cutFace(face.bytes))).errors.join()).toMatch(/2 like 7/);
  });
});

test('a per cent sign is none with three rings, and one with two is left to a shipped face', async () => {
  const exchanged = await reportAfter((face) => face.exchange('%', '‰'));
  expect(exchanged.errors.join()).toMatch(/% like ‰/);
  const other = await reportAfter((face) => face.draw('‰', '%'));
  expect(other.errors).toEqual([]);
  expect(other.leftOut).toContain('‰');
});

test('a letter of text alone that is another one is warned of', async () => {
  const { errors, warnings } = await reportAfter((face) => face.draw('q', 'M'));
  expect(errors).toEqual([]);
  expect(warnings.join()).toMatch(/q like M/);
});

test('a sign that no brief needs is left to a shipped face where it is drawn as another', async () => {
  const report = await reportAfter((face) => {
    face.draw('²', '³');
    face.draw('&', '5');
  });
  expect(report.errors).toEqual([]);
  expect(report.leftOut).toContain('²');
  expect(report.leftOut).toContain('&');
  const cut = await cutFace(new FaceMaker(plain).bytes, report.leftOut);
  expect(cut.font.hasGlyphForCodePoint('²'.charCodeAt(0))).toBe(false);
  expect(cut.font.hasGlyphForCodePoint('³'.charCodeAt(0))).toBe(true);
});

test('an accented letter that is not its letter with an accent is left to a shipped face', LONG, async () => {
  expect((await reportAfter(() => undefined)).leftOut).toBe('');
  const report = await reportAfter((face) => {
    face.draw('é', '−');
    face.draw('ö', '‰');
    face.draw('Ñ', 'M');
  });
  expect(report.errors).toEqual([]);
  expect(Array.from(report.leftOut).sort()).toEqual(['Ñ', 'é', 'ö']);
});

describe('a face that is cut', () => {
  const shaped = (font: Font, text: string, features: string[] = []): number[] =>
    font.layout(text, features).glyphs.map(({ id }) => id);

  test('replaces no character by rules of layout', LONG, async () => {
    const face = new FaceMaker(plain);
    const [two, six, nine] = ['2', '6', '9'].map((digit) => face.glyph(digit)) as [number, number, number];
    for (const tag of ['ccmp', 'calt', 'locl', 'rlig', 'liga']) {
      const rules = substitutionTable(new Map([['tnum', new Map([[two, nine]])]]), [
        { glyphs: [two, six], ligature: nine },
      ]);
      face.addRules(Buffer.from((rules ?? Buffer.alloc(0)).toString('latin1').replaceAll('tnum', tag), 'latin1'));
      const before = create(face.bytes) as Font;
      expect(shaped(before, '26')).not.toEqual([two, six]);
      const { font } = await cutFace(face.bytes);
      expect(shaped(font, '26')).toEqual(['2', '6'].map((digit) => font.glyphForCodePoint(digit.charCodeAt(0)).id));
    }
  });

  test('keeps numerals of other forms, and the ligatures of f that show their letters', async () => {
    const source = fs.readFileSync(
      'node_modules/@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
    );
    const { font, forms } = await cutFace(source);
    // its own numerals are tabular and of the height of capitals
    expect(font.availableFeatures.toSorted()).toEqual(['kern', 'liga', 'onum', 'pnum']);
    expect(shaped(font, '3', ['onum'])).not.toEqual(shaped(font, '3'));
    expect(forms.get('3')?.length).toBeGreaterThan(2);
    // letters keep their kerning
    expect(font.layout('To').advanceWidth).toBeLessThan(font.layout('T').advanceWidth + font.layout('o').advanceWidth);
    const width = font.layout('7').advanceWidth;
    for (const text of ['71', '74', '7.7']) {
      const apart = Array.from(text).reduce((sum, one) => sum + font.layout(one).advanceWidth, 0);
      expect(font.layout(text).advanceWidth).toBe(apart);
    }
    expect(width).toBeGreaterThan(0);
  });

  test('has no programs, pictures in colour or other ways to draw, and one set of widths', async () => {
    const tables = readTables(plain);
    for (const tag of ['COLR', 'SVG ', 'CBDT', 'sbix', 'morx', 'kerx']) tables.set(tag, Buffer.alloc(64));
    const face = new FaceMaker(writeTables(tables));
    face.shiftBearing('5', 0.4);
    const cut = readTables((await cutFace(face.bytes)).bytes);
    const drawing = ['OS/2', 'cmap', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'name', 'post'];
    expect([...cut.keys()].filter((tag) => !['GSUB', 'GPOS'].includes(tag)).toSorted()).toEqual(drawing);
    const { font } = await cutFace(face.bytes);
    const five = font.glyphForCodePoint('5'.charCodeAt(0));
    expect(cut.get('hmtx')?.readInt16BE(4 * five.id + 2)).toBe(five.bbox.minX);
  });
});
