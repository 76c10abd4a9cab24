import { destinationPlaces, type PdfPlace } from './destinations.ts';
import { openObjects } from './pdf-objects.ts';

/** Where elements begin in a print. */
export interface Layout {
  readonly places: ReadonlyMap<string, PdfPlace>;
  /** Number of pages. */
  readonly pages: number;
  /** Height of the paper in CSS pixels. */
  readonly height: number;
}

/** CSS pixels of a point. */
const PIXELS = 96 / 72;

/** The layout of a print. */
export function layoutOf(pdf: Uint8Array): Layout {
  const { pages, object } = openObjects(pdf);
  const box = /\/MediaBox \[\S+ \S+ \S+ ([\d.]+)\]/.exec(object(pages[0] ?? 0).text)?.[1];
  return { places: destinationPlaces(pdf), pages: pages.length, height: Number(box) * PIXELS };
}

/** The part of a page's height above which a heading stands at its top: places are counted from the top of the text. */
const AT_TOP = 0.97;

/** Whether nothing stands above a place on its page. */
export function isAtTop(place: PdfPlace | undefined): boolean {
  return (place?.below ?? 0) > AT_TOP;
}

/** An element that begins on another page in a second print; undefined where the pages are the same. */
export function movedBetween(before: Layout, after: Layout): string | undefined {
  return [...after.places].find(([id, place]) => before.places.get(id)?.page !== place.page)?.[0];
}

/** Whether a line or more stands above a place in one print, and nothing in the other. */
function hasMovedDown(one: PdfPlace, other: PdfPlace): boolean {
  return isAtTop(one) !== isAtTop(other) && Math.abs(one.below - other.below) > 1 - AT_TOP;
}

/**
 * The first page of a print that a second one fills otherwise; undefined where the pages are the same. Text that moves on
 * may stay above a heading that was the first of its page.
 */
export function firstMoved(before: Layout, after: Layout): number | undefined {
  const moved = [...after.places].flatMap(([id, place]) => {
    const was = before.places.get(id) ?? place;
    if (was.page !== place.page) return Math.min(was.page, place.page);
    return hasMovedDown(was, place) && place.page > 1 ? place.page - 1 : [];
  });
  return moved.length > 0 ? Math.min(...moved) : undefined;
}

/** Whether two prints have the same places on the same pages. */
export function isSame(one: Layout, other: Layout): boolean {
  const isPlaced = ([id, { page, below }]: readonly [string, PdfPlace]): boolean => {
    const place = other.places.get(id);
    return place?.page === page && place.below === below;
  };
  const isAlike = one.pages === other.pages && one.height === other.height && one.places.size === other.places.size;
  return isAlike && [...one.places].every(isPlaced);
}
