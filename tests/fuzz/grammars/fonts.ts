import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { substitutionTable } from '../../../src/brief/faces/cut-face.ts';
import { FaceMaker } from '../../brief/face-maker.ts';
import { FACES, FONTS } from '../../brief/style-case.ts';
import { BRIEF } from '../../cli/root.ts';
import { type Files, grammar, type Odds } from './odds.ts';

/** What a brief prints most, and what turns a figure into another. */
const CHARACTERS = Array.from('0123456789.,+−%km');

type Change = (face: FaceMaker) => void;

const character = fc.constantFrom(...CHARACTERS);

/** Rules under a feature that a program uses unasked, or that tables ask for: a glyph for one, or for two. */
const rules: fc.Arbitrary<Change> = fc
  .tuple(fc.constantFrom('ccmp', 'calt', 'liga', 'locl', 'rlig', 'tnum', 'lnum'), character, character, character)
  .map(([tag, one, next, other]) => (face) => {
    const single = new Map([['tnum', new Map([[face.glyph(one), face.glyph(other)]])]]);
    const table = substitutionTable(single, [
      { glyphs: [face.glyph(one), face.glyph(next)], ligature: face.glyph(other) },
    ]);
    face.addRules(Buffer.from((table ?? Buffer.alloc(0)).toString('latin1').replace('tnum', tag), 'latin1'));
  });

/** A change that must be refused, or of which nothing may be seen in print. */
const changes: fc.Arbitrary<Change> = fc.oneof(
  rules,
  fc.tuple(character, character).map(
    ([one, other]): Change =>
      (face) =>
        face.exchange(one, other),
  ),
  fc.tuple(character, character).map(
    ([one, other]): Change =>
      (face) =>
        face.draw(one, other),
  ),
  fc.tuple(character, character).map(
    ([one, other]): Change =>
      (face) =>
        face.map(one, other),
  ),
  character.map(
    (one): Change =>
      (face) =>
        face.empty(one),
  ),
  fc.tuple(character, fc.constantFrom(0, 3)).map(
    ([one, width]): Change =>
      (face) =>
        face.widen(one, width),
  ),
  fc.tuple(character, fc.constantFrom(-1, -0.4, 0.4, 1)).map(
    ([one, by]): Change =>
      (face) =>
        face.shiftBearing(one, by),
  ),
  fc.tuple(character, fc.constantFrom(-0.5, 0.5), fc.constantFrom(-0.5, 0.5)).map(
    ([one, x, y]): Change =>
      (face) =>
        face.move(one, x, y),
  ),
);

/** The face that is changed. */
export const CHANGED_FACE = `${BRIEF}/${FACES[0]}`;

/** A font of the house, of which one face is changed. */
export const fonts: fc.Arbitrary<Files> = grammar((odds: Odds) =>
  fc.tuple(changes, odds.either([0], [40, 400])).map(([change, noise]) => {
    const [regular, ...others] = FACES.map((name) => readFileSync(`${FONTS}/${name}`));
    const face = new FaceMaker(regular ?? Buffer.alloc(0));
    change(face);
    const { bytes } = face;
    bytes.fill(7, bytes.length >> 1, (bytes.length >> 1) + noise);
    const yaml = `fonts: { sans: Liberation Sans, serif: Liberation Sans, files: [${FACES.join(', ')}] }\n`;
    return Object.fromEntries<string | Uint8Array>([
      [CHANGED_FACE, bytes],
      ...others.map((other, at) => [`${BRIEF}/${FACES[at + 1]}`, other] as const),
      [`${BRIEF}/style.yaml`, yaml],
    ]);
  }),
);

/** Texts by which a change would be seen. */
export const SEEN = [...CHARACTERS, '26', '268', '7.8', '+5%'];
