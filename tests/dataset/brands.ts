import type { AddressText, Day, ReleaseId } from '../../src/dataset/brands.ts';

/** A text that a test takes for an address without reading it. */
export function asAddress(text: string): AddressText {
  return text as AddressText;
}

/** A day that a test takes for one. */
export function asDay(text: string): Day {
  return text as Day;
}

/** A text that a test takes for the id of a release. */
export function asRelease(text: string): ReleaseId {
  return text as ReleaseId;
}
