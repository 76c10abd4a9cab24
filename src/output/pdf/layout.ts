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

/** An element that begins on another page in a second print; undefined where the pages are the same. */
export function movedBetween(before: Layout, after: Layout): string | undefined {
  return [...after.places].find(([id, place]) => before.places.get(id)?.page !== place.page)?.[0];
}

/** The first page of a print that a second one fills otherwise; undefined where the pages are the same. */
export function firstMoved(before: Layout, after: Layout): number | undefined {
  const moved = [...after.places].flatMap(([id, { page }]) => {
    const was = before.places.get(id)?.page ?? page;
    return was === page ? [] : Math.min(was, page);
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
