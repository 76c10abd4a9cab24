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
