import type { Pdfium } from './pdfium.ts';
import type { Rectangle } from './rectangle.ts';

/** What a reader sees of a page. */
export interface PagePicture {
  /** The contrast of the lightest with the darkest point of an area, from 1 to 21, by WCAG 2.2. */
  contrastIn(area: Rectangle): number;
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
  const pixels = bytes(calls.FPDFBitmap_GetBuffer(bitmap), stride * height);
  const result = look({
    contrastIn([left, bottom, end, up]) {
      const [from, to] = [Math.max(0, Math.floor(left * SCALE)), Math.min(width, Math.ceil(end * SCALE))];
      const first = Math.max(0, Math.floor((top - up) * SCALE) - 1);
      const last = Math.min(height, Math.ceil((top - bottom) * SCALE) + 1);
      let [least, most] = [Infinity, 0];
      for (let y = first; y < last; y += 1) {
        for (let at = y * stride + 4 * from, until = y * stride + 4 * to; at < until; at += 4) {
          const light = lightness(pixels[at + 2] ?? 0, pixels[at + 1] ?? 0, pixels[at] ?? 0);
          least = Math.min(least, light);
          most = Math.max(most, light);
        }
      }
      return most === 0 ? 1 : most / least;
    },
  });
  calls.FPDFBitmap_Destroy(bitmap);
  return result;
}

/** Light of each value of a colour channel. */
const LIGHT = Float64Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** Relative luminance plus 0.05. */
function lightness(red: number, green: number, blue: number): number {
  return 0.2126 * (LIGHT[red] ?? 0) + 0.7152 * (LIGHT[green] ?? 0) + 0.0722 * (LIGHT[blue] ?? 0) + 0.05;
}
