import type { FlavourFiles, PageSigns } from './host.ts';

/** Pages of Markdown. */
export const MARKDOWN_PAGES: PageSigns = { endings: ['.md', '.markdown'] };

/** Whether a Git repository is that of a wiki, by its address. */
export function isWikiAddress(url: string): boolean {
  return /\.wiki(?:\.git)?\/?$/.test(url);
}

/** A page with its pictures in `charts/` next to it, as in a repository. */
export function nextToPage(page: string, type: 'svg' | 'png'): FlavourFiles {
  const picture = (name: string): string => `charts/${name}.${type}`;
  return { page, picture, pictureUrl: picture };
}

/** A page of a wiki, whose pictures share a folder with those of other pages. */
export function inWiki(
  page: string,
  { folder, slug, type, prefix = folder }: { folder: string; slug: string; type: 'svg' | 'png'; prefix?: string },
): FlavourFiles {
  const file = (name: string): string => `${slug}-${name}.${type}`;
  const at = (before: string, name: string): string => (before === '' ? file(name) : `${before}/${file(name)}`);
  return { page, picture: (name) => at(folder, name), pictureUrl: (name) => at(prefix, name) };
}

/** A title as a file name: some characters stand for something else in paths. */
export function withoutCharacters(title: string, refused: RegExp): string {
  return title.replaceAll(refused, ' ').replaceAll(/\s+/g, ' ').trim();
}

/** The name of a page in a Git wiki, where a hyphen stands for a space. */
export function hyphenated(title: string): string {
  return withoutCharacters(title, /[\\/:*?"<>|#]/g).replaceAll(' ', '-');
}
