import { type Diagnostics, didYouMean } from '../diagnostics/diagnostic.ts';
import type { RuleId } from '../diagnostics/rules.ts';

/** The files of a folder that ought to be read, and the names, below it, of those that are or would be. */
interface FolderFiles {
  readonly folder: string;
  readonly files: readonly string[];
  readonly known: readonly string[];
}

/** Warns of files that nobody reads: most often their names are only nearly right, and what they say is not heard. */
export function warnOfUnread({ folder, files, known }: FolderFiles, rule: RuleId, diagnostics: Diagnostics): void {
  const names = files.map((path) => path.slice(folder.length + 1));
  for (const name of names.filter((one) => !known.includes(one))) {
    const path = `${folder}/${name}`;
    diagnostics.warn(rule, `nothing reads ${path}`, path, didYouMean(name, known));
  }
}
