import path from 'node:path';
import type { FolderHosts } from './page-folder.ts';
import type { ListedPage } from './page-listing.ts';
import type { RegionContent } from './region-content.ts';

/** A picture and the file in which it is to be, from the folder of the pages. */
interface PictureFile {
  readonly file: string;
  readonly content: string | Uint8Array;
}

/** The pictures of a content that are not, or are others, where a page shows them. */
export async function changedPictures(
  { pictures }: RegionContent,
  page: ListedPage,
  hosts: FolderHosts,
): Promise<readonly PictureFile[]> {
  if (pictures.size === 0) return [];
  const changed: PictureFile[] = [];
  const folder = await hosts.pictureFolder(page, page.flavour);
  for (const [name, content] of pictures) {
    const file = path.posix.join(folder, name);
    const before = await page.workspace.readBytes(file);
    if (!before?.equals(Buffer.from(content))) changed.push({ file, content });
  }
  return changed;
}

/** Writes the pictures of a content to where a page can reach them; returns those that changed, as messages call them. */
export async function writePictures(content: RegionContent, page: ListedPage, hosts: FolderHosts): Promise<string[]> {
  const written: string[] = [];
  for (const { file, content: picture } of await changedPictures(content, page, hosts)) {
    await page.workspace.write(file, picture);
    written.push(
      path.posix.join(path.posix.dirname(page.shown), path.posix.relative(path.posix.dirname(page.path), file)),
    );
  }
  return written;
}
