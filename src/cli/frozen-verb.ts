import { checkFrozen, type FileChange } from '../build/frozen.ts';
import type { FlavourName } from '../brief/flavour-names.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { PartName } from '../document/part-name.ts';
import { figureLines } from './figure-lines.ts';
import { diagnosticsJson, plural, type Reporter } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/** `assay build --frozen [brief…]`: fails if a build would change anything in `out/`, and writes nothing. */
export async function frozen({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const diagnostics = new Diagnostics();
  const parts = options['part'] as readonly PartName[] | undefined;
  const flavours = options['flavour'] as readonly FlavourName[] | undefined;
  reporter.progress('comparing');
  const result = await checkFrozen(workspace, names, { flavours, parts }, diagnostics);
  reporter.diagnostics(diagnostics);
  const isSame = result?.changes.length === 0;
  for (const change of result?.changes ?? []) reportChange(change, reporter);
  if (result) {
    const compared = plural(result.editions, 'edition');
    const text = isSame ? `a build would change nothing in out/ (${compared})` : outcome(result.changes);
    reporter.line(text, { isWrong: !isSame });
  }
  reporter.result({ ok: isSame, ...result, diagnostics: diagnosticsJson(diagnostics) });
  return isSame;
}

function reportChange({ path, change, figures }: FileChange, reporter: Reporter): void {
  const texts = {
    changed: `${path} would change`,
    missing: `${path} is missing`,
    'left over': `${path} would be removed`,
    damaged: `${path} is not the file that build.json names beside it`,
  };
  reporter.line(texts[change], { isWrong: true });
  for (const line of figureLines(figures)) reporter.line(line, { isWrong: true });
}

function outcome(changes: readonly FileChange[]): string {
  return `a build would change ${plural(changes.length, 'file')} in out/: run assay build, and commit them`;
}
