import { textIn } from '../dataset/localised.ts';
import type { PageNames } from '../output/flavours/flavour.ts';
import type { EditionSource } from './edition-source.ts';

/** What names the pages of an edition: the title of its brief, its member and its id, and its language where it must. */
export function pageNamesOf({ brief, edition: { slice }, head, locale }: EditionSource): PageNames {
  const title = textIn(brief.title, locale);
  const label = slice && textIn(slice.dimension.members.get(slice.member) ?? new Map<string, string>(), locale);
  const shared = brief.locales.filter((other) => textIn(brief.title, other) === title).length > 1;
  const parts = [title, ...(label ? [label] : []), shared ? `${head.edition} ${locale}` : head.edition];
  const slug = [head.brief, head.edition, locale, ...(head.member === undefined ? [] : [head.member])];
  return { title: parts.join(', '), slug: slug.join('-').replaceAll(/[^A-Za-z0-9_-]+/g, '-') };
}
