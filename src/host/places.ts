import path from 'node:path';
import type { PagePlace, PagePlaces } from './host.ts';

/** A page below the folder that the target names, if it names one. */
export function inFolder(page: string, { below }: { readonly below: string | undefined }): string {
  return below === undefined ? page : `${below}/${page}`;
}

/** The path of a page without its ending. */
export function withoutEnding({ path: page }: PagePlace): string {
  return page.replace(/\.[a-z]+$/, '');
}

/** The address of a page from another, as files are linked. */
export function relativeLink(from: PagePlace, to: PagePlace): string {
  return encodeURI(path.posix.relative(path.posix.dirname(from.path), to.path));
}

/** Pages in a repository, whose host shows no title above a file. */
export const IN_REPOSITORY: PagePlaces = { showsTitle: false, path: inFolder, link: relativeLink };

/** Pages in a wiki that is a Git repository, which names pages by their paths from its root. */
export const IN_GIT_WIKI: PagePlaces = {
  showsTitle: true,
  path: inFolder,
  link: (_, to) => encodeURI(withoutEnding(to)),
};
