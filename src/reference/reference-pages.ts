import { rulesPage } from './rules-page.ts';

/** The pages of `docs/reference/` that are written from what the program uses, by their paths. */
export function referencePages(): ReadonlyMap<string, string> {
  return new Map([['docs/reference/rules.md', rulesPage()]]);
}
