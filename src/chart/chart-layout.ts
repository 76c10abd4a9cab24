import { isMapping } from '../core/files/shape.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { type Place, placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import type { JsonText } from '../core/files/json-file.ts';
import { childPointer } from '../core/files/json-pointer.ts';
import { MAX_SIZE, sideProblem } from './chart-limits.ts';
import type { ChartSpec, HeightRange } from './chart-model.ts';

/** CSS pixels of the drawing for a narrow screen: what a phone 360 wide has between its edges. */
export const NARROW_WIDTH = 324;

const KEYS = new Set(['heights', 'narrow']);
const NARROW_KEYS = new Set(['height', 'columns']);
const HINT = 'such as "usermeta": {"heights": [160, 240], "narrow": {"height": 300, "columns": 2}}';

/** What a specification says in `usermeta` about the room that it takes. */
export type ChartLayout = Pick<ChartSpec, 'heights' | 'narrow'>;

/** Reads `usermeta`, which Vega-Lite leaves to the programs that use it. Reports what cannot be read. */
export function readLayout({ value, places }: JsonText, file: SourceFile, diagnostics: Diagnostics): ChartLayout {
  const meta = isMapping(value) ? value['usermeta'] : undefined;
  if (meta === undefined) return {};
  const report = (pointer: string, message: string, hint = HINT): undefined =>
    diagnostics.error('chart/invalid', message, placeOf(pointer, places, file), hint);
  const pointer = '/usermeta';
  if (!isMapping(meta)) return report(pointer, '"usermeta" is an object') ?? {};
  for (const key of Object.keys(meta).filter((name) => !KEYS.has(name)))
    report(childPointer(pointer, key), `"${key}" is not a part of "usermeta"`);
  const { heights, narrow } = meta;
  const written = (value as { readonly height?: unknown }).height;
  return {
    ...(heights === undefined ? {} : { heights: readHeights(heights, written, report) }),
    ...(narrow === undefined ? {} : { narrow: readNarrow(narrow, report) }),
  };
}

type Report = (pointer: string, message: string, hint?: string) => undefined;

function readHeights(value: unknown, written: unknown, report: Report): HeightRange | undefined {
  const pointer = '/usermeta/heights';
  const [min, max] = Array.isArray(value) && value.length === 2 ? (value as unknown[]) : [];
  if (!isSize(min, MAX_SIZE) || !isSize(max, MAX_SIZE) || min > max) {
    return report(pointer, `"heights" is the least and the greatest height in whole pixels, from 1 to ${MAX_SIZE}`);
  }
  // What is not a size at all is reported by itself.
  if (typeof written === 'number' && !sideProblem('height', written) && (written < min || written > max)) {
    const message = `"height" is a number of pixels from ${min} to ${max}, not ${written}`;
    return report('/height', message, 'choose one of them, or change "heights" in "usermeta"');
  }
  return { min, max };
}

function readNarrow(value: unknown, report: Report): ChartSpec['narrow'] {
  const pointer = '/usermeta/narrow';
  if (!isMapping(value)) return report(pointer, '"narrow" is an object');
  for (const key of Object.keys(value).filter((name) => !NARROW_KEYS.has(name)))
    report(childPointer(pointer, key), `"${key}" is not a part of "narrow"`);
  const { height, columns } = value;
  if (height !== undefined && !isSize(height, MAX_SIZE)) {
    return report(`${pointer}/height`, `"height" is a whole number of pixels from 1 to ${MAX_SIZE}`);
  }
  if (columns !== undefined && !isSize(columns, 12)) {
    return report(`${pointer}/columns`, '"columns" is a whole number from 1 to 12');
  }
  return { height, columns };
}

function isSize(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
}

function placeOf(pointer: string, places: JsonText['places'], file: SourceFile): Place {
  return places.get(pointer) ?? placeAt(file, 0);
}
