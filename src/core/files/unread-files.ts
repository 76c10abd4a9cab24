import { type Diagnostics, didYouMean } from '../diagnostics/diagnostic.ts';
import type { RuleId } from '../diagnostics/rules.ts';

/** Files of a folder that look as if they are read, and the names, relative to it, that are or could be read. */
interface FolderFiles {
  readonly folder: string;
  readonly files: readonly string[];
  readonly known: readonly string[];
}

/** Warns of files that are not read, usually because of a slip in their names. */
export function warnOfUnread({ folder, files, known }: FolderFiles, rule: RuleId, diagnostics: Diagnostics): void {
  const names = files.map((path) => path.slice(folder.length + 1));
  for (const name of names.filter((one) => !known.includes(one))) {
    const path = `${folder}/${name}`;
    diagnostics.warn(rule, `${path} is not read`, path, didYouMean(name, known));
  }
}

/** Reports folders that have the name of a file which would be read: what is expected there is missing. */
export function reportFoldersAsFiles(paths: readonly string[], isRead: RegExp, diagnostics: Diagnostics): void {
  for (const path of paths.filter((one) => isRead.test(one))) {
    diagnostics.error('file/unreadable', 'this is a folder and no file', path, 'rename it, or put a file in its place');
  }
}
