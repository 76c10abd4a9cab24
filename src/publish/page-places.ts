import path from 'node:path';
import type { FlavourName } from '../brief/flavour-names.ts';
import type { EditionSource } from '../build/edition-source.ts';
import type { FlavourFiles, PageNames } from '../output/flavours/flavour.ts';
import { FLAVOURS } from '../output/flavours/flavours.ts';

/** Where a page and its files stand in a wiki, and how other pages name them. */
export interface PagePlace {
  /** As the wiki lists it. */
  readonly title: string;
  /** From the root of the wiki. */
  readonly path: string;
  /** Where a file stands that the flavour keeps at a path in its folder. */
  readonly fileAt: (name: string) => string;
  /** Where a file to download stands, and its address on the page. */
  readonly download: (ending: string) => { readonly path: string; readonly url: string };
}

/** What is needed to place a page. */
export interface Placing {
  readonly flavour: FlavourName;
  readonly below: string | undefined;
  readonly names: PageNames;
  /** What names the files of its edition. */
  readonly fileNames: PageNames;
  readonly source: EditionSource;
  /** What the page is: an edition, whichever is the newest, or the list of all. */
  readonly holds: 'edition' | 'newest' | 'list';
  /** The list that it stands below. */
  readonly above: PagePlace | undefined;
}

/** Places a page. */
export function placePage(placing: Placing): PagePlace {
  const { flavour, names, fileNames, source } = placing;
  const files = FLAVOURS[flavour].files(names);
  if (FLAVOURS[flavour].can.files) return besidePage(placing, files.page);
  const filePlaces = FLAVOURS[flavour].files(fileNames);
  const folder = folderOf(placing, filePlaces);
  const path = pathOf(placing, files.page);
  return {
    title: titleOf(placing, files.page),
    path,
    fileAt: (name) => folder(nameAt(flavour, name)),
    download: (ending) => {
      const file = downloadName(filePlaces, fileNames, source) + ending;
      const shown = filePlaces.pictureUrl(MARK).replace(/[^/:]*$/, file);
      return { path: folder(nameAt(flavour, filePlaces.picture(MARK).replace(/[^/]*$/, file))), url: shown };
    },
  };
}

/** Stands for the name of a picture. */
const MARK = 'x';

/** Name of a file to download: as pictures of the page begin, or where these have plain names, as the edition is called. */
function downloadName(files: FlavourFiles, { slug }: PageNames, { head }: EditionSource): string {
  const picture = path.posix.basename(files.picture(MARK)).replace(/\.[a-z]+$/, '');
  return picture === MARK ? slug || head.brief : picture.slice(0, -MARK.length - 1);
}

/** In a repository each page has a folder of its own, with its files. */
function besidePage({ flavour, below, source: { head }, holds, names }: Placing, page: string): PagePlace {
  const { brief, edition, locale, member } = head;
  const parts = [below, brief, holds === 'edition' ? edition : undefined, locale, member];
  const folder = parts.filter((part) => part !== undefined).join('/');
  const ending = path.posix.extname(page);
  const file = holds !== 'list' ? page : flavour === 'mdx' ? `index${ending}` : `README${ending}`;
  return {
    title: names.title,
    path: `${folder}/${file}`,
    fileAt: (name) => `${folder}/${name}`,
    download: (kind) => {
      const name = kind === '.csv' ? 'data/observations.csv' : `brief${kind}`;
      return { path: `${folder}/${name}`, url: name };
    },
  };
}

/** Adds the folder that pages stand below, where files are named from the page. */
function folderOf({ below }: Placing, files: FlavourFiles): (name: string) => string {
  const isFromPage = files.picture(MARK) === files.pictureUrl(MARK);
  return (name) => (below !== undefined && isFromPage ? `${below}/${name}` : name);
}

/** Wikis without files know attachments by their names alone. */
function nameAt(flavour: FlavourName, name: string): string {
  return flavour === 'confluence' || flavour === 'mediawiki' ? path.posix.basename(name) : name;
}

function pathOf({ flavour, below, above }: Placing, page: string): string {
  // A page of Azure DevOps stands below another if it lies in a folder of that name.
  if (flavour === 'azure-wiki' && above) return `${above.path.replace(/\.md$/, '')}/${page}`;
  if (below === undefined || flavour === 'confluence') return page;
  return flavour === 'dokuwiki' ? page.replace(/^pages\//, `pages/${below.toLowerCase()}/`) : `${below}/${page}`;
}

function titleOf({ flavour, below, names }: Placing, page: string): string {
  if (flavour !== 'mediawiki') return names.title;
  const title = page.replace(/\.wiki$/, '');
  return below === undefined ? title : `${below}/${title}`;
}

/** How a page names another one: the address of a link. */
export function linkBetween(flavour: FlavourName, from: PagePlace, to: PagePlace): string {
  const bare = to.path.replace(/\.[a-z]+$/, '');
  switch (flavour) {
    case 'mediawiki':
    case 'confluence':
      return to.title;
    case 'dokuwiki':
      return `:${bare.replace(/^pages\//, '').replaceAll('/', ':')}`;
    case 'azure-wiki':
      return `/${bare}`;
    case 'github-wiki':
    case 'gitlab-wiki':
      return encodeURI(bare);
    default:
      return encodeURI(path.posix.relative(path.posix.dirname(from.path), to.path));
  }
}
