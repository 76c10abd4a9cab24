import type { AddressText, Day } from '../../src/dataset/brands.ts';

/** A text that a test takes for an address without reading it. */
export function asAddress(text: string): AddressText {
  return text as AddressText;
}

/** A day that a test takes for one. */
export function asDay(text: string): Day {
  return text as Day;
}
