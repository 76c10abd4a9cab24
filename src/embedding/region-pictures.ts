import path from 'node:path';
import { pageNamesOf } from '../build/page-names.ts';
import type { FolderHosts } from './page-folder.ts';
import type { ListedPage } from './page-listing.ts';
import { sharedFiles, type RegionContent } from './region-content.ts';
import type { RegionOrder } from './region-edition.ts';

/** The pictures that a filled region names and that are not where the page can reach them. */
export async function missingPictures(
  content: string,
  order: RegionOrder,
  page: ListedPage,
  hosts: FolderHosts,
): Promise<string[]> {
  const names = pageNamesOf(order.source);
  const named = [...content.matchAll(new RegExp(`${names.slug}-([\\w.-]+?)\\.(?:svg|png)`, 'gi'))];
  if (named.length === 0) return [];
  const files = sharedFiles(order.flavour, names);
  const folder = await hosts.pictureFolder(page, order.flavour);
  const paths = [...new Set(named.map(([, name = '']) => path.posix.join(folder, files.picture(name))))];
  const exist = await Promise.all(paths.map((file) => page.workspace.exists(file)));
  return paths.filter((_, index) => !exist[index]);
}

/** Writes the pictures of a content to where a page can reach them; returns those that changed, as messages call them. */
export async function writePictures(
  { pictures }: RegionContent,
  page: ListedPage,
  hosts: FolderHosts,
): Promise<string[]> {
  const written: string[] = [];
  if (pictures.size === 0) return written;
  const folder = await hosts.pictureFolder(page, page.flavour);
  for (const [name, content] of pictures) {
    const file = path.posix.join(folder, name);
    const before = await page.workspace.readBytes(file);
    if (before?.equals(Buffer.from(content))) continue;
    await page.workspace.write(file, content);
    written.push(
      path.posix.join(path.posix.dirname(page.shown), path.posix.relative(path.posix.dirname(page.path), file)),
    );
  }
  return written;
}
