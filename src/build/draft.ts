import type { Brief } from '../brief/brief.ts';
import type { Diagnostic, Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { words } from '../locale/locales.ts';

/** The same brief with `Draft` at the head of each page, before the text of the house. */
export function draftBrief(brief: Brief): Brief {
  const heads = brief.locales.map((locale): [string, string] => {
    const { draft, separator } = words(locale);
    const own = brief.house.pageHead.get(locale);
    return [locale, own === undefined ? draft.name : draft.name + separator + own];
  });
  return { ...brief, house: { ...brief.house, pageHead: new Map(heads) } };
}

/**
 * The same problems as warnings, those too that are found later: a draft is printed in spite of them. What would mend them
 * is offered by a check.
 */
export function warningsOnly(problems: Pick<Diagnostics, 'all'>): Pick<Diagnostics, 'all'> {
  return {
    get all() {
      return problems.all.map((problem): Diagnostic => ({ ...problem, severity: 'warning', fix: undefined }));
    },
  };
}
