import { createHash } from 'node:crypto';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { pagePath, type RuleId } from '../../core/diagnostics/rules.ts';
import type { SourceFile } from '../../core/diagnostics/source-file.ts';

/** Diagnostics as a program of a host reads them. */
export type WriteReport = (diagnostics: readonly Diagnostic[]) => string;

/**
 * Diagnostics of a root folder that lies in the current one, which is where hosts look for files, with their paths from
 * there: `briefs/data/…` of a folder `briefs`.
 */
export function seenFromAbove(diagnostics: readonly Diagnostic[], folder: string): readonly Diagnostic[] {
  if (folder === '') return diagnostics;
  const pathAbove = (path: string): string => `${folder}/${path}`;
  const withFile = <T extends { readonly file: SourceFile }>(part: T): T =>
    Object.assign({}, part, { file: { ...part.file, path: pathAbove(part.file.path) } });
  return diagnostics.map((item) =>
    Object.assign({}, item, {
      path: item.path === undefined ? undefined : pathAbove(item.path),
      place: item.place && withFile(item.place),
      fix: () => {
        const found = item.fix?.();
        return found && { says: found.says, edits: found.edits.map(withFile) };
      },
    }),
  );
}

/** Errors before warnings, each in the order of files and lines. */
export function worstFirst(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const rank = ({ severity }: Diagnostic): number => (severity === 'error' ? 0 : 1);
  return diagnostics.toSorted((a, b) => rank(a) - rank(b));
}

/** The path of the file or folder that a diagnostic is about, relative to the root; undefined if it is about none. */
export function pathOf({ place, path }: Diagnostic): string | undefined {
  return place?.file.path ?? path;
}

/** How to read more about a rule. */
export function pointerTo(rule: RuleId): string {
  return `assay explain ${rule} says what the rule means and what to do; so does ${pagePath(rule)} of Assay`;
}

/** The message with its hint below. */
export function fullText({ message, hint }: Diagnostic): string {
  return hint === undefined ? message : `${message}\nhint: ${hint}`;
}

/**
 * A name for each diagnostic that stays the same when lines move and figures change, so that a host knows which are new:
 * a hash of rule, file and the words of the message, and which of several with all of these it is.
 */
export function fingerprintsOf(diagnostics: readonly Diagnostic[]): string[] {
  const seen = new Map<string, number>();
  return diagnostics.map((item) => {
    const words = item.message.replaceAll(/[-+]?\d[\d.,]*/g, '0');
    const key = [item.rule, pathOf(item) ?? '', words].join('\n');
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return createHash('sha256').update(`${key}\n${count}`).digest('hex').slice(0, 32);
  });
}
