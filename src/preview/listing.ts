import type { LocaleId } from '../language/locales.ts';
import { pdfName } from '../pipeline/edition-rendering.ts';
import type { EditionSource } from '../pipeline/edition-source.ts';

/** An edition that can be shown. */
export interface ListedPage {
  /** Its folder below `out/`, or of a draft below `draft/`. */
  readonly key: string;
  readonly brief: string;
  readonly title: string;
  readonly edition: string;
  readonly locale: LocaleId;
  readonly member: string | undefined;
  /** The names of its PDFs. */
  readonly papers: readonly string[];
}

/** The key of an edition. */
export function keyOf({ folder }: EditionSource): string {
  return folder.slice(folder.indexOf('/') + 1);
}

/** The brief of the edition with a key. */
export function briefOf(key: string): string {
  return key.split('/', 1)[0] ?? '';
}

export function listedPage(source: EditionSource): ListedPage {
  const { brief, head, locale } = source;
  return {
    key: keyOf(source),
    brief: brief.id,
    title: brief.title.get(locale) ?? brief.id,
    edition: head.edition,
    locale,
    member: head.member,
    papers: brief.papers.map(pdfName),
  };
}
