import { textIn } from '../dataset/localised.ts';
import type { PageNames } from '../host/host.ts';
import type { EditionSource } from './edition-source.ts';

/** What names the pages of an edition: the title of its brief, its member and its id, and its language where it must. */
export function pageNamesOf(source: EditionSource): PageNames {
  const { head, locale } = source;
  const edition = sharesTitle(source) ? `${head.edition} ${locale}` : head.edition;
  return {
    title: [...titleParts(source), edition].join(', '),
    slug: slugOf([head.brief, head.edition, locale, head.member]),
  };
}

/** What names a page that is about all editions of a brief, or about whichever is the newest. */
export function briefNamesOf(source: EditionSource): PageNames {
  const { head, locale } = source;
  return {
    title: [...titleParts(source), ...(sharesTitle(source) ? [locale] : [])].join(', '),
    slug: slugOf([head.brief, locale, head.member]),
  };
}

/** The title of the brief, and the label of the member, if there is one. */
function titleParts({ brief, edition: { slice }, locale }: EditionSource): string[] {
  const label = slice && textIn(slice.dimension.members.get(slice.member) ?? new Map<string, string>(), locale);
  return [textIn(brief.title, locale), ...(label ? [label] : [])];
}

/** Whether the brief has the same title in another of its languages. */
function sharesTitle({ brief, locale }: EditionSource): boolean {
  const title = textIn(brief.title, locale);
  return brief.locales.filter((other) => textIn(brief.title, other) === title).length > 1;
}

function slugOf(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .join('-')
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-');
}
