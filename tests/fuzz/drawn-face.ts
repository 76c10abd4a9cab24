import { readFileSync } from 'node:fs';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { cutFace } from '../../src/brief/faces/cut-face.ts';
import { FACES, FONTS } from '../brief/style-case.ts';
import { SEEN } from './grammars/fonts.ts';

/** Height and width of the picture of a text, and of its letters, in pixels. */
const SIZE = 160;
const LETTERS = 60;

/** How much of the ink of a text may be elsewhere. */
const ELSEWHERE = 0.15;

let families = 0;

function inkOf(family: string, text: string): Uint8ClampedArray {
  const context = createCanvas(SIZE, SIZE).getContext('2d');
  context.font = `${LETTERS}px ${family}`;
  context.fillText(text, 40, 100);
  return context.getImageData(0, 0, SIZE, SIZE).data.filter((_value, at) => at % 4 === 3);
}

/** Says what a face that was taken draws otherwise than the one it was made from, as Skia draws it. */
export async function drawnFault(bytes: Uint8Array): Promise<string | undefined> {
  const [changed, plain] = [(await cutFace(Buffer.from(bytes))).bytes, readFileSync(`${FONTS}/${FACES[0]}`)];
  const [one, other] = [changed, plain].map((font) => {
    const family = `face${(families += 1)}`;
    if (!GlobalFonts.register(font, family)) throw new Error('Skia does not read the face');
    return family;
  });
  return SEEN.find((text) => {
    const [seen, wanted] = [inkOf(one ?? '', text), inkOf(other ?? '', text)];
    let [ink, elsewhere] = [0, 0];
    wanted.forEach((value, at) => {
      ink += value;
      elsewhere += Math.abs(value - (seen[at] ?? 0));
    });
    return elsewhere > ELSEWHERE * ink;
  });
}
