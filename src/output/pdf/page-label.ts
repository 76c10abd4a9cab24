/** The number that is printed on a page, which counts from 1. The annex, if there is one, begins on page `annexFrom`. */
export function pageLabel(page: number, annexFrom: number | undefined): string {
  return annexFrom !== undefined && page >= annexFrom ? `A${page - annexFrom + 1}` : String(page);
}
