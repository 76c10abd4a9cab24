import type { Pdfium } from './pdfium.ts';
import type { Rectangle } from './rectangle.ts';

/** What a reader sees of a page. */
export interface PagePicture {
  /** Whether the lightest and the darkest point of an area have at least a contrast, from 1 to 21, by WCAG 2.2. */
  hasContrast(area: Rectangle, contrast: number): boolean;
}

/** Pixels a point. With fewer, the strokes of small letters become grey. */
const SCALE = 1.5;

const WHITE = 0xffffffff;

/** Draws a page on white, and hands the picture to `look`: it is valid only there. */
export function withPicture<T>(
  page: number,
  [, , right, top]: Rectangle,
  { calls, bytes }: Pdfium,
  look: (picture: PagePicture) => T,
): T {
  const [width, height] = [Math.ceil(right * SCALE), Math.ceil(top * SCALE)];
  const bitmap = calls.FPDFBitmap_Create(width, height, 0);
  calls.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
  calls.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0);
  const stride = calls.FPDFBitmap_GetStride(bitmap);
  const drawn = bytes(calls.FPDFBitmap_GetBuffer(bitmap), stride * height);
  const pixels = new Uint32Array(drawn.buffer, drawn.byteOffset, drawn.byteLength / 4);
  const result = look({
    hasContrast([left, bottom, end, up], contrast) {
      const from = Math.max(0, Math.floor(left * SCALE));
      const to = Math.min(width, Math.ceil(end * SCALE));
      const first = Math.max(0, Math.floor((top - up) * SCALE) - 1);
      const last = Math.min(height, Math.ceil((top - bottom) * SCALE) + 1);
      let least = MOST_LIGHT;
      let most = 0;
      let before = -1;
      for (let y = first; y < last; y += 1) {
        const row = (y * stride) / 4;
        for (let x = from; x < to; x += 1) {
          const pixel = pixels[row + x] ?? 0;
          // most points have the colour of the one before
          if (pixel === before) continue;
          before = pixel;
          const light = lightness(pixel);
          if (light < least) least = light;
          if (light > most) most = light;
          if (most >= least * contrast) return true;
        }
      }
      return false;
    },
  });
  calls.FPDFBitmap_Destroy(bitmap);
  return result;
}

/** Light is counted in whole numbers, which need no memory: a page has millions of points. */
const UNIT = 1e6;
const MOST_LIGHT = 2 * UNIT;

/** Light of each value of a colour channel with a share of the whole. */
function lightOf(share: number): Int32Array {
  return Int32Array.from({ length: 256 }, (_, value) => {
    const part = value / 255;
    return UNIT * share * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  });
}

const RED = lightOf(0.2126);
const GREEN = lightOf(0.7152);
const BLUE = lightOf(0.0722);

/** Relative luminance plus 0.05, of blue, green and red in three bytes. */
function lightness(pixel: number): number {
  return (RED[(pixel >> 16) & 255] ?? 0) + (GREEN[(pixel >> 8) & 255] ?? 0) + (BLUE[pixel & 255] ?? 0) + UNIT / 20;
}
