import path from 'node:path';

/** Paths of plain names, which need not be resolved: most are, and resolving takes longer than looking at the file. */
const PLAIN = path.sep === '/' ? /^(?!\.\.?(?:\/|$))[^/\0]+(?:\/(?!\.\.?(?:\/|$))[^/\0]+)*$/ : /(?!)/;

/** The absolute path of one that is relative to an absolute root folder. Throws a RangeError if it leads outside. */
export function pathWithin(root: string, relative: string): string {
  if (PLAIN.test(relative)) return root === '/' ? `/${relative}` : `${root}/${relative}`;
  const absolute = path.resolve(root, relative);
  if (!isInside(root, absolute)) throw new RangeError(`${relative} lies outside the root folder`);
  return absolute;
}

/** Whether an absolute path is that of a root folder or of something below it. */
export function isInside(root: string, absolute: string): boolean {
  const inside = path.relative(root, absolute);
  return inside !== '..' && !inside.startsWith(`..${path.sep}`);
}
