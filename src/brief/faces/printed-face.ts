import { Cache, type Results } from '../../core/machine/cache.ts';
import { sha256 } from '../../core/machine/hash.ts';
import { disk } from '../../core/machine/machine.ts';
import type { FontFace } from '../fonts.ts';
import type { HouseFace } from '../house-style.ts';
import { type CutFace, cutFace } from './cut-face.ts';
import { examineFace, type FaceReport } from './face-check.ts';

/** What earlier builds know of faces that houses bring. */
export type KnownFaces = Results<FaceReport>;

/** Faces of houses as they are printed with, by the hashes of their files and what is left out. */
const cut = new Map<string, Promise<CutFace>>();

function cutOnce(bytes: Buffer, leftOut: string): Promise<CutFace> {
  const key = sha256(bytes, leftOut);
  const known = cut.get(key) ?? cutFace(bytes, leftOut);
  cut.set(key, known);
  return known;
}

/** The TrueType file that a face is printed with: that of a house is cut to what is known to draw what it says. */
export async function printedFace(face: FontFace | HouseFace): Promise<Buffer> {
  const bytes = await disk.readFile(face.file);
  return 'leftOut' in face ? (await cutOnce(bytes, face.leftOut)).bytes : bytes;
}

const examined = new Cache<FaceReport>();

/** What is to say about a face of a house; each is drawn once. Throws an Error if it is damaged. */
export async function reportOfFace(bytes: Buffer, stored: KnownFaces | undefined): Promise<FaceReport> {
  const hash = sha256(bytes);
  const known = examined.get(hash) ?? (await stored?.get(hash));
  if (known) return known;
  const report = await examineFace(await cutOnce(bytes, ''));
  examined.set(hash, report);
  await stored?.set(hash, report);
  return report;
}
