import { crc32 } from 'node:zlib';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Logo } from './house-style.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { decodeText } from '../core/diagnostics/source-text.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { localisedOf } from '../dataset/localised.ts';
import type { DataFile } from '../core/files/data-file.ts';
import { checkPicture, type PictureSize } from './svg-picture.ts';
import { beside } from './style-files.ts';
import type { StyleInput } from './style-schema.ts';

/** Limit for the file, which brief.html contains: a hundred times a simple logo. */
export const MAX_BYTES = 512 * 1024;

/** Limit for the sides of a PNG: the page shows no more at 600 dots per inch. */
const MAX_PIXELS = 4096;

/** Width of the text on the page in millimetres. */
const TEXT_WIDTH = 170;

/** What is narrower cannot be seen. */
const LEAST_WIDTH = 1;

const DEFAULT_HEIGHT = 10;

/** Reads the picture beside a style; its mistakes are reported in it or at its name. */
export async function loadLogo(
  workspace: Workspace,
  yaml: DataFile,
  input: NonNullable<StyleInput['logo']>,
  diagnostics: Diagnostics,
): Promise<Logo | undefined> {
  const place = yaml.placeOf(input, 'file');
  const path = beside(place.file.path, input.file);
  const bytes = await workspace.readNamed(path, MAX_BYTES, place, diagnostics);
  if (!bytes) return undefined;
  const isSvg = path.endsWith('.svg');
  const size = isSvg ? svgSize(path, bytes, diagnostics) : pngSize(bytes, place, diagnostics);
  if (!size) return undefined;
  const height = input.height === undefined ? DEFAULT_HEIGHT : Number.parseFloat(input.height);
  const exact = (height * size.width) / size.height;
  const width = Math.ceil(exact);
  if (exact < LEAST_WIDTH) {
    const message = `at a height of ${height}mm this picture is less than ${LEAST_WIDTH}mm wide`;
    diagnostics.error('style/logo', message, place, 'give it a viewBox that fits what it draws');
  }
  if (width > TEXT_WIDTH) {
    const message = `at a height of ${height}mm this picture is ${width}mm wide; the page has room for ${TEXT_WIDTH}mm`;
    diagnostics.error('style/logo', message, place, 'give it a lesser height, or cut off what is empty');
  }
  const type = isSvg ? 'image/svg+xml' : 'image/png';
  return {
    address: `data:${type};base64,${bytes.toString('base64')}`,
    alt: localisedOf(input.alt),
    height,
    place,
  };
}

function svgSize(path: string, bytes: Buffer, diagnostics: Diagnostics): PictureSize | undefined {
  const file = decodeText(path, bytes, diagnostics);
  return file && checkPicture(file, diagnostics);
}

function pngSize(bytes: Buffer, place: Place, diagnostics: Diagnostics): PictureSize | undefined {
  const problem = pngProblem(bytes);
  if (problem === undefined) return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  return diagnostics.error('style/logo', `this picture ${problem}`, place, 'save it again as PNG, or use an SVG');
}

const PNG_SIGNATURE = '89504e470d0a1a0a';

/** Explains why a file is not a still PNG, by its chunks and their checksums. */
function pngProblem(bytes: Buffer): string | undefined {
  if (bytes.toString('hex', 0, 8) !== PNG_SIGNATURE) return 'is not a PNG';
  const chunks = pngChunks(bytes);
  if (!chunks || chunks[0] !== 'IHDR' || !chunks.includes('IDAT') || chunks.at(-1) !== 'IEND') return 'is damaged';
  if (chunks.includes('acTL')) return 'is animated';
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (width === 0 || height === 0) return 'is damaged';
  if (Math.max(width, height) > MAX_PIXELS) {
    return `has ${width} by ${height} pixels, where at most ${MAX_PIXELS} are shown`;
  }
  return undefined;
}

/** Types of the chunks in order; undefined if one is incomplete or has a wrong checksum. */
function pngChunks(bytes: Buffer): string[] | undefined {
  const types: string[] = [];
  for (let at = 8; at < bytes.length;) {
    if (at + 12 > bytes.length) return undefined;
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) return undefined;
    types.push(bytes.toString('latin1', at + 4, at + 8));
    at = end + 4;
  }
  return types;
}
